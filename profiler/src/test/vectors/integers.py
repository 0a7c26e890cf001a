"""Cases of the integer instructions: RV64I, M, Zba, Zbb, Zbc, Zbs, Zicond."""

import random

from cases import Case, Relative, buf, pc

INT_MIN = 1 << 31
LONG_MIN = 1 << 63
EDGES = [
    0,
    1,
    -1,
    2,
    -2,
    INT_MIN - 1,
    INT_MIN,
    -INT_MIN,
    -INT_MIN - 1,
    INT_MIN + 1,
    0xFFFFFFFF,
    0x100000000,
    LONG_MIN - 1,
    LONG_MIN,
    LONG_MIN + 1,
    0x5555555555555555,
    0xAAAAAAAAAAAAAAAA,
    0x0123456789ABCDEF,
    0xFEDCBA9876543210,
    0x00FF00FF00FF00FF,
    0x8000000080000000,
    0x7FFFFFFF80000000,
    0x0000800000007F80,
]
SIGNIFICANT = [0, 1, -1, INT_MIN - 1, -INT_MIN, LONG_MIN - 1, LONG_MIN]
IMMEDIATES = [0, 1, -1, 2, 7, 31, -32, 255, -256, 1023, 1365, -1366, 2046, 2047, -2047, -2048]

REGISTER = {
    "rv64i": "add sub slt sltu xor or and sll srl sra addw subw sllw srlw sraw",
    "m": "mul mulh mulhsu mulhu div divu rem remu mulw divw divuw remw remuw",
    "zba": "add.uw sh1add sh2add sh3add sh1add.uw sh2add.uw sh3add.uw",
    "zbb": "andn orn xnor max maxu min minu rol rolw ror rorw",
    "zbc": "clmul clmulh clmulr",
    "zbs": "bclr bext binv bset",
}
UNARY = {"zbb": "clz clzw ctz ctzw cpop cpopw sext.b sext.h zext.h orc.b rev8"}
SHIFTS_64 = {
    "rv64i": "slli srli srai",
    "zba": "slli.uw",
    "zbb": "rori",
    "zbs": "bclri bexti binvi bseti",
}
SHIFTS_32 = {"rv64i": "slliw srliw sraiw", "zbb": "roriw"}
SHIFTS = "sll srl sra sllw srlw sraw rol rolw ror rorw bclr bext binv bset".split()
AMOUNTS = [0, 1, 4, 7, 8, 15, 16, 30, 31, 32, 33, 47, 48, 62, 63]


def pairs(mnemonic: str, rng: random.Random) -> list:
    if mnemonic in SHIFTS:
        amounts = AMOUNTS + [64, 65, 96, 127, 128, -1, -64, 1 << 32, LONG_MIN]
        fixed = [(rng.choice(EDGES), amount) for amount in amounts]
        fixed += [(-1, 63), (LONG_MIN, 63), (-INT_MIN, 31), (0x80000000, 31), (1, 63), (0, 5)]
    else:
        fixed = [(a, b) for a in SIGNIFICANT for b in SIGNIFICANT]
        fixed += [(7, 3), (-7, 3), (7, -3), (-7, -3), (0xFFFFFFFF, 0xFFFFFFFF), (INT_MIN, -1)]
    fixed += [(rng.choice(EDGES), rng.choice(EDGES)) for _ in range(10)]
    return fixed + [(rng.getrandbits(64), rng.getrandbits(64)) for _ in range(5)]


def register_cases(mnemonic: str, rng: random.Random) -> list:
    cases = [
        Case(f"{mnemonic} x12,x10,x11", {"x10": a, "x11": b}, ("x12",))
        for a, b in pairs(mnemonic, rng)
    ]
    a, b = 0x123456789ABCDEF0, 0x0FEDCBA987654321
    cases += [
        Case(f"{mnemonic} x0,x10,x11", {"x10": a, "x11": b}, ("x0",)),
        Case(f"{mnemonic} x10,x10,x10", {"x10": a}, ("x10",)),
        Case(f"{mnemonic} x11,x10,x11", {"x10": a, "x11": b}, ("x11",)),
        Case(f"{mnemonic} x12,x0,x11", {"x11": b}, ("x12",)),
        Case(f"{mnemonic} x31,x30,x0", {"x30": a}, ("x31",)),
    ]
    return cases


