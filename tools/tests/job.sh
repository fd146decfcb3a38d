#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Every command on six parcels in a row, whose figures are known by hand
# (testdata/row/SOURCE.md).
# usage: job.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
row=$source/testdata/row

expect "import" 0 '' "$sizhi" import --parcels "$row/parcels.geojson" \
    --lines "$row/lines.geojson" --map-crs EPSG:4549 -o row.gpkg
row parcels '6, 0.06 km2'
row communities 3
row borders '15, 1.9 km, 5.3 % of it on named lines'
row households '1,800 in, 1,800 placed, 0 not placed (0 features)'
row 'detached parts' 0
row limit 'union of the polygons'

expect "check of today's plan" 0 '' "$sizhi" check row.gpkg
row errors 0
row checked "today's plan"

expect "plan" 0 '' "$sizhi" plan row.gpkg --min 600 --max 600 -o plan.gpkg
row communities '3  *3'
row 'in the band' '0  *3'
row 'fewest households' '300  *600'
row 'most households' '1,200  *600'
check "900 households move" grep -q '900 moved (50.0 %)$' "$tmp/out"
expect "check of the plan" 0 '' "$sizhi" check plan.gpkg
row checked 'the proposed plan'
cp plan.gpkg first.gpkg
"$sizhi" plan row.gpkg --min 600 --max 600 --threads 2 -o plan.gpkg >"$tmp/out" 2>&1
check "the same input gives the same bytes" cmp first.gpkg plan.gpkg

cp row.gpkg self.gpkg
expect "plan into PROJECT itself" 0 '' "$sizhi" plan self.gpkg --min 600 --max 600
expect "it holds the plan" 0 '' "$sizhi" check self.gpkg
row checked 'the proposed plan'

expect "no plan: 1,800 cannot be divided" 3 '' "$sizhi" plan row.gpkg --min 700 \
    --max 800 -o bad.gpkg
check "the town is named" grep -q '^  error  .*城东街道' "$tmp/out"
expect "check finds what is wrong" 3 '' "$sizhi" check bad.gpkg
expect "no plan: a parcel above the maximum" 3 '' "$sizhi" plan row.gpkg --min 100 \
    --max 250 -o bad.gpkg

# Two parcels to a community: 1+2, 3+4, 5+6, which parts two pairs of neighbours; with
# a link from one end to the other three of six, in two ways; where the road between 2
# and 3 cuts, one pair less is there to be parted.
draw() {
    told=$1 edges=$2
    shift 2
    expect "sample $*" 0 '' "$sizhi" sample row.gpkg --min 600 --max 600 --chains 1 \
        --plans 20 -o drawn.csv "$@"
    check "$told" test "$(tail -n +2 drawn.csv | cut -d, -f4 | sort -u)" = "$edges"
}
draw "two pairs of neighbours are parted" 2
draw "a link makes a ring" 3 --link '#1,#6'
draw "a road that cuts parts none" 1 --cut-by arterial
draw "a locked border parts none" 1 --lock-border 青山路
expect "sample: a lock of nothing" 2 '^sizhi sample: no community of this name: --lock=x$' \
    "$sizhi" sample row.gpkg --lock x
expect "sample: a link of nothing" 2 \
    '^sizhi sample: no unit or parcel of this name: --link=#9$' "$sizhi" sample \
    row.gpkg --link '#1,#9'
smc() {
    "$sizhi" sample row.gpkg --min 600 --max 600 --method smc --plans 20 "$@"
}
expect "smc keeps checkpoints" 0 '' smc -o whole.csv --checkpoint smc.state
expect "smc goes on from them" 0 '' smc -o again.csv --resume smc.state
check "with the same rows" cmp whole.csv again.csv
check "which are there" test "$(wc -l <again.csv)" -eq 21

# The findings that FILE carries about its plan.
plan_findings() {
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(
        "select rule from findings where rule not like ?", ("import.%",)):
    print(*row)' "$1"
}
plan_findings bad.gpkg >"$tmp/out"
check "the project carries the findings" test -s "$tmp/out"
"$sizhi" plan bad.gpkg --min 600 --max 600 >/dev/null 2>&1
plan_findings bad.gpkg >"$tmp/out"
check "a better plan takes them away" test ! -s "$tmp/out"

expect "lock" 0 '' "$sizhi" plan row.gpkg --min 300 --max 1200 --lock 东关社区 \
    -o lock.gpkg
check "nothing needs to move" grep -q ' 0 moved (0.0 %)$' "$tmp/out"
expect "lock by town" 0 '' "$sizhi" plan row.gpkg --min 300 --max 1200 \
    --lock 城东街道/东关社区 -o lock.gpkg
expect "locks stay in the project" 3 '' "$sizhi" plan lock.gpkg --min 600 --max 600 \
    -o still.gpkg
expect "--unlock" 0 '' "$sizhi" plan lock.gpkg --unlock --min 600 --max 600 -o free.gpkg
expect "lock of nobody" 2 '^sizhi plan: no community of this name: --lock=西关$' \
    "$sizhi" plan row.gpkg --lock 西关

