#!/bin/sh
# Builds all samples and the programs in glibc/ against glibc, in every combination of compiler,
# optimization level and kind of executable:
#
#   samples/build-matrix.sh OUTDIR              all of CONFIGURATIONS
#   samples/build-matrix.sh OUTDIR CONFIG...    these, for example gcc-O2-static clang-O0-static-pie
#
# OUTDIR/CONFIG/NAME/ then holds NAME.elf and all that a run of it needs: sample.properties, input,
# expected.txt (and expected-quick.txt).  samples/check.sh OUTDIR/*/* runs them.
#
# CROSS is the prefix of GCC's tools (riscv64-linux-gnu-), CLANG the name of clang (clang), JOBS the
# number of compilers at work at once.  Configurations in which not even an empty program can be built
# are skipped, with a word on stderr.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cross=${CROSS:-riscv64-linux-gnu-}
clang=${CLANG:-clang}

# A configuration is COMPILER-LEVEL-KIND[-VARIANT].
configurations="
    gcc-O0-static gcc-O2-static gcc-O3-static gcc-O0-static-pie gcc-O2-static-pie gcc-O3-static-pie
    clang-O0-static clang-O2-static clang-O3-static clang-O0-static-pie clang-O2-static-pie clang-O3-static-pie
    gcc-O2-static-bitmanip gcc-O2-static-uncompressed"

# compile CONFIG SOURCE TARGET
compile() {
    case $1 in
        clang-*)
            compiler="$clang --target=${cross%-}"
            case $2 in *.cpp) compiler="$clang++ --target=${cross%-}" ;; esac
            ;;
        *)
            compiler=${cross}gcc
            case $2 in *.cpp) compiler=${cross}g++ ;; esac
            ;;
    esac
    case $1 in
        *-O0-*) flags=-O0 ;;
        *-O3-*) flags=-O3 ;;
        *) flags=-O2 ;;
    esac
    case $1 in
        # What -static-pie should say to the linker, GCC does not know for RISC-V before version 14.
        *-static-pie*) flags="$flags -static-pie -fPIE -Wl,-static,-pie,--no-dynamic-linker,-z,text" ;;
        *) flags="$flags -static -fno-pie" ;;
    esac
    case $1 in
        *-bitmanip) flags="$flags -march=rv64gc_zba_zbb_zbs" ;;
        *-uncompressed) flags="$flags -march=rv64g" ;; # the library's part stays compressed
    esac
    case $2 in
        *.cpp) flags="$flags -std=c++17" ;;
        *.c) flags="$flags -std=gnu11" ;;
    esac
    # Contraction of a*b+c would make the compilers' results differ.
    # shellcheck disable=SC2086
    $compiler $flags -w -ffp-contract=off -mabi=lp64d -Wl,--build-id=sha1 "$2" -o "$3" -lm
}

# build OUTDIR CONFIG SOURCE: one program and what its run needs
build() {
    folder=$(dirname "$3")
    name=$(basename "$folder")
    target=$1/$2/$name
    mkdir -p "$target"
    for file in "$folder"/*; do
        case $file in
            *.c | *.cpp | *.S | *.elf | *.sh) ;;
            *) cp "$file" "$target/" ;;
        esac
    done
    if ! compile "$2" "$3" "$target/$name.elf"; then
        echo "build-matrix.sh: $2: $name was not built" >&2
        rm -rf "$target"
        return 1
    fi
}

if [ "${1:-}" = --one ]; then
    build "$2" "$3" "$4"
    exit
fi

if [ "$#" -eq 0 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 64
fi
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
# shellcheck disable=SC2086
[ "$#" -gt 0 ] || set -- $configurations
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
trap 'exit 1' HUP INT TERM
echo 'int main() { return 0; }' >"$probe/probe.cpp"

for configuration in "$@"; do
    case $configuration in
        gcc-O[023]-static* | clang-O[023]-static*) ;;
        *)
            echo "build-matrix.sh: no configuration: $configuration" >&2
            exit 64
            ;;
    esac
done

for configuration in "$@"; do
    # A compiler may be missing, and older libraries have no start code for static PIE.
    if ! compile "$configuration" "$probe/probe.cpp" "$probe/probe" 2>"$probe/log"; then
        echo "build-matrix.sh: $configuration skipped: $(head -n 1 "$probe/log")" >&2
        continue
    fi
    for source in "$here"/*/*.c "$here"/*/*.cpp "$here"/*/*.S "$here"/glibc/*/*.c "$here"/glibc/*/*.cpp; do
        folder=$(dirname "$source")
        [ -f "$folder/sample.properties" ] || continue
        printf '%s\n%s\n%s\n' "$out" "$configuration" "$source"
    done
done | xargs -n 3 -P "$jobs" "$here/build-matrix.sh" --one

find "$out" -name '*.elf' | wc -l | sed 's/$/ programs built/'
