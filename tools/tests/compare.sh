#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Scenarios side by side from the command line: columns, rows, sentences, other ground.
# usage: compare.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
LC_ALL=C.UTF-8 LANGUAGE=
export LC_ALL LANGUAGE
data=$source/testdata/taipei_daan

run "$sizhi" import --units "$data/units.geojson" --lines "$data/lines.geojson" \
    -o town.gpkg
printf 'merge 龍門里 into 學府里\n' >a.txt
printf 'merge 龍門里 into 學府里\nrename 學府里 to 學門里\n' >b.txt
run "$sizhi" apply town.gpkg a.txt -o a.gpkg
mkdir other
run "$sizhi" apply town.gpkg b.txt -o b.gpkg

expect "two scenarios" 0 '' "$sizhi" compare a.gpkg b.gpkg --csv table.csv
cp "$tmp/out" text
check "today's plan is the first column" grep -qx ' *today  *a  *b' text
check "a merger leaves one less" grep -q 'band/all .*/53 .*/52 .*/52$' text
check "households stay" grep -q '^  households  *120,613  *120,613  *120,613$' text
check "what the merger moves" grep -q 'moved since today  *0  *3,480  *3,480$' text
check "kept ones are counted" grep -q '^51 communities are as they are' text
check "the new name is told apart" grep -q '^  fates, b: 學府里更名为“學門里”$' text
check "what both say is not" sh -c '! grep -q 撤销 text'
check "a row for each of each scenario, all together and the head" \
    test "$(wc -l <table.csv)" -eq $((3 * 54 + 1))
check "all together" grep -q '^b,,all,1,52,' table.csv
expect "with those that stay" 0 '' "$sizhi" compare a.gpkg --all --sentences=no
check "all are printed" test "$(grep -c '^  households  ' "$tmp/out")" -eq 54
check "none is left out" sh -c '! grep -q "as they are" out'
expect "JSON" 0 '' "$sizhi" compare a.gpkg b.gpkg --json
check "scenarios in it" grep -q '"name": *"today"' "$tmp/out"
expect "a project without a plan" 0 'no proposed plan' "$sizhi" compare town.gpkg \
    --sentences=no
expect "a decimal comma" 0 '' env LC_ALL=de_DE.UTF-8 "$sizhi" compare a.gpkg b.gpkg \
    --csv comma.csv
check "changes nothing in a table" cmp table.csv comma.csv

expect "a scenario held against other sizes" 0 '' "$sizhi" audit a.gpkg \
    --set size.max=2900 -o c.gpkg
expect "with another" 0 'made with different policies or bands' "$sizhi" compare c.gpkg \
    b.gpkg --sentences=no
check "which is which" grep -qx '  c.gpkg: law2026 size.max=2900' "$tmp/err"
expect "by itself" 0 '' "$sizhi" compare c.gpkg --sentences=no
check "none is told" sh -c "! grep -q different '$tmp/err'"

sed 's/"households": *[0-9]*/"households": 1/' "$data/units.geojson" >one.geojson
expect "other households" 0 '' "$sizhi" import --units one.geojson \
    --lines "$data/lines.geojson" -o one.gpkg
expect "other ground" 1 'one.gpkg has no proposed plan' "$sizhi" compare a.gpkg one.gpkg
check "where it differs is said" \
    grep -q 'one.gpkg: the ground differs: parcel 1 at .* has 1 households' "$tmp/err"
check "nothing is printed of it" test ! -s "$tmp/out"
finish
