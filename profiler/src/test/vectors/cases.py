"""A test case, its assembly, its run under qemu and its line in the CSV file; see README.md."""

import csv
import re
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional, Union

BUFFER = 0x40001000  # as in harness.c
ENTRY = 0x51000000
MEMORY = 32
CODE = 16
STATE = struct.Struct(f"<Q32Q32QII{MEMORY}s{CODE}s")
TRAPS = {4: "illegal", 5: "breakpoint"}  # SIGILL; SIGTRAP at the instruction itself
BASES = {"PC": ENTRY, "BUF": BUFFER}
MASK = (1 << 64) - 1
MARCH = "rv64imafdc_zicsr_zifencei_zihintpause_zba_zbb_zbs_zbc"


class Relative:
    """A value that depends on where the test puts the code (PC) or the buffer (BUF)."""

    def __init__(self, base: str, offset: int):
        self.base = base
        self.offset = offset

    def __int__(self) -> int:
        return BASES[self.base] + self.offset & MASK

    def __str__(self) -> str:
        if self.offset == 0:
            return self.base
        return f"{self.base}{'-' if self.offset < 0 else '+'}{abs(self.offset):x}"


def pc(offset: int = 0) -> Relative:
    return Relative("PC", offset)


def buf(offset: int = 0) -> Relative:
    return Relative("BUF", offset)


Value = Union[int, Relative]


@dataclass
class Case:
    """Instructions to run one after the other, and the state to run them in.

    writes: the registers to report even if their value does not change.
    relative: report the registers written relative to PC.
    model: for instructions qemu does not know or gets wrong, computes the registers written from
        those before.
    """

    assembly: Union[str, list]
    before: dict = field(default_factory=dict)
    writes: tuple = ()
    memory: Optional[bytes] = None
    relative: bool = False
    model: Optional[Callable[[dict], dict]] = None
    trap: bool = False
    # filled in by assembling and running
    words: list = field(default_factory=list)
    after: dict = field(default_factory=dict)
    memory_after: Optional[bytes] = None
    next: Optional[Relative] = None
    outcome: str = ""

    @property
    def instructions(self) -> list:
        return [self.assembly] if isinstance(self.assembly, str) else self.assembly


def assemble(lines: list, work: Path) -> dict:
    """Maps each line of assembly to its encoding, as bytes. The word is the GNU assembler's."""
    source = work / "instructions.s"
    text = [".option norelax", ".option norvc"]
    for line in lines:
        compressed = line.startswith("c.")
        text.append(".balign 8, 0")
        text += [".option rvc", line, ".option norvc"] if compressed else [line]
    text.append(".balign 8, 0\n")
    source.write_text("\n".join(text))
    tools = "riscv64-linux-gnu-"
    subprocess.run([tools + "as", "-march=" + MARCH, "-o", work / "i.o", source], check=True)
    linking = ["--no-relax", "-Ttext=0x10000000", "-e", "0", "-o", work / "i.elf", work / "i.o"]
    subprocess.run([tools + "ld"] + linking, check=True)
    extracting = ["-O", "binary", "-j", ".text", work / "i.elf", work / "i.bin"]
    subprocess.run([tools + "objcopy"] + extracting, check=True)
    image = (work / "i.bin").read_bytes()
    if len(image) != 8 * len(lines):
        raise SystemExit(f"assembled {len(image)} bytes of {len(lines)} instructions of 8 bytes")
    encodings = {}
    for i, line in enumerate(lines):
        slot = image[8 * i : 8 * i + 8]
        size = 4 if slot[0] & 3 == 3 else 2
        if any(slot[size:]):
            raise SystemExit(f"{line} is more than one instruction: {slot.hex()}")
        encodings[line] = slot[:size]
    return encodings


def registers(case: Case) -> dict:
    """All registers of a case: those it sets and a pattern, different in each, for the others."""
    state = {f"x{i}": 0xE0E0E0E0D0D0D000 + i for i in range(32)}
    state |= {f"f{i}": 0xF1F1F1F1C1C1C100 + i for i in range(32)}
    state |= {"x0": 0, "x3": 0, "x4": 0, "fcsr": 0}
    for name, value in case.before.items():
        if name not in state or name in ("x0", "x3", "x4"):
            raise SystemExit(f"{case.assembly} sets {name}")
        state[name] = int(value) & MASK
    return state


