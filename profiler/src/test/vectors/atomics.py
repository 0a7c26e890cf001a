"""Cases of extension A, and of Zicsr for the floating-point status registers."""

import random

from cases import Case, buf
from integers import EDGES, SIGNIFICANT, memory_bytes

OPERATIONS = "amoswap amoadd amoxor amoand amoor amomin amomax amominu amomaxu".split()
ORDERINGS = ["", ".aq", ".rl", ".aqrl"]


def amo_cases(mnemonic: str, rng: random.Random) -> list:
    cases = []
    values = [(m, r) for m in SIGNIFICANT for r in SIGNIFICANT if rng.random() < 0.6]
    values += [(rng.choice(EDGES), rng.choice(EDGES)) for _ in range(8)]
    values += [(rng.getrandbits(64), rng.getrandbits(64)) for _ in range(4)]
    for i, (old, operand) in enumerate(values):
        at = (i % 3) * 8 + (4 if mnemonic.endswith(".w") and i % 2 else 0)
        memory = memory_bytes(old, min(at, 24), rng)
        line = f"{mnemonic}{ORDERINGS[i % 4]} x12,x11,(x10)"
        cases.append(Case(line, {"x10": buf(at), "x11": operand}, ("x12",), memory))
    memory = memory_bytes(0x80000000FFFFFFFF, 8, rng)
    cases += [
        Case(f"{mnemonic} x0,x11,(x10)", {"x10": buf(8), "x11": 5}, ("x0",), memory),
        Case(f"{mnemonic} x12,x0,(x10)", {"x10": buf(8)}, ("x12",), memory),
        Case(f"{mnemonic} x11,x11,(x10)", {"x10": buf(8), "x11": 5}, ("x11",), memory),
        Case(f"{mnemonic} x10,x11,(x10)", {"x10": buf(8), "x11": 5}, ("x10",), memory),
    ]
    return cases


def reserved_pair_cases(size: str, rng: random.Random) -> list:
    load, store = f"lr.{size}", f"sc.{size}"
    step = 4 if size == "w" else 8
    cases = []
    for i, value in enumerate(EDGES):
        at = (i * step) % (32 - 8 + 1)
        at -= at % step
        memory = memory_bytes(value, min(at, 24), rng)
        base = {"x10": buf(at)}
        cases.append(Case(f"{load}{ORDERINGS[i % 4]} x12,(x10)", dict(base), ("x12",), memory))
        with_source = base | {"x11": rng.choice(EDGES)}
        ordering = ORDERINGS[i // 4 % 4]
        success = [f"{load} x13,(x10)", f"{store}{ordering} x12,x11,(x10)"]
        cases.append(Case(success, with_source, ("x12", "x13"), memory))
        if i % 2:
            alone = f"{store} x12,x11,(x10)"
            cases.append(Case(alone, with_source, ("x12",), memory))
    memory = memory_bytes(0x80000000FFFFFFFF, 8, rng)
    state = {"x10": buf(8), "x11": 0x1234567887654321}
    first, second = f"{store} x12,x11,(x10)", f"{store} x14,x11,(x10)"
    increment = [f"{load} x13,(x10)", "addi x13,x13,1", f"{store} x12,x13,(x10)"]
    cases += [
        # A store-conditional ends the reservation, whether it succeeds or not.
        Case([f"{load} x13,(x10)", first, second], dict(state), ("x12", "x13", "x14"), memory),
        Case(increment, {"x10": buf(8)}, ("x12", "x13"), memory),
        Case(f"{load} x0,(x10)", dict(state), ("x0",), memory),
        Case(f"{load} x10,(x10)", dict(state), ("x10",), memory),
        Case([f"{load} x12,(x10)", f"{store} x12,x12,(x10)"], dict(state), ("x12",), memory),
        Case([f"{load} x13,(x10)", f"{store} x0,x11,(x10)"], dict(state), ("x0", "x13"), memory),
        Case([f"{load} x13,(x10)", f"{store} x12,x0,(x10)"], dict(state), ("x12", "x13"), memory),
    ]
    return cases


REGISTERS = ["fflags", "frm", "fcsr"]
STATES = [0, 0x1F, 0xE0, 0xFF, 0x41, 0x9E, 0x35, 0xAA]
VALUES = [0, 1, -1, 0x1F, 0xE0, 0x55, 0xAA, 7, 0x100, 0xFFFFFFFFFFFFFF00, 1 << 63, 0x123456789ABCDEF0]


def csr_cases(mnemonic: str, rng: random.Random) -> list:
    cases = []
    immediate = mnemonic.endswith("i")
    for csr in REGISTERS:
        for state in STATES:
            for value in rng.sample(VALUES, 3):
                before = {"fcsr": state}
                source = f"{value & 31}" if immediate else "x10"
                if not immediate:
                    before["x10"] = value
                cases.append(Case(f"{mnemonic} x12,{csr},{source}", before, ("x12", "fcsr")))
        source = "21" if immediate else "x10"
        before = {"fcsr": 0x6A} if immediate else {"fcsr": 0x6A, "x10": 0x95}
        nothing = "0" if immediate else "x0"
        cases += [
            Case(f"{mnemonic} x0,{csr},{source}", dict(before), ("x0", "fcsr")),
            Case(f"{mnemonic} x12,{csr},{nothing}", {"fcsr": 0x6A}, ("x12", "fcsr")),
            Case(f"{mnemonic} x0,{csr},{nothing}", {"fcsr": 0x6A}, ("x0", "fcsr")),
        ]
        if not immediate:
            cases.append(Case(f"{mnemonic} x10,{csr},x10", dict(before), ("x10", "fcsr")))
    return cases


def all_cases() -> dict:
    """The cases by file name."""
    rng = random.Random(65)
    files = {"a": [], "zicsr": []}
    for operation in OPERATIONS:
        for size in ("w", "d"):
            files["a"] += amo_cases(f"{operation}.{size}", rng)
    for size in ("w", "d"):
        files["a"] += reserved_pair_cases(size, rng)
    for mnemonic in "csrrw csrrs csrrc csrrwi csrrsi csrrci".split():
        files["zicsr"] += csr_cases(mnemonic, rng)
    return files
