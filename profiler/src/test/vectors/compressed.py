"""Cases of extension C: every compressed instruction of RV64 with F and D, and the hints."""

import random

from cases import Case, buf, pc
from integers import EDGES, SIGNIFICANT, memory_bytes

SMALL = [0, 1, -1, 2, 5, 15, 16, 31, -32, -31, -16, 7, 10, -10, 21, -22]
LOW_PAIRS = [(8, 9), (10, 11), (15, 8), (12, 14), (9, 9)]


def values(rng: random.Random, count: int) -> list:
    return [rng.choice(EDGES) for _ in range(count)]


def stack_pointer_cases(rng: random.Random) -> list:
    offsets = [4, 8, 12, 16, 32, 64, 128, 256, 512, 1020, 1016, 680, 340, 1000, 28, 60, 124, 252]
    offsets += [508, 764]
    cases = []
    for i, offset in enumerate(offsets):
        register = f"x{8 + i % 8}"
        before = {"x2": rng.choice([0, -1, 1 << 63, 0x7FFFFFF0, rng.getrandbits(64)])}
        cases.append(Case(f"c.addi4spn {register},x2,{offset}", before, (register,)))
    adjustments = [16, -16, 32, -32, 64, -64, 128, 256, -256, 496, -512, -496, 336, -352, 48, -48]
    for offset in adjustments + [80, -80, 240, -240]:
        before = {"x2": rng.choice([0, -1, 1 << 63, 0x7FFFFFF0, rng.getrandbits(64)])}
        cases.append(Case(f"c.addi16sp x2,{offset}", before, ("x2",)))
    return cases


def immediate_cases(rng: random.Random) -> list:
    cases = []
    for i in range(24):
        n = SMALL[i % 16]
        register = f"x{(1, 10, 12, 15, 31, 5)[i % 6]}"
        start = EDGES[i % len(EDGES)]
        if n:
            cases.append(Case(f"c.addi {register},{n}", {register: start}, (register,)))
        cases.append(Case(f"c.addiw {register},{n}", {register: start}, (register,)))
        cases.append(Case(f"c.li {register},{n}", {}, (register,)))
        low = f"x{8 + i % 8}"
        cases.append(Case(f"c.andi {low},{n}", {low: start}, (low,)))
    for n in [1, 2, 4, 8, 16, 31, 0xFFFFF, 0xFFFE0, 0xFFFF0, 21, 10, 17, 0xFFFEA, 0xFFFF5, 3, 7]:
        cases.append(Case(f"c.lui x12,{n:#x}", {}, ("x12",)))
    for n in (5, 0xFFFE1, 15, 0xFFFE2, 19):
        cases.append(Case(f"c.lui x31,{n:#x}", {}, ("x31",)))
    cases += [Case(f"c.addi x12,{n}", {"x12": start}, ("x12",)) for n, start in [(1, -1), (-1, 0)]]
    edges = [(1, 0x7FFFFFFF), (-1, -(1 << 31)), (-1, 1 << 31)]
    return cases + [Case(f"c.addiw x12,{n}", {"x12": start}, ("x12",)) for n, start in edges]


def shift_cases(rng: random.Random) -> list:
    cases = []
    for n in (1, 2, 3, 4, 7, 8, 15, 16, 30, 31, 32, 33, 47, 48, 62, 63):
        for value in values(rng, 2):
            cases.append(Case(f"c.slli x12,{n}", {"x12": value}, ("x12",)))
            for mnemonic in ("c.srli", "c.srai"):
                register = f"x{8 + n % 8}"
                cases.append(Case(f"{mnemonic} {register},{n}", {register: value}, (register,)))
    cases.append(Case("c.slli x31,1", {"x31": 1 << 63 | 1}, ("x31",)))
    return cases


def register_cases(rng: random.Random) -> list:
    cases = []
    for mnemonic in ("c.sub", "c.xor", "c.or", "c.and", "c.subw", "c.addw"):
        pairs = [(a, b) for a in SIGNIFICANT for b in SIGNIFICANT if rng.random() < 0.5]
        pairs += [(rng.getrandbits(64), rng.getrandbits(64)) for _ in range(8)]
        for i, (a, b) in enumerate(pairs):
            first, second = (f"x{n}" for n in LOW_PAIRS[i % 5])
            cases.append(Case(f"{mnemonic} {first},{second}", {first: a} | {second: b}, (first,)))
    for i, value in enumerate(EDGES):
        first, second = [("x12", "x10"), ("x1", "x31"), ("x31", "x1"), ("x5", "x5")][i % 4]
        cases.append(Case(f"c.mv {first},{second}", {second: value}, (first,)))
        before = {first: rng.choice(EDGES)} | {second: value}
        cases.append(Case(f"c.add {first},{second}", before, (first,)))
    return cases


