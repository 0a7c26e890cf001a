#!/bin/sh
# Counts the guest instructions of each sample's default run and quick run under qemu-riscv64, with the
# plugin qemu/count.c, and prints them as a table.
#
#   samples/count.sh             prints
#   samples/count.sh --update    also writes instructions= and quick-instructions= into sample.properties,
#                                and the table into README.md
#
# CC compiles the plugin (cc).  The counts do not depend on where the program, its stack or its heap lie,
# but they do on standard output being no terminal.
set -eu

cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# QEMU accepts plugins of its own version of the interface only.
for version in 1 2 3 4 5 6; do
    ${CC:-cc} -O2 -shared -fPIC -fvisibility=hidden -DPLUGIN_INTERFACE=$version qemu/count.c -o "$scratch/count.so"
    if qemu-riscv64 -plugin "$scratch/count.so" assembly/assembly.elf 1 >/dev/null 2>&1; then
        break
    fi
    rm "$scratch/count.so"
done
if [ ! -f "$scratch/count.so" ]; then
    echo "count.sh: this qemu-riscv64 takes no plugins" >&2
    exit 69
fi

property() {
    sed -n "s/^$1=//p" "$name/sample.properties"
}

# count ARGUMENTS: prints the number of instructions
count() {
    input=$(property stdin)
    # shellcheck disable=SC2086
    (cd "$name" && qemu-riscv64 -plugin "$scratch/count.so" "./$name.elf" $1 <"${input:-/dev/null}" 2>&1 >/dev/null) |
        sed -n 's/ instructions$//p'
}

language() {
    case $(echo "$name/$name".*) in
        *.cpp*) echo 'C++' ;;
        *.S*) echo assembly ;;
        *) echo C ;;
    esac
}

# The input files, with their sizes in KB.
input_of() {
    for file in "$name"/input.*; do
        [ -f "$file" ] || continue
        printf '%s, %d KB%s' "$(basename "$file")" "$(($(wc -c <"$file") / 1024))" \
            "$([ -z "$(property stdin)" ] || echo ', as standard input')"
    done
}

{
    echo '| sample | shows | language | instructions | quick | input |'
    echo '|---|---|---|--:|--:|---|'
    for properties in */sample.properties; do
        name=$(dirname "$properties")
        instructions=$(count "$(property args)")
        quick=$(count "$(property quick)")
        # shellcheck disable=SC2016  # the backquotes are Markdown's
        printf '| `%s` | %s | %s | %s | %s | %s |\n' "$name" "$(property shows)" "$(language)" \
            "$instructions" "$quick" "$(input_of)"
        if [ "${1:-}" = --update ]; then
            grep -v -E '^(quick-)?instructions=' "$properties" >"$scratch/properties"
            printf 'instructions=%s\nquick-instructions=%s\n' "$instructions" "$quick" >>"$scratch/properties"
            cp "$scratch/properties" "$properties"
        fi
    done
} >"$scratch/table"

if [ "${1:-}" = --update ]; then
    awk -v table="$scratch/table" '
        /^<!-- end of table -->/ { inside = 0 }
        !inside { print }
        /^<!-- table/ { inside = 1; while ((getline line < table) > 0) print line }' README.md >"$scratch/readme"
    cp "$scratch/readme" README.md
fi
cat "$scratch/table"
