"""Cases of encodings that are reserved or undefined and so raise an illegal-instruction exception."""

from cases import Case

X = {"x10": 0x123456789ABCDEF0, "x11": 0x0FEDCBA987654321}
F = {"f10": 0x3FF0000000000000, "f11": 0xFFFFFFFF3F800000, "f13": 0x4000000000000000, "fcsr": 0}

HALFWORDS = {
    0x0000: "defined illegal instruction",
    0x0004: "c.addi4spn x9,x2,0",
    0x001C: "c.addi4spn x15,x2,0",
    0x2001: "c.addiw x0,0",
    0x2005: "c.addiw x0,1",
    0x307D: "c.addiw x0,-1",
    0x6081: "c.lui x1,0",
    0x6F81: "c.lui x31,0",
    0x6101: "c.addi16sp x2,0",
    0x4002: "c.lwsp x0,0(x2)",
    0x4012: "c.lwsp x0,4(x2)",
    0x6002: "c.ldsp x0,0(x2)",
    0x6022: "c.ldsp x0,8(x2)",
    0x8002: "c.jr x0",
    0x8000: "quadrant 0, funct3 4",
    0x8C00: "quadrant 0, funct3 4",
    0x9C41: "quadrant 1, funct6 39, funct2 2",
    0x9D61: "quadrant 1, funct6 39, funct2 3",
}


def word(opcode: int, rd: int, funct3: int, rs1: int, rs2: int, funct7: int) -> int:
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode


def r(opcode: int, funct3: int, funct7: int, rs2: int = 11) -> int:
    return word(opcode, 12, funct3, 10, rs2, funct7)


LOAD, LOAD_FP, MISC_MEM, OP_IMM, OP_IMM_32 = 0x03, 0x07, 0x0F, 0x13, 0x1B
STORE, STORE_FP, AMO, OP, OP_32 = 0x23, 0x27, 0x2F, 0x33, 0x3B
MADD, OP_FP, BRANCH, JALR, SYSTEM = 0x43, 0x53, 0x63, 0x67, 0x73

WORDS = {
    0xFFFFFFFF: "all ones",
    r(LOAD, 7, 0): "load, funct3 7",
    r(LOAD_FP, 4, 0): "fp load, funct3 4 (quad)",
    r(STORE, 4, 0): "store, funct3 4",
    r(STORE, 7, 0): "store, funct3 7",
    r(STORE_FP, 4, 0): "fp store, funct3 4 (quad)",
    r(BRANCH, 2, 0): "branch, funct3 2",
    r(BRANCH, 3, 0): "branch, funct3 3",
    r(JALR, 1, 0): "jalr, funct3 1",
    r(JALR, 7, 0): "jalr, funct3 7",
    r(MISC_MEM, 3, 0): "misc-mem, funct3 3",
    r(MISC_MEM, 7, 0): "misc-mem, funct3 7",
    r(OP_IMM, 1, 0x04): "slli with a reserved upper part",
    r(OP_IMM, 5, 0x08): "srli with a reserved upper part",
    r(OP_IMM, 5, 0x22): "srai with a reserved upper part",
    r(OP_IMM_32, 1, 0x01): "slliw x12,x10,43",
    r(OP_IMM_32, 5, 0x01): "srliw x12,x10,43",
    r(OP_IMM_32, 5, 0x21): "sraiw x12,x10,43",
    r(OP_IMM_32, 5, 0x31): "roriw x12,x10,43",
    r(OP_IMM_32, 2, 0): "op-imm-32, funct3 2",
    r(OP, 0, 0x02): "op, funct7 2",
    r(OP, 0, 0x7F): "op, funct7 127",
    r(OP, 1, 0x20): "op, funct7 32, funct3 1",
    r(OP, 2, 0x20): "op, funct7 32, funct3 2",
    r(OP_32, 2, 0): "op-32, funct3 2",
    r(OP_32, 1, 0x01): "op-32, funct7 1, funct3 1",
    r(OP_32, 0, 0x40): "op-32, funct7 64",
    r(OP_32, 4, 0x04): "zext.h with rs2",
    r(AMO, 0, 0): "amo, funct3 0",
    r(AMO, 4, 0): "amo, funct3 4 (quad)",
    r(AMO, 2, 0x02 << 2, 11): "lr.w with rs2",
    r(AMO, 3, 0x02 << 2, 1): "lr.d with rs2",
    r(AMO, 2, 0x06 << 2): "amo, funct5 6",
    r(AMO, 3, 0x1F << 2): "amo, funct5 31",
    r(SYSTEM, 4, 0): "system, funct3 4",
    r(SYSTEM, 0, 0x7F): "system, funct3 0, funct7 127",
    word(SYSTEM, 12, 0, 0, 0, 0): "ecall with rd",
    word(SYSTEM, 0, 0, 10, 0, 0): "ecall with rs1",
    word(SYSTEM, 12, 1, 10, 0, 0xC00 >> 5): "csrrw x12,cycle,x10, a read-only register",
    word(SYSTEM, 12, 2, 10, 2, 0xC00 >> 5): "csrrs x12,instret,x10, a read-only register",
    word(SYSTEM, 12, 5, 0, 1, 0xC00 >> 5): "csrrwi x12,time,0, a read-only register",
    word(SYSTEM, 12, 2, 0, 0, 0x100 >> 5): "csrr x12,sstatus, a supervisor register",
    word(SYSTEM, 12, 2, 0, 0, 0x300 >> 5): "csrr x12,mstatus, a machine register",
    word(SYSTEM, 12, 2, 0, 4, 0): "csrr x12,0x004, no register",
    word(SYSTEM, 12, 2, 0, 0, 0x800 >> 5): "csrr x12,0x800, no register",
    0x30200073: "mret in user mode",
    0x10200073: "sret in user mode",
    0x0000000B: "custom-0",
    0x0000002B: "custom-1",
    0x0000006B: "reserved major opcode",
    0x00000077: "reserved major opcode",
    0x0000001F: "48-bit instruction",
    0x0000007F: "80-bit instruction or longer",
    r(OP_FP, 0, 0x02): "fadd.h, half precision",
    r(OP_FP, 0, 0x03): "fadd.q, quad precision",
    r(MADD, 0, 0x02): "fmadd.h, half precision",
    r(MADD, 0, 0x03): "fmadd.q, quad precision",
    r(OP_FP, 0, 0x2C, 1): "fsqrt.s with rs2",
    r(OP_FP, 0, 0x2D, 1): "fsqrt.d with rs2",
    r(OP_FP, 3, 0x10): "fsgnj.s, rm 3",
    r(OP_FP, 7, 0x11): "fsgnj.d, rm 7",
    r(OP_FP, 2, 0x14): "fmin.s, rm 2",
    r(OP_FP, 7, 0x15): "fmin.d, rm 7",
    r(OP_FP, 3, 0x50): "feq.s, rm 3",
    r(OP_FP, 7, 0x51): "feq.d, rm 7",
    r(OP_FP, 0, 0x60, 4): "fcvt to integer from single, rs2 4",
    r(OP_FP, 0, 0x61, 31): "fcvt to integer from double, rs2 31",
    r(OP_FP, 0, 0x68, 4): "fcvt to single from integer, rs2 4",
    r(OP_FP, 0, 0x69, 31): "fcvt to double from integer, rs2 31",
    r(OP_FP, 0, 0x20, 0): "fcvt.s.s",
    r(OP_FP, 0, 0x20, 3): "fcvt.s.q",
    r(OP_FP, 0, 0x21, 1): "fcvt.d.d",
    r(OP_FP, 0, 0x70, 1): "fmv.x.w with rs2",
    r(OP_FP, 0, 0x71, 1): "fmv.x.d with rs2",
    r(OP_FP, 1, 0x70, 1): "fclass.s with rs2",
    r(OP_FP, 2, 0x71, 0): "fclass.d, rm 2",
    r(OP_FP, 0, 0x78, 1): "fmv.w.x with rs2",
    r(OP_FP, 1, 0x79, 0): "fmv.d.x, rm 1",
    r(OP_FP, 0, 0x7F): "op-fp, funct7 127",
}