def ctzw(before: dict) -> dict:
    """qemu 7.2 goes on counting in the upper half if the lower one is zero; 32 is specified."""
    low = before["x10"] & 0xFFFFFFFF
    return {"x12": (low & -low).bit_length() - 1 if low else 32}


def unary_cases(mnemonic: str, rng: random.Random) -> list:
    values = EDGES + [1 << n for n in (7, 8, 15, 16, 30, 33, 62)]
    values += [rng.getrandbits(64) >> rng.randrange(64) for _ in range(8)]
    model = ctzw if mnemonic == "ctzw" else None
    cases = [Case(f"{mnemonic} x12,x10", {"x10": a}, ("x12",), model=model) for a in values]
    return cases + [Case(f"{mnemonic} x10,x10", {"x10": 0x8000FF0012345680}, ("x10",))]


def shift_cases(mnemonic: str, width: int, rng: random.Random) -> list:
    amounts = [n for n in AMOUNTS if n < width]
    cases = []
    for n in amounts + amounts:
        value = rng.choice(EDGES)
        cases.append(Case(f"{mnemonic} x12,x10,{n}", {"x10": value}, ("x12",)))
    for value in (0x8000000080000000, 0x7FFFFFFF7FFFFFFF, -1):
        for n in (1, width - 1):
            cases.append(Case(f"{mnemonic} x12,x10,{n}", {"x10": value}, ("x12",)))
    return cases


def immediate_cases(mnemonic: str, rng: random.Random) -> list:
    cases = []
    for immediate in IMMEDIATES:
        for value in [rng.choice(EDGES), rng.choice(SIGNIFICANT)]:
            cases.append(Case(f"{mnemonic} x12,x10,{immediate}", {"x10": value}, ("x12",)))
    for value, immediate in [(-1, -1), (-2, -1), (0, -1), (-1, 0), (2047, 2047), (INT_MIN - 1, 1)]:
        cases.append(Case(f"{mnemonic} x12,x10,{immediate}", {"x10": value}, ("x12",)))
    cases.append(Case(f"{mnemonic} x0,x0,0", {}, ("x0",)))
    return cases


def upper_cases(mnemonic: str, relative: bool, rng: random.Random) -> list:
    fixed = [0, 1, 2, 0x7FFFF, 0x80000, 0x80001, 0xFFFFF, 0xFFFFE, 0x55555, 0xAAAAA, 0x12345]
    values = fixed + [1 << n for n in (4, 8, 12, 16, 18)]
    values += [rng.getrandbits(20) for _ in range(8)]
    return [
        Case(f"{mnemonic} x12,{value:#x}", {}, ("x12",), relative=relative) for value in values
    ] + [Case(f"{mnemonic} x0,0x12345", {}, ("x0",), relative=relative)]


def branch_cases(mnemonic: str, rng: random.Random) -> list:
    values = [(a, b) for a in (0, 1, -1, LONG_MIN, INT_MIN) for b in (0, 1, -1, LONG_MIN - 1)]
    values += [(a, a) for a in EDGES[5:12]] + [(0xFFFFFFFF, -1), (-INT_MIN, INT_MIN)]
    offsets = [8, -8, 16, 6, 4, -2, 30, 62, 1024, 2046, 2048, 4094, -4096, -2048, -1024, -1366]
    cases = []
    for i, (a, b) in enumerate(values):
        offset = offsets[i % len(offsets)]
        cases.append(Case(f"{mnemonic} x10,x11,.{offset:+}", {"x10": a, "x11": b}))
    # Equal and unequal operands for every offset, so that each one is taken at least once.
    for offset in offsets:
        for a, b in ((5, 5), (5, 6), (6, 5)):
            cases.append(Case(f"{mnemonic} x10,x11,.{offset:+}", {"x10": a, "x11": b}))
    return cases + [Case(f"{mnemonic} x10,x0,.+12", {"x10": 0}), Case(f"{mnemonic} x10,x10,.+12")]


