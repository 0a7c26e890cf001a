"""Cases of the extensions F and D."""

import random
import struct

from cases import Case, buf
from integers import EDGES, load_cases, store_cases

MODES = ["rne", "rtz", "rdn", "rup", "rmm"]
BOX = 0xFFFFFFFF << 32


def double(value: float) -> int:
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def single(value: float) -> int:
    return BOX | struct.unpack("<I", struct.pack("<f", value))[0]


def hexfloat(text: str) -> float:
    return float.fromhex(text)


class Format:
    """The edge operands of one format; sets of operands are lists of register contents."""

    def __init__(self, letter: str):
        self.letter = letter
        self.encode, exponent, fraction = {"s": (single, 8, 23), "d": (double, 11, 52)}[letter]
        self.box = BOX if letter == "s" else 0
        self.fraction = fraction
        self.sign = 1 << (exponent + fraction)
        one = 1 << fraction
        infinity = ((1 << exponent) - 1) << fraction
        bias = (1 << (exponent - 1)) - 1
        self.bias = bias
        self.zero = self.box
        self.least = self.box | 1
        self.most_subnormal = self.box | one - 1
        self.least_normal = self.box | one
        self.one = self.box | bias << fraction
        self.most = self.box | infinity - 1
        self.infinity = self.box | infinity
        self.quiet = self.box | infinity | one >> 1
        self.quiet_payload = self.box | self.sign | infinity | one >> 1 | 0x155
        self.signaling = self.box | infinity | 1
        self.signaling_negative = self.box | self.sign | infinity | one >> 2
        self.half = self.power(-1)

    def power(self, exponent: int, ulps: int = 0) -> int:
        """2^exponent, or so many units in the last place from it."""
        return self.box | (exponent + self.bias << self.fraction) + ulps

    def negative(self, a: int) -> int:
        return a ^ self.sign

    def unboxed(self) -> list:
        """Singles that are not boxed properly and so read as the canonical NaN."""
        if self.letter == "d":
            return []
        return [0x3F800000, 0xFFFFFFFE3F800000, 0x7FFFFFFF40000000, double(1.5), 0]

    def any(self, rng: random.Random) -> int:
        """A random number whose exponent is near 0, so that operations on two are not extreme."""
        exponent = self.bias + rng.randrange(-self.fraction - 2, self.fraction + 3)
        keep = -1 << rng.choice([0, 0, self.fraction // 2, self.fraction - 3])
        fraction = rng.getrandbits(self.fraction) & keep
        return self.box | rng.choice([0, self.sign]) | exponent << self.fraction | fraction

    def specials(self) -> list:
        return [
            self.zero,
            self.negative(self.zero),
            self.infinity,
            self.negative(self.infinity),
            self.quiet,
            self.signaling,
            self.negative(self.one),
        ]

    def edges(self) -> list:
        return [
            *self.specials(),
            self.least,
            self.negative(self.least),
            self.most_subnormal,
            self.negative(self.most_subnormal),
            self.least_normal,
            self.negative(self.least_normal),
            self.one,
            self.power(0, 1),
            self.power(0, -1),
            self.half,
            self.encode(2.5),
            self.encode(-3.75),
            self.power(self.fraction),
            self.power(self.fraction + 1, 1),
            self.most,
            self.negative(self.most),
            self.quiet_payload,
            self.signaling_negative,
            *self.unboxed(),
        ]

    def pairs(self, rng: random.Random) -> list:
        f = self
        specials = f.specials()
        found = [(a, b) for a in specials for b in rng.sample(specials, 3)]
        found += [
            (f.one, f.zero),
            (f.most, f.negative(f.zero)),
            (f.negative(f.least), f.zero),
            (f.zero, f.zero),
            (f.negative(f.zero), f.zero),
            (f.infinity, f.zero),
            (f.infinity, f.negative(f.infinity)),
            (f.one, f.one),
            (f.one, f.negative(f.one)),
            # halfway cases of sums: even and odd neighbours, both signs
            (f.one, f.power(-f.fraction - 1)),
            (f.power(0, 1), f.power(-f.fraction - 1)),
            (f.negative(f.power(0, 1)), f.negative(f.power(-f.fraction - 1))),
            (f.one, f.power(-f.fraction - 1, 1)),
            (f.one, f.power(-f.fraction - 1, -1)),
            (f.one, f.negative(f.power(-f.fraction - 2))),
            (f.power(f.fraction + 1), f.one),
            (f.one, f.least),
            (f.negative(f.one), f.least),
            (f.one, f.power(0, -1)),
            # of products and quotients
            (f.power(0, 1), f.encode(1.5)),
            (f.power(0, 3), f.encode(1.5)),
            (f.power(0, -1), f.power(0, 1)),
            (f.power(0, -1), f.power(0, -1)),
            (f.one, f.encode(3.0)),
            (f.negative(f.one), f.encode(3.0)),
            (f.encode(7.0), f.encode(0.125)),
            # overflow and its border
            (f.most, f.most),
            (f.negative(f.most), f.most),
            (f.most, f.power(f.bias - f.fraction - 1)),
            (f.most, f.power(f.bias - f.fraction - 1, -1)),
            (f.most, f.half),
            (f.power(f.bias), f.encode(2.0)),
            (f.negative(f.power(f.bias, -1)), f.power(0, 1)),
            # subnormal results, exact and not, and tininess at its border
            (f.least, f.half),
            (f.least, f.negative(f.half)),
            (f.least, f.encode(0.75)),
            (f.least, f.most),
            (f.least, f.least),
            (f.most_subnormal, f.least),
            (f.most_subnormal, f.power(0, 1)),
            (f.least_normal, f.power(0, -1)),
            (f.power(1 - f.bias, 1), f.power(0, -1)),
            (f.power(1 - f.bias, 1), f.power(0, -2)),
            (f.power(1 - f.bias, 1), f.negative(f.power(0, -1))),
            (f.least_normal, f.negative(f.most_subnormal)),
            (f.least_normal, f.encode(2.0)),
            (f.power(2 - f.bias, 3), f.encode(4.0)),
            (f.most_subnormal, f.power(f.bias)),
            (f.quiet_payload, f.one),
            (f.one, f.signaling_negative),
        ]
        found += [(a, f.one) for a in f.unboxed()[:3]] + [(f.one, a) for a in f.unboxed()[:2]]
        return found + [(f.any(rng), f.any(rng)) for _ in range(12)]

    def triples(self, rng: random.Random) -> list:
        f = self
        minus = f.negative
        found = [
            (f.infinity, f.zero, f.quiet),
            (f.zero, minus(f.infinity), f.quiet_payload),
            (f.infinity, f.zero, f.one),
            (f.zero, f.infinity, f.signaling),
            (f.infinity, f.one, minus(f.infinity)),
            (f.infinity, f.one, f.infinity),
            (f.infinity, minus(f.one), f.infinity),
            (f.one, f.one, f.infinity),
            (f.most, f.most, minus(f.infinity)),
            (f.signaling, f.one, f.one),
            (f.one, f.signaling, f.quiet),
            (f.one, f.one, f.signaling),
            (f.quiet, f.one, f.one),
            (f.one, f.one, f.quiet_payload),
            (f.zero, f.zero, f.zero),
            (f.zero, f.zero, minus(f.zero)),
            (minus(f.zero), f.zero, minus(f.zero)),
            (f.zero, f.one, f.one),
            (f.one, f.one, minus(f.one)),
            (f.one, minus(f.one), f.one),
            # the product alone would round, or overflow, or underflow
            (f.power(0, 1), f.power(0, 1), minus(f.power(0, 2))),
            (f.power(0, 1), f.power(0, -1), minus(f.one)),
            (f.power(0, -1), f.power(0, -1), minus(f.power(0, -2))),
            (f.most, f.encode(2.0), minus(f.most)),
            (f.most, f.power(0, 1), minus(f.most)),
            (f.power(f.bias), f.encode(2.0), minus(f.power(f.bias, 1))),
            (f.least, f.half, f.one),
            (f.least, f.half, f.least),
            (f.least, f.half, minus(f.least)),
            (f.least, f.encode(0.75), minus(f.most_subnormal)),
            (f.least, f.least, f.least_normal),
            (f.least, f.least, minus(f.least_normal)),
            (minus(f.least), f.least, f.most_subnormal),
            (f.power(1 - f.bias, 1), f.power(0, -1), f.zero),
            (f.power(1 - f.bias, 1), f.power(0, -2), f.least),
            (f.least_normal, f.power(0, -1), f.zero),
            (f.least_normal, f.one, minus(f.least)),
            # a tie that the third operand breaks
            (f.one, f.power(-f.fraction - 1), f.one),
            (f.one, f.power(-f.fraction - 1), f.power(0, 1)),
            (f.power(-f.fraction - 1), f.power(0, 1), f.one),
            (f.power(-f.fraction - 1), f.power(0, -1), f.one),
            (f.power(-60), f.power(-60), f.one),
            (f.power(-60), f.power(-60), minus(f.one)),
            (f.power(f.fraction), f.encode(3.0), f.half),
            (f.encode(3.0), f.encode(5.0), f.encode(7.0)),
            (f.most, f.most, f.most),
        ]
        found += [(a, f.one, f.one) for a in f.unboxed()[:1]]
        found += [(f.one, a, f.one) for a in f.unboxed()[1:2]]
        found += [(f.one, f.one, a) for a in f.unboxed()[2:3]]
        return found + [(f.any(rng), f.any(rng), f.any(rng)) for _ in range(12)]

    def integers(self, rng: random.Random) -> list:
        """Operands around the borders of the integer types, and fractions."""
        f = self
        numbers = [0.5, 1.5, 2.5, 0.25, 0.75, 0.999, 1.0, 3.5, 100.5, 1e6, 1e9, 1e10, 1e18, 1e19]
        found = [f.encode(x) for x in numbers] + [f.encode(-x) for x in numbers]
        for exponent in (31, 32, 63, 64):
            found += [f.power(exponent), f.power(exponent, -1), f.power(exponent, 1)]
            found += [f.negative(f.power(exponent)), f.negative(f.power(exponent, 1))]
        if f.letter == "d":
            near = [2**31 - 0.5, 2**31 - 0.25, 2**31 - 1.5, 2**32 - 0.5, 2**32 - 1.5, 2**31 + 0.5]
            found += [double(x) for x in near] + [double(-x) for x in near]
        return f.edges() + found + [f.any(rng) for _ in range(4)]


def with_modes(form: str, rd: str, sets: list, rng: random.Random) -> list:
    """Every set of operands in every static mode and in two dynamic ones."""
    cases = []
    for i, operands in enumerate(sets):
        flags = rng.choice([0, 0, 0, 0, 0, 1, 16, rng.getrandbits(5)])
        for rm, mode in enumerate(MODES):
            other = (rm + 1 + i % 4) % 5
            static = operands | {"fcsr": other << 5 | flags}
            cases.append(Case(f"{form},{mode}", static, (rd, "fcsr")))
            if rm in (i % 5, (i + 2) % 5):
                dynamic = operands | {"fcsr": rm << 5 | flags}
                cases.append(Case(f"{form},dyn", dynamic, (rd, "fcsr")))
    return cases


def without_mode(form: str, rd: str, sets: list, rng: random.Random) -> list:
    cases = []
    for i, operands in enumerate(sets):
        # Not even a reserved frm matters to these.
        fcsr = (i % 8) << 5 | rng.choice([0, 0, 0, rng.getrandbits(5)])
        cases.append(Case(form, operands | {"fcsr": fcsr}, (rd, "fcsr")))
    return cases


def sets_of(tuples: list, names: tuple = ("f10", "f11", "f13")) -> list:
    return [dict(zip(names, values)) for values in tuples]


def arithmetic_cases(f: Format, rng: random.Random) -> list:
    cases = []
    for name in ("fadd", "fsub", "fmul", "fdiv"):
        form = f"{name}.{f.letter} f12,f10,f11"
        cases += with_modes(form, "f12", sets_of(f.pairs(rng)), rng)
    roots = f.edges() + [f.encode(x) for x in (2, 4, 0.25, 3, 9, 16777216, 1e20, 15241578750190521)]
    roots += [f.power(0, 2), f.power(0, -3), f.power(1, 1), f.power(1, -1), f.power(-f.bias + 2, 7)]
    sets = sets_of([(a,) for a in roots + [f.any(rng) for _ in range(8)]])
    cases += with_modes(f"fsqrt.{f.letter} f12,f10", "f12", sets, rng)
    for name in ("fmadd", "fmsub", "fnmadd", "fnmsub"):
        form = f"{name}.{f.letter} f12,f10,f11,f13"
        cases += with_modes(form, "f12", sets_of(f.triples(rng)), rng)
    one, two = f.encode(1.25), f.encode(2.75)
    shared = {"f10": one, "f11": two, "fcsr": 0}
    for line, rd in [("f10,f10,f11", "f10"), ("f11,f10,f11", "f11"), ("f0,f10,f10", "f0")]:
        cases.append(Case(f"fadd.{f.letter} {line},rne", dict(shared), (rd, "fcsr")))
    line = f"fmadd.{f.letter} f10,f10,f11,f10,rne"
    return cases + [Case(line, dict(shared), ("f10", "fcsr"))]


def comparison_cases(f: Format, rng: random.Random) -> list:
    pairs = f.pairs(rng)
    pairs += [(a, b) for a in f.edges() for b in rng.sample(f.edges(), 2)] + [(f.half, f.half)]
    cases = []
    for name in ("fmin", "fmax", "fsgnj", "fsgnjn", "fsgnjx"):
        form = f"{name}.{f.letter} f12,f10,f11"
        cases += without_mode(form, "f12", sets_of(pairs), rng)
    for name in ("feq", "flt", "fle"):
        form = f"{name}.{f.letter} x12,f10,f11"
        cases += without_mode(form, "x12", sets_of(pairs), rng)
        line = form.replace("x12", "x0")
        cases.append(Case(line, {"f10": f.one, "f11": f.signaling, "fcsr": 0}, ("x0", "fcsr")))
    sets = sets_of([(a,) for a in f.edges() + [f.negative(a) for a in f.edges()]])
    return cases + without_mode(f"fclass.{f.letter} x12,f10", "x12", sets, rng)


def conversion_cases(f: Format, rng: random.Random) -> list:
    cases = []
    for target in ("w", "wu", "l", "lu"):
        sets = sets_of([(a,) for a in f.integers(rng)])
        cases += with_modes(f"fcvt.{target}.{f.letter} x12,f10", "x12", sets, rng)
    numbers = EDGES + [(1 << n) + k for n in (24, 25, 53, 54, 62) for k in (-1, 1, 2, 3)]
    numbers += [(1 << 53) - 1 << 10 | 1 << 9, (1 << 24) - 1 << 8 | 1 << 7, -1 << 40 | 1 << 38]
    numbers += [rng.getrandbits(64) >> rng.randrange(40) for _ in range(8)]
    sets = sets_of([(n & (1 << 64) - 1,) for n in numbers], ("x10",))
    for source in ("w", "wu", "l", "lu"):
        form = f"fcvt.{f.letter}.{source} f12,x10"
        exact = f.letter == "d" and source[0] == "w"
        cases += (without_mode if exact else with_modes)(form, "f12", sets, rng)
    return cases


def ignored_mode_cases() -> list:
    """Exact conversions have a field rm too; the assembler only writes rne, the others do the same."""
    cases = []
    forms = {"fcvt.d.s f12,f10": 0x42050653, "fcvt.d.w f12,x10": 0xD2050653}
    forms["fcvt.d.wu f12,x10"] = 0xD2150653
    for form, word in forms.items():
        for rm, mode in list(enumerate(MODES))[1:] + [(7, "dyn")]:
            before = {form[-3:]: single(-0.1) if form.endswith("f10") else -5, "fcsr": 0x40}
            line = f".4byte {word | rm << 12:#x} # {form},{mode}"
            cases.append(Case(line, before, ("f12", "fcsr")))
    return cases


def between_formats_cases(rng: random.Random) -> list:
    s, d = Format("s"), Format("d")
    sets = sets_of([(a,) for a in s.edges() + [s.any(rng) for _ in range(10)]])
    cases = without_mode("fcvt.d.s f12,f10", "f12", sets, rng)
    border = [-126, -127, -148, -149, -150, -151, 127, 128, 0]
    values = [d.power(n, k) for n in border for k in (-1, 0, 1)]
    values += [d.power(n, k << 28) for n in border[:7] for k in (-1, 1, 2, 3)]
    values += [d.power(127, (1 << 52) - k) for k in (1 << 28, 1 << 29, 1)]
    values += [d.negative(v) for v in values[::3]]
    values += d.edges() + [d.any(rng) for _ in range(6)]
    return cases + with_modes("fcvt.s.d f12,f10", "f12", sets_of([(a,) for a in values]), rng)


def move_cases(rng: random.Random) -> list:
    contents = Format("s").edges() + Format("d").edges()[:12] + EDGES
    contents = [value & (1 << 64) - 1 for value in contents]
    to_integer = sets_of([(a,) for a in contents])
    to_float = sets_of([(a,) for a in contents], ("x10",))
    return {
        "s": without_mode("fmv.x.w x12,f10", "x12", to_integer, rng)
        + without_mode("fmv.w.x f12,x10", "f12", to_float, rng),
        "d": without_mode("fmv.x.d x12,f10", "x12", to_integer, rng)
        + without_mode("fmv.d.x f12,x10", "f12", to_float, rng),
    }


def all_cases() -> dict:
    """The cases by file name."""
    rng = random.Random(67)
    moves = move_cases(rng)
    files = {}
    for name, letter, load, store, size in (
        ("f", "s", "flw", "fsw", 4),
        ("d", "d", "fld", "fsd", 8),
    ):
        f = Format(letter)
        files[name] = arithmetic_cases(f, rng) + comparison_cases(f, rng)
        files[name] += conversion_cases(f, rng) + moves[letter]
        files[name] += load_cases(load, size, "f12", rng) + store_cases(store, size, "f12", rng)
    files["d"] += between_formats_cases(rng) + ignored_mode_cases()
    return files