# The rules of a policy reach the plan, options prevail, and contradictions are named.
expect "--policy and --set" 0 '' "$sizhi" plan row.gpkg --policy yangzhou2022 \
    --set size.min=600 --set size.max=600 -o policy.gpkg
row 'in the band' '0  *3'
row size.max '600  *--set'
row count.planned 'full  *yangzhou2022:[0-9]*  *三（一）“将其计入入住户数”'
expect "an option prevails" 0 '' "$sizhi" plan row.gpkg --min 600 --max 600 -o own.gpkg
row size.min '1000  *law2026:[0-9]*  *第三条  *instead --min=600'
metadata() {
    python3 -c 'import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).execute(
        "select value from metadata where key = ?", (sys.argv[2],)).fetchone())' "$@"
}
check "the policy is in the metadata" test "$(metadata policy.gpkg policy)" = yangzhou2022
check "the count basis is" test "$(metadata policy.gpkg basis)" = housing_units
expect "an option against the policy" 2 \
    '^sizhi plan: the minimum is above the maximum: size.min = 1000 (law2026, line [0-9]*) --max=900$' \
    "$sizhi" plan row.gpkg --max 900
expect "an option against --set" 2 \
    '^sizhi plan: --max=700 and --set size.max=600 decide the same: give one of them$' \
    "$sizhi" plan row.gpkg --max 700 --set size.min=500 --set size.max=600
expect "a target outside the band" 2 \
    'target lies outside the band: size.target = 3000 (yaohai2020, line [0-9]*) --max=2500$' \
    "$sizhi" plan row.gpkg --policy yaohai2020 --max 2500
expect "no such policy" 1 'no policy yangzho2022 (did you mean yangzhou2022?)$' \
    "$sizhi" plan row.gpkg --policy yangzho2022

# Links as a table: 地块1 and 地块6 are the ends of the row.
printf 'reason,a,b\n"摆渡, 每日",地块1,#6\n' >links.csv
expect "--links" 0 '' "$sizhi" plan row.gpkg --min 600 --max 600 --links links.csv \
    --hold 地块6 -o linked.gpkg
check "why they connect" grep -qx '  地块1,#6: 摆渡, 每日' "$tmp/out"
printf 'a,b\n地块1,地块9\n' >links.csv
expect "--links of nothing" 2 'links=地块9$' "$sizhi" plan row.gpkg --links links.csv
check "the line is named" grep -q 'links.csv, line 2$' "$tmp/err"
printf 'a,b\n地块1,\n' >links.csv
expect "--links of one" 1 'links.csv, line 2: a link needs two' "$sizhi" plan row.gpkg \
    --links links.csv
expect "--links of no file" 1 'none.csv: ' "$sizhi" plan row.gpkg --links none.csv