def jump_cases() -> list:
    offsets = [4, 8, -4, -8, 6, -2, 30, 2046, 2048, 4096, -2048, -4096, 0x7FFFE, 0xFFFFE]
    offsets += [-0x100000, 0x80000, -0x80000, 0x55554, -0x55556, 0xAAAAA, 1 << 11, 1 << 12]
    cases = [Case(f"jal x12,.{offset:+}", {}, ("x12",), relative=True) for offset in offsets]
    cases += [Case("jal x0,.+16", {}, ("x0",)), Case("jal x1,.-16", {}, ("x1",), relative=True)]
    for base, offset in [
        (16, 0),
        (16, -8),
        (-16, 4),
        (17, 0),
        (16, 1),
        (17, 1),
        (0, 2046),
        (0, 2047),
        (0, -2048),
        (4, -2047),
        (0x1000, -2048),
        (0x800000, 2047),
        (-0x800000, -2048),
        (6, 0),
        (-6, 3),
        (1 << 20, 12),
        (-(1 << 20), 12),
        (0x55555, -0x555),
        (-0x55555, 0x555),
        (33, -2),
    ]:
        case = Case(f"jalr x12,{offset}(x10)", {"x10": pc(base)}, ("x12",), relative=True)
        cases.append(case)
    cases += [
        Case("jalr x0,8(x10)", {"x10": pc(8)}, ("x0",)),
        Case("jalr x10,8(x10)", {"x10": pc(8)}, ("x10",), relative=True),
        Case("jalr x1,-8(x1)", {"x1": pc(8 + 16)}, ("x1",), relative=True),
    ]
    return cases


def fence_cases() -> list:
    state = {"x10": 0x1234, "x11": buf()}
    sets = ["rw,rw", "iorw,iorw", "r,w", "w,r", "r,r", "w,w", "rw,w", "r,rw", "i,o", "o,i", "i,i"]
    sets += ["o,o", "iorw,rw", "rw,iorw", "ior,orw", "irw,w", "w,iorw", "r,iorw", "io,io", "ir,ow"]
    cases = [Case(f"fence {which}", dict(state)) for which in sets]
    cases += [Case("fence.tso", dict(state)), Case("fence.i", dict(state)), Case("pause")]
    cases += [
        Case(".4byte 0x0ff5060f # fence with rd and rs1, which are ignored", dict(state)),
        Case(".4byte 0xaff0000f # fence with a reserved fm, which is ignored", dict(state)),
        Case(".4byte 0x0000000f # fence with empty sets, a hint", dict(state)),
        Case(".4byte 0x1235160f # fence.i with fields that are ignored", dict(state)),
    ]
    return cases + [Case("ebreak", dict(state), trap=True)]


LOADS = {"lb": 1, "lh": 2, "lw": 4, "ld": 8, "lbu": 1, "lhu": 2, "lwu": 4}
STORES = {"sb": 1, "sh": 2, "sw": 4, "sd": 8}


def memory_bytes(value: int, offset: int, rng: random.Random) -> bytes:
    content = bytearray(rng.randbytes(32))
    content[offset : offset + 8] = (value & (1 << 64) - 1).to_bytes(8, "little")
    return bytes(content)


def addresses(size: int) -> list:
    """Base and offset of addresses in the buffer; the last ones are not aligned to `size`."""
    found = [(0, 0), (0, 8), (8, -8), (16, 8), (24, 0), (8, 0), (2056, -2048), (-2039, 2047)]
    found += [(-2030, 2046), (1032, -1024), (-1008, 1024), (size, 0), (0, size), (-1, 9)]
    return found + [(1, 0), (0, 3), (9, -2)]


