#!/bin/sh
# Regenerates the semantic test vectors in ../resources/vectors with qemu-riscv64 as the oracle.
# Needs gcc-riscv64-linux-gnu (with its static libc), qemu-user and python3 3.10 or newer; the committed
# files were made with binutils 2.40 and qemu 7.2. The result is the same in every run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
riscv64-linux-gnu-gcc -static -O1 -Wall -Wextra -Wl,--no-relax -o "$work/harness" "$here/harness.c"
mkdir -p "$here/../resources/vectors"
PYTHONDONTWRITEBYTECODE=1 python3 "$here/generate.py" "$work/harness" "$work" \
    "$here/../resources/vectors"
