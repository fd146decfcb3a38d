#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The example builds against an installed copy through pkg-config alone, and runs.
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
# shellcheck disable=SC2086 # flags are meant to be split
run "$@" -std=c11 -Wall -Wextra -Werror -o minimal "$source/examples/minimal.c" $flags
check "the example builds" test "$code" -eq 0

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

expect "the installed program runs" 0 '' "$root$prefix/bin/sizhi" --version
for page in man1/sizhi.1 man1/sizhi-plan.1 man5/sizhi-files.5 man3/libsizhi.3; do
    check "$page is installed" test -s "$root$prefix/share/man/$page"
done
finish