def jump_cases() -> list:
    cases = []
    far = [4, 6, 8, -2, -4, 16, -16, 32, 64, 128, 256, 512, 1024, 2046, -2048, -1024, 1364, -1366]
    for offset in far + [682, -684, 30]:
        cases.append(Case(f"c.j .{offset:+}"))
    near = [4, 6, 8, -2, -4, 16, -16, 32, 64, 128, 254, -256, -128, 170, -172, 84, -86, 30]
    for i, offset in enumerate(near):
        register = f"x{8 + i % 8}"
        for value in (0, (1, -1, 1 << 63, 1 << 32)[i % 4]):
            cases.append(Case(f"c.beqz {register},.{offset:+}", {register: value}))
            cases.append(Case(f"c.bnez {register},.{offset:+}", {register: value}))
    targets = [4, 16, -16, 17, -15, 0x1000, -0x1000, 0x800000, -0x800000, 6, 0x55554, -0x55554]
    targets += [2047, -2047, 0x7FFFE, 31, 33, 64, 100, 0xABCDE]
    for i, target in enumerate(targets):
        register = f"x{(10, 5, 31, 12)[i % 4]}"
        before = {register: pc(target)}
        cases.append(Case(f"c.jr {register}", dict(before)))
        cases.append(Case(f"c.jalr {register}", dict(before), ("x1",), relative=True))
    cases.append(Case("c.jr x1", {"x1": pc(32)}))
    return cases + [Case("c.jalr x1", {"x1": pc(32)}, ("x1",), relative=True)]


def memory_cases(rng: random.Random) -> list:
    """Loads and stores; the offset is unsigned, so that the base lies below the buffer."""
    cases = []
    sizes = {"c.lw": 4, "c.ld": 8, "c.fld": 8, "c.sw": 4, "c.sd": 8, "c.fsd": 8}
    for mnemonic, size in sizes.items():
        letter = "f" if mnemonic[2] == "f" else "x"
        for i, value in enumerate(EDGES):
            offset = [0, 1, 2, 4, 8, 15, 16, 31, 10, 21][i % 10] * size
            at = (i % 4) * 8 if size == 8 else (i % 6) * 4
            base, register = 8 + i % 8, 8 + (3 * i + 1) % 8
            if letter == "x" and base == register:
                register = 8 + (register + 1) % 8
            name = f"{letter}{register}"
            line = f"{mnemonic} {name},{offset}(x{base})"
            before = {f"x{base}": buf(at - offset)}
            if mnemonic[-2] == "l":
                cases.append(Case(line, before, (name,), memory_bytes(value, at, rng)))
            else:
                cases.append(Case(line, before | {name: value}, (), rng.randbytes(32)))
    sizes = {"c.lwsp": 4, "c.ldsp": 8, "c.fldsp": 8, "c.swsp": 4, "c.sdsp": 8, "c.fsdsp": 8}
    for mnemonic, size in sizes.items():
        for i, value in enumerate(EDGES):
            offset = [0, 1, 2, 4, 8, 16, 32, 63, 21, 42][i % 10] * size
            at = (i % 4) * 8 if size == 8 else (i % 6) * 4
            name = f"{'f' if mnemonic[2] == 'f' else 'x'}{(12, 1, 31, 8)[i % 4]}"
            line = f"{mnemonic} {name},{offset}(x2)"
            before = {"x2": buf(at - offset)}
            if "l" in mnemonic:
                cases.append(Case(line, before, (name,), memory_bytes(value, at, rng)))
            else:
                cases.append(Case(line, before | {name: value}, (), rng.randbytes(32)))
    return cases


def hint_cases() -> list:
    """Encodings that do nothing but are not reserved (chapter "C", "HINT Instructions")."""
    hints = {
        0x0001: "c.nop",
        0x0005: "c.nop 1",
        0x107D: "c.nop -1",
        0x0501: "c.addi x10,0",
        0x4005: "c.li x0,1",
        0x507D: "c.li x0,-1",
        0x6005: "c.lui x0,1",
        0x707D: "c.lui x0,-1",
        0x802A: "c.mv x0,x10",
        0x807E: "c.mv x0,x31",
        0x902A: "c.add x0,x10",
        0x9006: "c.add x0,x1",
        0x900A: "c.ntl.p1",
        0x9016: "c.ntl.all",
        0x0006: "c.slli x0,1",
        0x107E: "c.slli x0,63",
        0x0502: "c.slli x10,0",
        0x8101: "c.srli x10,0",
        0x8501: "c.srai x10,0",
    }
    return [
        Case(f".2byte {word:#06x} # {text}", {"x10": 0x123456789ABCDEF0})
        for word, text in hints.items()
    ]


def all_cases() -> dict:
    """The cases by file name."""
    rng = random.Random(66)
    cases = stack_pointer_cases(rng) + immediate_cases(rng) + shift_cases(rng)
    cases += register_cases(rng) + jump_cases() + memory_cases(rng) + hint_cases()
    return {"c": cases + [Case("c.ebreak", {"x10": 1}, trap=True)]}