def pack(case: Case) -> bytes:
    state = registers(case)
    x = [state[f"x{i}"] for i in range(32)]
    f = [state[f"f{i}"] for i in range(32)]
    code = b"".join(case.words)
    code += b"\x02\x90" * ((CODE - len(code)) // 2)
    return STATE.pack(ENTRY, *x, *f, state["fcsr"], 0, case.memory or bytes(MEMORY), code)


def unpack(case: Case, result: bytes) -> None:
    fields = STATE.unpack(result)
    at, x, f = fields[0], fields[1:33], fields[33:65]
    fcsr, signal, memory = fields[65:68]
    after = {f"x{i}": x[i] for i in range(32)} | {f"f{i}": f[i] for i in range(32)}
    after["fcsr"] = fcsr
    case.next = pc(at - ENTRY)
    if signal != 5 or at == ENTRY:
        case.outcome = TRAPS.get(signal, f"signal {signal}")
    finish(case, after, memory)


def compute(case: Case) -> None:
    state = registers(case)
    case.next = pc(sum(map(len, case.words)))
    finish(case, state | case.model(state), case.memory)


def finish(case: Case, after: dict, memory: Optional[bytes]) -> None:
    before = registers(case)
    changed = [name for name in after if after[name] != before[name]]
    for name in sorted(set(changed) | set(case.writes), key=order):
        if name not in case.writes:
            raise SystemExit(f"{case.assembly} changed {name} to {after[name]:x}")
        value = after[name]
        case.after[name] = signed_relative(value) if case.relative else value
    case.memory_after = None if case.memory is None else memory
    if case.memory is None and memory is not None and any(memory):
        raise SystemExit(f"{case.assembly} changed memory")
    if bool(case.outcome) != case.trap:
        raise SystemExit(f"{case.assembly} {case.before}: trap '{case.outcome}' at {case.next}")


def signed_relative(value: int) -> Union[int, Relative]:
    if value == 0:
        return value  # x0
    offset = value - ENTRY & MASK
    return pc(offset - (1 << 64) if offset >> 63 else offset)


def order(name: str) -> tuple:
    return ("xf".find(name[0]) % 3 if name != "fcsr" else 3, int(re.sub(r"\D", "", name) or 0))


def run(cases: list, harness: Path, work: Path) -> None:
    """Assembles the cases and fills in what they do."""
    lines = list(dict.fromkeys(line for case in cases for line in case.instructions))
    encodings = assemble(lines, work)
    for case in cases:
        case.words = [encodings[line] for line in case.instructions]
    here = [case for case in cases if case.model]
    there = [case for case in cases if not case.model]
    for case in here:
        compute(case)
    if there:
        (work / "cases.bin").write_bytes(b"".join(map(pack, there)))
        command = ["qemu-riscv64", harness, work / "cases.bin", work / "results.bin"]
        subprocess.run(command, check=True, timeout=600)
        results = (work / "results.bin").read_bytes()
        for i, case in enumerate(there):
            unpack(case, results[i * STATE.size : (i + 1) * STATE.size])


def settings(values: dict) -> str:
    def text(value: Value) -> str:
        return str(value) if isinstance(value, Relative) else f"{value & MASK:x}"

    return " ".join(f"{name}={text(values[name])}" for name in sorted(values, key=order))


def write(cases: list, path: Path) -> None:
    header = "assembly,words,before,after,next,trap,memory_before,memory_after"
    with open(path, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(header.split(","))
        for case in cases:
            rows.writerow(
                [
                    "; ".join(case.instructions),
                    " ".join(f"{int.from_bytes(w, 'little'):0{2 * len(w)}x}" for w in case.words),
                    settings(case.before),
                    settings(case.after),
                    case.next,
                    case.outcome,
                    case.memory.hex() if case.memory else "",
                    case.memory_after.hex() if case.memory else "",
                ]
            )
