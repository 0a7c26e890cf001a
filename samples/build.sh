#!/bin/sh
# Builds the committed samples: freestanding, static, RV64GC, on the runtime in runtime/.
# A sample whose sample.properties say pie=yes becomes a static position-independent executable.
#
#   samples/build.sh            all samples
#   samples/build.sh NAME...    these samples
#
# CROSS is the prefix of the tools (riscv64-linux-gnu-).  The same compiler gives the same bytes again.
set -eu

cd "$(dirname "$0")"
cross=${CROSS:-riscv64-linux-gnu-}
if ! command -v "${cross}gcc" >/dev/null 2>&1; then
    echo "build.sh: ${cross}gcc is not on the PATH (Debian: gcc-riscv64-linux-gnu, g++-riscv64-linux-gnu)" >&2
    exit 69
fi

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C
export LC_ALL

# Nothing from outside is included but the compiler's own headers (stdint.h, stddef.h, stdarg.h), and
# nothing is linked but libgcc.  Contraction of a*b+c is off, so that all compilers print the same;
# where a sample wants a fused multiply-add it says fma().
machine="-march=rv64gc -mabi=lp64d"
include="-nostdinc -isystem runtime/include -isystem $("${cross}gcc" -print-file-name=include)"
common="$machine $include -O2 -ffreestanding -fno-stack-protector
    -fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -ffp-contract=off -fno-math-errno
    -fno-ident -Wall -Wextra -Werror"
c_flags="$common -std=c11"
cxx_flags="$common -std=c++17 -fno-exceptions -fno-rtti"
link_flags="$machine -nostdlib -Wl,--build-id=sha1 -Wl,--gc-sections
    -Wl,-z,noexecstack -Wl,-z,separate-code -Wl,-z,max-page-size=4096 -Wl,--fatal-warnings"

# compile SOURCE OBJECT [FLAG...]
compile() {
    source=$1
    object=$2
    shift 2
    case " $* " in *" -fPIE "*) ;; *) set -- "$@" -fno-pie ;; esac
    # shellcheck disable=SC2086  # the flags are words on purpose
    case $source in
        *.cpp) "${cross}g++" $cxx_flags "$@" -c "$source" -o "$object" ;;
        *) "${cross}gcc" $c_flags "$@" -c "$source" -o "$object" ;;
    esac
}

# The runtime is there twice: for executables with a fixed address, and position-independent.
for source in runtime/*.c runtime/*.cpp; do
    # Without the option a loop inside memcpy becomes a call of memcpy.
    stem=$objects/$(basename "$source")
    compile "$source" "$stem.o" -fno-tree-loop-distribute-patterns
    compile "$source" "$stem.pic.o" -fno-tree-loop-distribute-patterns -fPIE
done
for source in runtime/*.S; do
    compile "$source" "$objects/$(basename "$source" .S).o"
done
"${cross}ar" rcsD "$objects/libruntime.a" "$objects"/*.c.o "$objects"/*.cpp.o
"${cross}ar" rcsD "$objects/libruntime.pic.a" "$objects"/*.c.pic.o "$objects"/*.cpp.pic.o

if [ "$#" -eq 0 ]; then
    for properties in */sample.properties; do
        set -- "$@" "$(dirname "$properties")"
    done
    {
        "${cross}gcc" --version | head -n 1
        "${cross}ld" --version | head -n 1
        echo "$common" | tr -s ' \n' ' ' | sed 's|-isystem /[^ ]*|-isystem (compiler)|'
        echo
    } >COMPILER.txt
fi

for name in "$@"; do
    for source in "$name/$name".c "$name/$name".cpp "$name/$name".S; do
        [ -f "$source" ] || continue
        if grep -q '^pie=yes' "$name/sample.properties"; then
            compile "$source" "$objects/$name.o" -fPIE
            # What -static-pie should say to the linker, GCC does not know for RISC-V before version 14.
            set_start="-static-pie -Wl,-static,-pie,--no-dynamic-linker,-z,text,-e,_start_relocated
                $objects/rcrt0.o"
            library=$objects/libruntime.pic.a
        else
            compile "$source" "$objects/$name.o"
            set_start="-static -no-pie"
            library=$objects/libruntime.a
        fi
        # shellcheck disable=SC2086
        "${cross}gcc" $link_flags $set_start "$objects/crt0.o" "$objects/$name.o" "$library" -lgcc \
            -o "$name/$name.elf"
        "${cross}size" "$name/$name.elf" | awk -v name="$name" 'NR == 2 {
            printf "%-12s %7d bytes of code and constants, %6d of data, %8d zeroed\n", name, $1, $2, $3 }'
    done
done
