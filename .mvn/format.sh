#!/bin/sh
# Checks or rewrites the format of every Java source with google-java-format (AOSP style: four
# spaces, 100 columns). Opcode.java keeps its own layout: it is a table, read by columns.
set -eu
cd "$(dirname "$0")/.."
exports=
for package in api code file main parser tree util; do
    exports="$exports --add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"
done
java=$(./tracewright --print-java)
find profiler/src optimizer/src reports/src -name '*.java' ! -name Opcode.java -print |
    LC_ALL=C sort >target/format-sources.txt
# shellcheck disable=SC2086  # the options are words on purpose
"$java" $exports -XX:TieredStopAtLevel=1 -jar target/formatter.jar --aosp \
    ${FORMAT_ARGUMENTS:---dry-run --set-exit-if-changed} @target/format-sources.txt || {
    echo "The files named above are not formatted: run  mvn -q -Pformat process-sources" >&2
    exit 1
}
