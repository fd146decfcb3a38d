#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The manual pages say what the program does: same options, examples that run.
# usage: pages.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"

# Long options of a page, and of --help, one a line.
page_options() {
    sed '1,/^# OPTIONS/d; /^# /,$d' "$1" | sed -n 's/^\*.*--\([a-z-]*\)\*.*/\1/p' | sort
}
help_options() {
    "$sizhi" "$1" --help | sed -n 's/^  .*--\([a-z-]*\).*  .*/\1/p' | sort
}

# The lines of the examples of a page.
examples() {
    awk '/^# / { inside = $2 == "EXAMPLES" }
        inside && /^[`]+$/ { literal = !literal; next }
        inside && literal' "$1"
}

for command in import audit plan apply describe compare map report export check sample policies; do
    page=$source/man/sizhi-$command.1.scd
    page_options "$page" >on_page
    help_options $command >in_help
    check "sizhi-$command(1) has options" test -s on_page
    check "sizhi-$command(1) lists the options of --help" cmp on_page in_help
    check "sizhi(1) lists $command" grep -qx "\*$command\*" "$source/man/sizhi.1.scd"
    check "sizhi-$command(1) has a synopsis" grep -q "^\*sizhi $command\*" "$page"
    run "$sizhi" $command --help
    check "$command --help names its page" grep -q "man sizhi-$command\$" "$tmp/out"
done

# sizhi-policy(5) has every key and level, with its meaning.
"$sizhi" policies show law2026 --all | awk 'NR > 2 { print $1 }' | sed 's/^level\.//' |
    sort >keys
sed -n 's/^\*\([a-z_.0-9\\]*\)\*.*/\1/p' "$source/man/sizhi-policy.5.scd" |
    sed 's/[\]//g' | grep '\.' | sort >on_page
check "sizhi-policy(5) has keys" test -s keys
check "sizhi-policy(5) has all of them" cmp keys on_page

# sizhi-style(5) has every key of a style, and what it shows is one.
awk '/^\[/ { section = substr($1, 2, length($1) - 2) } / = / { print section "." $1 }' \
    "$source/lib/draw/styles/colour.ini" >keys
echo meta.extends >>keys
sort -o keys keys
sed -n '/^\*/s/[*]//gp' "$source/man/sizhi-style.5.scd" | tr ', ' '\n' | grep '\.' |
    sort >on_page
check "sizhi-style(5) has keys" test -s keys
check "sizhi-style(5) has all of them" cmp keys on_page

data=$source/testdata
cp "$data"/taipei_daan/*.geojson "$data"/tainan_before/li_gbk.* \
    "$data"/nanjing_xinjiekou/map.osm.pbf "$data"/graphs/NE_county.*.csv \
    "$data"/nanjing_xinjiekou/households_proxy.csv "$data"/sf_blockgroups/blockgroups.* .
cp "$data"/graphs/NE_county.nodes.csv nodes.csv
cp "$data"/graphs/NE_county.edges.csv edges.csv
ln -s "$sizhi" sizhi
PATH=$tmp:$PATH
for page in -import -audit -plan -describe -apply -compare -map -report -export -check -sample -policies ''; do
    examples "$source/man/sizhi$page.1.scd" >lines
    check "sizhi$page(1) has examples" test -s lines
    while IFS= read -r line; do
        case $line in
        sizhi*)
            run sh -c "$line" # describe tells on stderr how much reads back
            grep -v '^\(read back\|sides\|largest difference\): ' "$tmp/err" >told
            check "sizhi$page(1): $line" test "$code $(cat told)" = '0 '
            ;;
        *) fail "sizhi$page(1): not a sizhi command: $line" ;;
        esac
    done <lines
done

# sizhi-script(5): its scripts apply, and each line of its mistakes is refused as it says.
"$sizhi" import --units units.geojson --lines lines.geojson -o daan.gpkg >out 2>&1
awk '/^# / { part = $2 }
    /^[`]+$/ { literal = !literal; n += literal; next }
    literal { print > (part == "EXAMPLES" ? "script" n ".txt" : "mistakes.txt") }' \
    "$source/man/sizhi-script.5.scd"
check "sizhi-script(5) has examples" test -s script1.txt -a -s mistakes.txt
for script in script*.txt; do
    expect "sizhi-script(5): $(head -n 1 "$script")" 0 '' \
        sh -c "sizhi apply daan.gpkg $script --dry-run 2>notes"
done
expect "sizhi-script(5): mistakes" 3 '' \
    sh -c 'sizhi apply daan.gpkg mistakes.txt --dry-run --keep-going 2>told'
n=0
while IFS= read -r line; do
    n=$((n + 1))
    check "sizhi-script(5): $line" grep -q "^mistakes.txt:$n:[0-9]*: error: ${line#*\# }" told
done <mistakes.txt
finish