# The instructions with a rounding mode: opcode, the bits from 31 to 25, rs2.
ROUNDED = {
    "fadd": (OP_FP, 0x00, 11),
    "fsub": (OP_FP, 0x04, 11),
    "fmul": (OP_FP, 0x08, 11),
    "fdiv": (OP_FP, 0x0C, 11),
    "fsqrt": (OP_FP, 0x2C, 0),
    "fmadd": (0x43, 13 << 2, 11),
    "fmsub": (0x47, 13 << 2, 11),
    "fnmsub": (0x4B, 13 << 2, 11),
    "fnmadd": (0x4F, 13 << 2, 11),
    "fcvt.w": (OP_FP, 0x60, 0),
    "fcvt.wu": (OP_FP, 0x60, 1),
    "fcvt.l": (OP_FP, 0x60, 2),
    "fcvt.lu": (OP_FP, 0x60, 3),
    "from.w": (OP_FP, 0x68, 0),
    "from.wu": (OP_FP, 0x68, 1),
    "from.l": (OP_FP, 0x68, 2),
    "from.lu": (OP_FP, 0x68, 3),
}


def rounding_cases() -> list:
    cases = []
    forms = {}
    for name, (opcode, upper, rs2) in ROUNDED.items():
        for letter, fmt in (("s", 0), ("d", 1)):
            first, _, type = name.partition(".")
            text = f"fcvt.{letter}.{type}" if first == "from" else f"{name}.{letter}"
            forms[text] = (opcode, upper | fmt, rs2)
    forms["fcvt.s.d"] = (OP_FP, 0x20, 1)
    forms["fcvt.d.s"] = (OP_FP, 0x21, 0)
    for text, (opcode, upper, rs2) in forms.items():
        for rm, frm in ((5, 0), (6, 0), (7, 5), (7, 6), (7, 7)):
            code = word(opcode, 12, rm, 10, rs2, upper)
            line = f".4byte {code:#010x} # {text}, rm {rm}, frm {frm}"
            cases.append(Case(line, X | F | {"fcsr": frm << 5}, trap=True))
    return cases


def all_cases() -> dict:
    """The cases by file name."""
    cases = [
        Case(f".2byte {code:#06x} # {text}", dict(X), trap=True) for code, text in HALFWORDS.items()
    ]
    cases += [
        Case(f".4byte {code:#010x} # {text}", X | F, trap=True) for code, text in WORDS.items()
    ]
    return {"reserved": cases + rounding_cases()}
