#!/bin/sh
# Runs samples and compares what they print with expected.txt and expected-quick.txt.
#
#   samples/check.sh [FOLDER...]       the folders named, or all samples; a folder holds *.elf files,
#                                      sample.properties and the expected output
#   samples/check.sh --update NAME...  writes the expected output instead
#
# RUN is the command that runs a RISC-V program (qemu-riscv64).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
run=${RUN:-qemu-riscv64}
update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
if [ "$#" -eq 0 ]; then
    for properties in "$here"/*/sample.properties; do
        set -- "$@" "$(dirname "$properties")"
    done
fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
trap 'exit 1' HUP INT TERM
runs=0
failures=0

property() {
    sed -n "s/^$1=//p" sample.properties
}

# check ELF EXPECTED ARGUMENTS: in the current folder
check() {
    input=$(property stdin)
    status=0
    # shellcheck disable=SC2086
    $run "./$1" $3 <"${input:-/dev/null}" >"$output" || status=$?
    runs=$((runs + 1))
    if [ "$status" -ne "$(property exit)" ]; then
        echo "$PWD/$1 $3: exit status $status, expected $(property exit)"
        failures=$((failures + 1))
    elif [ "$update" = yes ]; then
        cp "$output" "$2"
    elif ! cmp -s "$output" "$2"; then
        echo "$PWD/$1 $3: the output differs from $2"
        diff "$2" "$output" | head -n 10
        failures=$((failures + 1))
    fi
}

for folder in "$@"; do
    [ -d "$folder" ] || folder=$here/$folder
    cd "$folder"
    for elf in *.elf; do
        check "$elf" expected.txt "$(property args)"
        if grep -q '^quick=' sample.properties; then
            check "$elf" expected-quick.txt "$(property quick)"
        fi
    done
    cd - >/dev/null
done
echo "$runs runs, $failures failures"
[ "$failures" -eq 0 ]
