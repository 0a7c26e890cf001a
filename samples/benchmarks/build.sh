#!/bin/sh
# Builds the programs of suite.csv.
#
#   samples/benchmarks/build.sh [riscv64 [NAME...]]   the committed ones, on the samples' runtime: NAME/NAME.elf
#   samples/benchmarks/build.sh glibc DIR [NAME...]   the same for riscv64 with glibc: DIR/NAME/NAME.elf
#   samples/benchmarks/build.sh native DIR [NAME...]  for this host: DIR/NAME
#
# All three compile the same sources with the flags that suite.csv says. CROSS is the prefix of the cross
# tools (riscv64-linux-gnu-), CC and CXX are the host's compilers (cc, c++). Of the samples in the folders
# above, which belong to the suite too, only native builds are made: samples/build.sh builds the others.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cross=${CROSS:-riscv64-linux-gnu-}
target=${1:-riscv64}
[ "$#" -eq 0 ] || shift
LC_ALL=C
export LC_ALL
warnings="-Wall -Wextra -Werror"

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 64
}

case $target in
    riscv64) out=$here ;;
    glibc | native)
        [ "$#" -gt 0 ] || usage
        mkdir -p "$1"
        out=$(cd "$1" && pwd)
        shift
        ;;
    *) usage ;;
esac
cd "$here"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

standard() {
    case $1 in
        *.cpp) echo "-std=c++17 -fno-exceptions -fno-rtti" ;;
        *) echo "-std=gnu11" ;;
    esac
}

# The samples' runtime, as samples/build.sh compiles it.
build_runtime() {
    machine="-march=rv64gc -mabi=lp64d"
    include="-nostdinc -isystem $scratch -isystem ../runtime/include
        -isystem $("${cross}gcc" -print-file-name=include)"
    # The compiler's own stdint.h looks for the C library's unless the program is freestanding; these are not,
    # since a freestanding memcpy of four bytes would be a call.
    echo '#include "stdint-gcc.h"' >"$scratch/stdint.h"
    for source in ../runtime/*.c ../runtime/*.cpp ../runtime/crt0.S; do
        # shellcheck disable=SC2086  # the flags are words on purpose
        case $source in
            *.c) set -- "${cross}gcc" $include -std=c11 ;;
            *.cpp) set -- "${cross}g++" $include -std=c++17 -fno-exceptions -fno-rtti ;;
            *) set -- "${cross}gcc" ;;
        esac
        # shellcheck disable=SC2086
        "$@" $machine $warnings -O2 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
            -ffunction-sections -fdata-sections -fno-math-errno -fno-ident -fno-pie \
            -fno-tree-loop-distribute-patterns -c "$source" -o "$scratch/$(basename "$source").o"
    done
    "${cross}ar" rcsD "$scratch/libruntime.a" "$scratch"/*.c.o "$scratch"/*.cpp.o
}

# build NAME SOURCE FLAGS
build() {
    compiler=gcc
    case $2 in *.cpp) compiler=g++ ;; esac
    # shellcheck disable=SC2046,SC2086
    case $target in
        riscv64)
            "${cross}$compiler" $machine $include $(standard "$2") $3 $warnings -fno-pie -ffunction-sections \
                -fdata-sections -fno-asynchronous-unwind-tables -fno-ident -c "$2" -o "$scratch/$1.o"
            "${cross}gcc" $machine -nostdlib -static -no-pie -Wl,--build-id=sha1 -Wl,--gc-sections \
                -Wl,-z,noexecstack -Wl,-z,separate-code -Wl,-z,max-page-size=4096 -Wl,--fatal-warnings \
                "$scratch/crt0.S.o" "$scratch/$1.o" "$scratch/libruntime.a" -lgcc -o "$1/$1.elf"
            ;;
        glibc)
            mkdir -p "$out/$1"
            "${cross}$compiler" $(standard "$2") $3 -fno-pie -no-pie -static "$2" -o "$out/$1/$1.elf" -lm
            ;;
        native)
            case $compiler in
                g++) compiler=${CXX:-c++} ;;
                *) compiler=${CC:-cc} ;;
            esac
            $compiler $(standard "$2") $3 -fno-pie -no-pie -static "$2" -o "$out/$1" -lm
            ;;
    esac
}

if [ "$target" = riscv64 ]; then
    build_runtime
fi
# name,kind,program,source,flags,...
while IFS=, read -r name kind _ source flags _; do
    [ "$kind" != kind ] || continue
    case $source in
        "") continue ;; # only for RISC-V
        ../*) [ "$target" = native ] || continue ;;
    esac
    case " ${*:-$name} " in
        *" $name "*) ;;
        *) continue ;;
    esac
    build "$name" "$source" "$flags" </dev/null
done <suite.csv