def load_cases(mnemonic: str, size: int, register: str, rng: random.Random) -> list:
    cases = []
    contents = EDGES + [0x80, 0x7F, 0x8000, 0x7FFF, 0xFF, 0xFFFF]
    for i, value in enumerate(contents):
        base, offset = addresses(size)[i % 17]
        at = base + offset
        memory = memory_bytes(value, at, rng)
        line = f"{mnemonic} {register},{offset}(x10)"
        cases.append(Case(line, {"x10": buf(base)}, (register,), memory))
    if register[0] == "x":
        memory = memory_bytes(0xFEDCBA9876543210, 0, rng)
        cases.append(Case(f"{mnemonic} x10,0(x10)", {"x10": buf()}, ("x10",), memory))
        cases.append(Case(f"{mnemonic} x0,0(x10)", {"x10": buf()}, ("x0",), memory))
    return cases


def store_cases(mnemonic: str, size: int, register: str, rng: random.Random) -> list:
    cases = []
    for i, value in enumerate(EDGES):
        base, offset = addresses(size)[i % 17]
        line = f"{mnemonic} {register},{offset}(x10)"
        before = {"x10": buf(base), register: value & (1 << 64) - 1}
        cases.append(Case(line, before, (), rng.randbytes(32)))
    if register[0] == "x":
        cases.append(Case(f"{mnemonic} x0,8(x10)", {"x10": buf()}, (), rng.randbytes(32)))
    return cases


def czero_cases(mnemonic: str, rng: random.Random) -> list:
    """qemu 7.2 and binutils 2.40 do not know Zicond: encoded by its format, computed by its rule."""

    def model(before: dict) -> dict:
        zero = before["x11"] == 0
        return {"x12": 0 if zero == (mnemonic == "czero.eqz") else before["x10"]}

    function = 5 if mnemonic == "czero.eqz" else 7
    line = f".insn r 0x33,{function},7,x12,x10,x11 # {mnemonic} x12,x10,x11"
    values = [(a, b) for a in SIGNIFICANT for b in SIGNIFICANT]
    values += [(rng.choice(EDGES), 1 << n) for n in (31, 32, 63)]
    return [Case(line, {"x10": a, "x11": b}, ("x12",), model=model) for a, b in values]


def all_cases() -> dict:
    """The cases by file name."""
    rng = random.Random(64)
    files = {name: [] for name in ("rv64i", "m", "zba", "zbb", "zbc", "zbs", "zicond")}
    for name, mnemonics in REGISTER.items():
        for mnemonic in mnemonics.split():
            files[name] += register_cases(mnemonic, rng)
    for name, mnemonics in UNARY.items():
        for mnemonic in mnemonics.split():
            files[name] += unary_cases(mnemonic, rng)
    for width, group in ((64, SHIFTS_64), (32, SHIFTS_32)):
        for name, mnemonics in group.items():
            for mnemonic in mnemonics.split():
                files[name] += shift_cases(mnemonic, width, rng)
    for mnemonic in "addi slti sltiu xori ori andi addiw".split():
        files["rv64i"] += immediate_cases(mnemonic, rng)
    files["rv64i"] += upper_cases("lui", False, rng) + upper_cases("auipc", True, rng)
    for mnemonic in "beq bne blt bge bltu bgeu".split():
        files["rv64i"] += branch_cases(mnemonic, rng)
    files["rv64i"] += jump_cases() + fence_cases()
    for mnemonic, size in LOADS.items():
        files["rv64i"] += load_cases(mnemonic, size, "x12", rng)
    for mnemonic, size in STORES.items():
        files["rv64i"] += store_cases(mnemonic, size, "x12", rng)
    for mnemonic in ("czero.eqz", "czero.nez"):
        files["zicond"] += czero_cases(mnemonic, rng)
    return files
