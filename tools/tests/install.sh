#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The examples build against an installed copy through pkg-config alone, and run.
# usage: install.sh BUILD SOURCE PREFIX LIBDIR SANITIZE COMPILER...
set -u
build=$1 source=$2 prefix=$3 libdir=$4 sanitize=$5
shift 5
. "$source/tools/tests/tap.sh"
root=$tmp/root
data=$source/testdata/taipei_daan

run meson install -C "$build" --no-rebuild --destdir "$root" --quiet
check "install" test "$code" -eq 0
check "COPYING of the LGPL is in the source" grep -q 'LESSER GENERAL PUBLIC LICENSE' \
    "$source/COPYING"

PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_PATH=$root$prefix/$libdir/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs sizhi) || flags=
check "pkg-config knows sizhi" test -n "$flags"
check "pkg-config knows the version" pkg-config --exact-version 0.1.0 sizhi
[ "$sanitize" = none ] || set -- "$@" "-fsanitize=$sanitize"
for example in minimal graph weights; do
    # shellcheck disable=SC2086 # flags are meant to be split
    run "$@" -std=c11 -Wall -Wextra -Werror -o $example "$source/examples/$example.c" $flags
    check "the example $example builds" test "$code" -eq 0
done

LD_LIBRARY_PATH=$root$prefix/$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
expect "the example runs" 0 '' ./minimal "$data/units.geojson" "$data/lines.geojson" \
    sheet.pdf
check "it conserves the households" grep -q ' 120613 households$' "$tmp/out"
check "it finds the communities of today" grep -q '^today  *53 communities' "$tmp/out"
check "its plan is in one part each" grep -qE \
    '^proposed +([0-9]+) communities in \1 parts, 2[0-9]{3} to (2[0-9]{3}|3000) ' \
    "$tmp/out"
check "it draws the sheet" sh -c 'head -c 5 sheet.pdf | grep -q "^%PDF-"'
expect "it draws in the locale of the test" 0 '' ./minimal "$data/units.geojson" \
    "$data/lines.geojson" local.svg
LC_ALL=C.UTF-8 ./minimal "$data/units.geojson" "$data/lines.geojson" plain.svg \
    >"$tmp/out" 2>&1
check "a locale changes no byte of a sheet" cmp local.svg plain.svg
expect "the example without arguments" 2 '^usage:' ./minimal
expect "the example on no file" 1 'absent' ./minimal absent.geojson absent.geojson x.pdf

expect "graph: a lattice of its own" 0 '' ./graph
check "graph: four squares, which no cut of fewer edges gives" \
    grep -qx '64 nodes, 4 communities, 16 of 112 edges cut' "$tmp/out"
expect "graph: tables" 0 '' ./graph "$source/testdata/graphs/NE_county.nodes.csv" \
    "$source/testdata/graphs/NE_county.edges.csv" 3 605737 611824
check "graph: the proved optimum" grep -q '3 communities, 19 of 231 edges cut' "$tmp/out"
expect "graph: no plan" 1 '^7 communities are asked for' ./graph "$source/testdata/graphs/NE_county.nodes.csv" \
    "$source/testdata/graphs/NE_county.edges.csv" 7 605737 611824
expect "weights: four wishes" 0 '' ./weights "$data/units.geojson" "$data/lines.geojson"
# The figure of TERM under wish LINE.
figure() {
    sed -n "$2p" "$tmp/out" | sed "s/.* $1 *\([0-9.]*\).*/\1/"
}
# less TERM LINE: the wish of that line has less of the term than the plan as it comes
less() {
    awk -v a="$(figure "$1" "$2")" -v b="$(figure "$1" 1)" 'BEGIN { exit !(a < b) }'
}
check "weights: dear moves are fewer" less moved 2
check "weights: dear borders are shorter" less border 3
check "weights: dear differences are smaller" less size 4

expect "the installed program runs" 0 '' "$root$prefix/bin/sizhi" --version
pages=$root$prefix/share/man
for page in man1/sizhi.1 man1/sizhi-plan.1 man5/sizhi-files.5 man3/libsizhi.3; do
    check "$page is installed" test -s "$pages/$page"
    check "$page is installed in Chinese" test -s "$pages/zh_CN/$page"
done
if MANPATH=$pages man -w sizhi-apply >"$tmp/out" 2>"$tmp/err"; then
    check "man -L zh_CN finds the Chinese page" sh -c "MANPATH='$pages' \
        man -L zh_CN -w sizhi-apply | grep -q /zh_CN/man1/sizhi-apply.1"
else
    skip "man -L zh_CN finds the Chinese page" "no man that looks for pages here"
fi
finish