# Further layers of units: 网格一 is 地块1 and 地块2, 网格二 地块3 and 地块4; 甲小区 is
# 地块4 and 地块5, so it holds 网格二 and 地块5 together.
squares() { # NAME FROM TO ...: the squares FROM to TO as one polygon
    comma=''
    printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},"features":['
    while [ $# -gt 0 ]; do
        west=$((540000 + 100 * ($2 - 1))) east=$((540000 + 100 * $3))
        printf '%s{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%d,3500000],[%d,3500000],[%d,3500100],[%d,3500100],[%d,3500000]]]}}' \
            "$comma" "$1" $west $east $east $west $west
        comma=,
        shift 3
    done
    printf ']}\n'
}
squares 网格一 1 2 网格二 3 4 >grids.geojson
squares 甲小区 4 5 >estates.geojson
expect "import --keep" 0 '' "$sizhi" import --parcels "$row/parcels.geojson" \
    --lines "$row/lines.geojson" --map-crs EPSG:4549 --keep grids.geojson:grid \
    -o grids.gpkg
row parcels '6, 0.06 km2'
row units 2
expect "grids that the plan can keep" 0 '' "$sizhi" plan grids.gpkg --min 600 --max 600 \
    -o kept.gpkg
expect "check knows them" 0 '' "$sizhi" check kept.gpkg
row units 2
expect "as GeoJSON" 0 '' "$sizhi" export kept.gpkg -o kept --format GeoJSON
expect "check of that" 0 '' "$sizhi" check kept
row units 2
expect "import of two layers" 0 '' "$sizhi" import --parcels "$row/parcels.geojson" \
    --lines "$row/lines.geojson" --map-crs EPSG:4549 --keep grids.geojson:grid \
    --keep estates.geojson:estate -o layers.gpkg
row units 3
check "units at odds are named" grep -q '网格二 lies partly in estate 甲小区' "$tmp/out"
expect "they stay together" 3 '' "$sizhi" plan layers.gpkg --min 600 --max 600 -o x.gpkg
check "what is too large is named" grep -q '网格二 alone has 900 households' "$tmp/out"
expect "unless the policy lets grids be cut" 0 '' "$sizhi" plan layers.gpkg \
    --set keep.whole=estate --min 300 --max 900 -o x.gpkg
expect "a cut grid is found" 3 '' "$sizhi" check "$(python3 -c 'import sqlite3, shutil
shutil.copy("kept.gpkg", "cut.gpkg")
db = sqlite3.connect("cut.gpkg")
for name in [row[0] for row in db.execute("select name from sqlite_master where type = ?",
                                          ("trigger",)).fetchall()]:
    db.execute("drop trigger " + name)
db.execute("update parcels set proposed = (select proposed from parcels where "
           "parcel = 6) where parcel = 4")
db.commit()
print("cut.gpkg")')"
check "and named" grep -q "unit '网格二' is cut" "$tmp/out"
expect "--keep without a kind" 2 'reads FILE:KIND, as in grids.geojson:grid: grids.geojson$' \
    "$sizhi" import --parcels "$row/parcels.geojson" --keep grids.geojson -o y.gpkg

for field in class state; do
    python3 -c 'import sqlite3, shutil, sys
shutil.copy("plan.gpkg", "word.gpkg")
db = sqlite3.connect("word.gpkg")
for row in db.execute("select name from sqlite_master where type = ?", ("trigger",)).fetchall():
    db.execute("drop trigger " + row[0])
assert db.execute(f"update barriers set {sys.argv[1]} = ?", ("dyke",)).rowcount > 0
db.commit()' $field
    expect "a $field that nobody knows" 1 "word.gpkg', layer 'barriers', feature .*: $field 'dyke' is n" \
        "$sizhi" describe word.gpkg
done

expect "map" 0 '' "$sizhi" map plan.gpkg -o a.pdf -o a.svg -o a.png
check "map: PDF" sh -c 'head -c 5 a.pdf | grep -q "^%PDF-"'
check "map: SVG" grep -q '<svg' a.svg
if command -v pdffonts >/dev/null; then
    pdffonts a.pdf | sed '1,2d' >fonts
    check "map: fonts in the PDF" test -s fonts
    check "map: all of them embedded subsets" sh -c "! grep -v ' yes yes ' fonts"
else
    skip "map: fonts in the PDF" "no pdffonts here"
fi
check "map: PNG" sh -c 'head -c 4 a.png | grep -q PNG'
expect "map: one community" 0 '' "$sizhi" map plan.gpkg -o one.svg --community 柳园社区
check "map: its sentence says how many live there" grep -q 辖区户数 one.svg
expect "map: one community for the public" 0 '' "$sizhi" map plan.gpkg -o open.svg --public \
    --community 柳园社区
check "map: not so for the public" sh -c 'grep -q 四至： open.svg && ! grep -q 户数[0-9] open.svg'
expect "map: none of this name" 2 'has this name: --community=庚$' "$sizhi" map plan.gpkg \
    -o none.svg --community 庚
check "and no file" test ! -e none.svg
expect "map: atlas" 0 '' "$sizhi" map plan.gpkg -o atlas.pdf --atlas --json
check "a sheet for each, and four" grep -q '"sheets": 7' "$tmp/out"
expect "map: one or all" 2 'exclude each other' "$sizhi" map plan.gpkg -o x.pdf --atlas \
    --community 柳园社区
expect "map: an atlas is a .pdf" 2 'atlas.png: an atlas.s file must end in .pdf' \
    "$sizhi" map plan.gpkg -o atlas.png --atlas
expect "map: other ending" 2 'a\.bmp' "$sizhi" map plan.gpkg -o a.bmp
check "map: no file of another ending" test ! -e a.bmp

for how in "shp:ESRI Shapefile" "json:GeoJSON" "fgb:FlatGeobuf"; do
    expect "export $how" 0 '' "$sizhi" export plan.gpkg -o "${how%%:*}" \
        --format "${how#*:}"
    expect "check of $how" 0 '' "$sizhi" check "${how%%:*}"
    row checked 'the proposed plan'
    row households 1,800
done
expect "export GBK" 0 '' "$sizhi" export plan.gpkg -o gbk.shp --layer communities \
    --encoding GBK
check "GBK is stated" grep -qi 'GBK\|936' gbk.cpg
check "the name is in GBK" grep -qa "$(printf '\266\253\271\330')" gbk.dbf
expect "export: no such layer" 2 'nolayer' "$sizhi" export plan.gpkg -o x.geojson \
    --layer nolayer
expect "export: unknown ending" 2 'x\.abc' "$sizhi" export plan.gpkg -o x.abc

for command in "check plan.gpkg" "export plan.gpkg -o e.geojson --layer parcels" \
    "map plan.gpkg -o j.png" "plan row.gpkg --min 600 --max 600 -o j.gpkg" \
    "import --parcels $row/parcels.geojson -o j.gpkg"; do
    # shellcheck disable=SC2086 # a command line
    expect "${command%% *} --json" 0 '' "$sizhi" $command --json
    check "${command%% *} --json is JSON" python3 -m json.tool "$tmp/out"
done
finish
