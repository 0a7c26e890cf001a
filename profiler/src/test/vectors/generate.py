"""Writes the semantic test vectors; started by generate.sh, which builds the harness.

usage: generate.py HARNESS WORK_DIRECTORY OUTPUT_DIRECTORY
"""

import sys
from pathlib import Path

import atomics
import compressed
import floats
import integers
import reserved
from cases import run, write


def main() -> None:
    harness, work, output = map(Path, sys.argv[1:])
    for module in (integers, atomics, compressed, floats, reserved):
        for name, cases in module.all_cases().items():
            run(cases, harness, work)
            write(cases, output / f"{name}.csv")
            print(f"{name}.csv: {len(cases)} vectors")


if __name__ == "__main__":
    main()
