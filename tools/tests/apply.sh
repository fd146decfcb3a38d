#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Scripts from the command line: what is written, what is not, where errors are, and a
# folder of scripts at once.
# usage: apply.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
LC_ALL=C.UTF-8 LANGUAGE=
export LC_ALL LANGUAGE

run "$sizhi" import --units "$source/testdata/taipei_daan/units.geojson" \
    --lines "$source/testdata/taipei_daan/lines.geojson" -o town.gpkg
printf 'merge 龍門里 into 學府里\nassert absent 龍門里\n' >good.txt
printf '# a comment\n将龍門里不存在路以南划入學府里管辖。\n' >bad.txt

expect "neither script nor folder" 2 'give either a script' "$sizhi" apply town.gpkg
expect "no output" 2 'give -o FILE' "$sizhi" apply town.gpkg good.txt
expect "one that works" 0 '' "$sizhi" apply town.gpkg good.txt -o new.gpkg
check "the table names who receives" grep -q '^1  *merge\|^1  move  *學府里' "$tmp/out"
expect "the new project is whole" 0 '' "$sizhi" check new.gpkg
expect "a mistake" 1 'bad.txt:2:5: error: the data have no line called 不存在路' \
    "$sizhi" apply town.gpkg bad.txt -o none.gpkg
check "the mistake is marked" grep -q '^          ^^^^^^^^$' "$tmp/err"
check "nothing is written" test ! -e none.gpkg
expect "dry run" 0 '' "$sizhi" apply town.gpkg good.txt -o none.gpkg --dry-run
check "nothing is written by it" test ! -e none.gpkg
expect "JSON" 0 '' "$sizhi" apply town.gpkg good.txt --dry-run --json
check "JSON says that it was applied" grep -q '"applied": *true' "$tmp/out"

mkdir scripts
cp good.txt scripts/a.txt
cp bad.txt scripts/b.txt
cp good.txt scripts/c.txt
expect "a folder" 3 '' "$sizhi" apply town.gpkg --batch scripts -o table.csv
check "a row for each" test "$(wc -l <table.csv)" -eq 4
check "the bad one does not stop the rest" grep -q '^c.txt,1,2,0,' table.csv
check "the bad one says why" grep -q '^b.txt,0,.*2:5: the data have no line' table.csv
expect "one thread" 3 '' env OMP_NUM_THREADS=1 "$sizhi" apply town.gpkg \
    --batch scripts -o table1.csv
check "threads change nothing" cmp table.csv table1.csv
finish
