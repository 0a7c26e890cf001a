#!/bin/sh
# Runs the programs of suite.csv and compares what they print with what suite.csv says.
#
#   samples/benchmarks/check.sh [long|short [NAME...]]
#
# RUN is the command that runs a RISC-V program (qemu-riscv64). The outputs in suite.csv are the first 16
# digits of the SHA-256 of standard output.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
run=${RUN:-qemu-riscv64}
length=${1:-short}
[ "$#" -eq 0 ] || shift
output=$(mktemp)
trap 'rm -f "$output"' EXIT
trap 'exit 1' HUP INT TERM
runs=0
failures=0

# name,kind,program,source,flags,stdin,long,short,long-output,short-output
while IFS=, read -r name kind program _ _ input long short long_output short_output; do
    [ "$kind" != kind ] || continue
    case " ${*:-$name} " in
        *" $name "*) ;;
        *) continue ;;
    esac
    case $length in
        long) arguments=$long expected=$long_output ;;
        *) arguments=$short expected=$short_output ;;
    esac
    cd "$here/$(dirname "$program")"
    status=0
    # shellcheck disable=SC2086  # the arguments are words
    $run "./$(basename "$program")" $arguments <"${input:-/dev/null}" >"$output" || status=$?
    runs=$((runs + 1))
    found=$(sha256sum "$output" | cut -c 1-16)
    if [ "$status" -ne 0 ] || [ "$found" != "$expected" ]; then
        echo "$name $arguments: status $status, output $found, expected $expected"
        failures=$((failures + 1))
    fi
done <"$here/suite.csv"
echo "$runs runs, $failures failures"
[ "$failures" -eq 0 ]
