#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# What sizhi audit reads and writes, on the six parcels of testdata/row, 100 m and 300
# households each: 东关社区 has the first four and an office in the middle of the second.
# usage: audit_cli.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
row=$source/testdata/row

crs='"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}'
# box NAME FIELDS FROM TO: a community, in metres from the west end
box() {
    printf '{"type":"Feature","properties":{"community":"%s","town":"城东街道"%s},' "$1" "$2"
    printf '"geometry":{"type":'
    printf '"Polygon","coordinates":[[[%d,3500000],[%d,3500000],[%d,3500100],' \
        $((540000 + $3)) $((540000 + $4)) $((540000 + $4))
    printf '[%d,3500100],[%d,3500000]]]}}' $((540000 + $3)) $((540000 + $3))
}
{
    echo "{\"type\":\"FeatureCollection\",$crs,\"features\":["
    box 东关社区 ',"households":1250,"population":3000' 0 400; echo ,
    box 柳园社区 ',"households":300,"population":900' 400 500; echo ,
    box 长河社区 '' 500 600
    echo ']}'
} >table.geojson
{
    echo "{\"type\":\"FeatureCollection\",$crs,\"features\":[{\"type\":\"Feature\","
    echo '"properties":{"name":"东关居委会","community":"东关社区","floor_m2":320.5,'
    echo '"staff":11},"geometry":{"type":"Point","coordinates":[540150,3500050]}}]}'
} >offices.geojson
sed 's/"name": "地块2"/&, "unit": "商业街", "kind": "商业"/' "$row/parcels.geojson" \
    >parcels.geojson
"$sizhi" import --parcels parcels.geojson --communities table.geojson \
    --lines "$row/lines.geojson" --offices offices.geojson --map-crs EPSG:4549 \
    -o row.gpkg >"$tmp/out" 2>&1

# ---- the first page, and sums ----
expect "audit" 0 '' "$sizhi" audit row.gpkg
check "communities and households" grep -q '^3 communities with 1,800 households' \
    "$tmp/out"
check "size" grep -qx 'size: 1 in the band, 0 too large, 2 too small' "$tmp/out"
check "ground" grep -qx 'ground: 0 parts apart, 0 gaps with 0 households, 0 overlaps' \
    "$tmp/out"
check "tables that do not add up: both figures, both files" grep -q \
    '东关社区: table.geojson gives it 1250 households, parcels.geojson adds up to 1200' \
    "$tmp/out"
check "what adds up is not told" sh -c "! grep -q '柳园社区: table' '$tmp/out'"
check "nobody counted people" sh -c "! grep -q 'people' '$tmp/out'"

# ---- ground without communities: there are lines, but no borders ----
sed 's/"community": "[^"]*", //' "$row/parcels.geojson" >bare.geojson
"$sizhi" import --parcels bare.geojson --lines "$row/lines.geojson" --map-crs EPSG:4549 \
    -o bare.gpkg >"$tmp/out" 2>&1
expect "no communities yet" 3 '' "$sizhi" audit bare.gpkg
check "no borders" grep -qx 'borders: none, there are no communities' "$tmp/out"

# ---- a plan is held against what it was made with ----
expect "a plan with a band of its own" 0 '' "$sizhi" plan row.gpkg --min 500 --max 700 \
    --set detached.today=clear -o band.gpkg
expect "--plan=present" 0 '' "$sizhi" audit band.gpkg --plan=present --csv band.csv
check "1200 of 500 to 700 are too many, 300 too few" \
    grep -qx 'size: 0 in the band, 1 too large, 2 too small' "$tmp/out"
check "and where that band comes from" \
    grep -q "东关社区,1200,700,.*,the plan's options,,$" band.csv
expect "--set prevails" 0 '' "$sizhi" audit band.gpkg --plan=present --set size.max=1200
check "as is known" grep -qx 'size: 1 in the band, 0 too large, 2 too small' "$tmp/out"
expect "a policy that is given" 0 '' "$sizhi" audit band.gpkg --plan=present \
    --policy law2026
check "is taken as it is" grep -qx 'size: 1 in the band, 0 too large, 2 too small' \
    "$tmp/out"
expect "what contradicts it" 1 'size.min = 500 (the plan.s options), but size.max = 400' \
    "$sizhi" audit band.gpkg --set size.max=400
expect "an audit keeps it" 0 '' "$sizhi" audit band.gpkg -o kept.gpkg
expect "so that it is told again" 0 '' "$sizhi" report kept.gpkg -o kept.csv
check "in the document's table" grep -q '^size.min,[^,]*,500,,,' kept.csv/basis.csv
printf '[meta]\nextends = law2026\ntitle = 本地\n' >own.ini
expect "a policy of one's own" 0 '' "$sizhi" plan row.gpkg --policy own.ini --min 500 \
    --max 700 -o own.gpkg
expect "is not taken for another" 1 'policy own, which is a file; name it with --policy' \
    "$sizhi" audit own.gpkg
expect "and is found by its name" 0 '' "$sizhi" audit own.gpkg --policy own.ini

# ---- findings as a table ----
expect "--csv" 0 '' "$sizhi" audit row.gpkg --csv findings.csv
printf '\357\273\277rule,level,town,community,value,bound,message,x,y,source,clause,waiver\n' \
    >head.csv
head -n 1 findings.csv >first.csv
check "its columns" cmp head.csv first.csv
check "a finding, placed" grep -q \
    '^size.below,warn,城东街道,柳园社区,300,1000,.*,540450,3500050,law2026:[0-9]*,' \
    findings.csv
total=$("$sizhi" audit row.gpkg --json | grep -c '"rule"')
check "a row for each finding" test "$(wc -l <findings.csv)" -eq $((total + 1))
expect "--csv into no directory" 1 "no/such" "$sizhi" audit row.gpkg --csv no/such/f.csv
mkdir taken.csv
echo kept >taken.csv/inside
expect "--csv in the place of a directory" 1 "'.*taken.csv' is a directory" "$sizhi" \
    audit row.gpkg --csv taken.csv
check "the directory stays" grep -qx kept taken.csv/inside
check "and nothing beside it" test -z "$(find . -maxdepth 1 -name '.sizhi-*')"

# ---- sites ----
printf 'name,x,y\n西,540010,3500050\n中,540200,3500050\n外,541000,3500050\n' >sites.csv
expect "--sites" 0 '' "$sizhi" audit row.gpkg --sites sites.csv --crs EPSG:4549 \
    --tables tables
# from the middle 150, 50, 50, 150 m; from the office 100, 0, 100, 200 m
check "the best site" grep -qx "城东街道,东关社区,2,中,,540200.00,3500050.00,100.00,150.00,\
0,100.00,200.00,0" tables/sites.csv
expect "--site-kinds" 0 '' "$sizhi" audit row.gpkg --site-kinds 商业 --tables kinds
check "a parcel of that kind" grep -qx "城东街道,东关社区,1,[^,]*,,540150.00,3500050.00,\
100.00,200.00,0,100.00,200.00,0" kinds/sites.csv
expect "--site-for missing" 0 '' "$sizhi" audit row.gpkg --sites sites.csv \
    --crs EPSG:4549 --site-for missing --tables missing
check "東关 has an office" sh -c "! grep -q 东关社区 missing/sites.csv"
expect "both kinds of sites" 2 'give --sites or --site-kinds' "$sizhi" audit row.gpkg \
    --sites sites.csv --site-kinds 商业

# ---- distances: 青山路 lies between the second parcel and the third ----
expect "--distance network" 0 '' "$sizhi" audit row.gpkg --distance network \
    --set reach.farthest=141
check "along the road: twice 50 by 50 m" grep -q '东关社区.* 141 m' "$tmp/out"
check "no road leads from the first and the fourth" grep -q '东关社区.* 600 households' \
    "$tmp/out"
expect "--distance straight" 0 '' "$sizhi" audit row.gpkg --distance straight \
    --set reach.farthest=141 --set reach.distance=network
check "as the crow flies" grep -q '东关社区.* 200 m' "$tmp/out"

# ---- workers and premises ----
expect "--tables" 0 '' "$sizhi" audit row.gpkg --tables tables --set staff.quota=18 \
    --set staff.min=2 --set staff.max=20 --set office.min_m2=600
check "workers by households" grep -qx '城东街道,东关社区,1200,,11,12,,,1' tables/staff.csv
check "premises" grep -q \
    '^城东街道,东关社区,1200,城市,1,0,320.50,600.00,office.min_m2,279.50,.*,不达标$' \
    tables/premises.csv
check "what is not wanted goes" test -e tables/staff.csv

# ---- detached land ----
sed '/地块5/s/柳园社区/东关社区/; /地块4/s/东关社区/柳园社区/' "$row/parcels.geojson" \
    >apart.geojson
"$sizhi" import --parcels apart.geojson --map-crs EPSG:4549 -o apart.gpkg \
    >"$tmp/out" 2>&1
expect "--detached-csv" 3 '' "$sizhi" audit apart.gpkg --detached-csv list.csv
check "its row" grep -q '^1,城东街道,东关社区,1,10000.00,300,.*,多个社区,否,,100.00,待清理,,,,' \
    list.csv
sed 's/待清理,,,,/历史遗留,,,,/' list.csv >stay.csv
expect "no reason" 1 'stay.csv, line 2' "$sizhi" audit apart.gpkg --register stay.csv
sed 's/待清理,,,,/历史遗留,旧村,街道,2026-03-01,/' list.csv >stay.csv
expect "on record" 0 '1 parts may stay, 0 are to be cleared' "$sizhi" audit apart.gpkg \
    --register stay.csv -o kept.gpkg
check "waived" grep -q 'waived: 旧村 (街道, 2026-03-01)' "$tmp/out"
expect "the project keeps it" 0 'may stay' "$sizhi" audit kept.gpkg
expect "to be cleared again, for no reason" 3 '0 parts may stay, 1 are to be cleared' \
    "$sizhi" audit kept.gpkg --register list.csv

# ---- profiles that will not do name the line ----
profile() {
    printf '[meta]\ntitle = 本区\nextends = law2026\n%s' "$2" >"$1"
}
profile a.ini '[size]
min = 4000
'
expect "min above max" 1 'a.*line 5.*law2026, line 16' "$sizhi" audit row.gpkg \
    --policy a.ini
profile b.ini '[staff]
min = 10
quota = 9
'
expect "a quota below one community" 1 'line 5.*line 6' "$sizhi" audit row.gpkg \
    --policy b.ini
profile c.ini '[size]
maxx = 3000
'
expect "an unknown key" 1 'c.ini, line 5.*size.max' "$sizhi" audit row.gpkg --policy c.ini
profile d.ini '[size]
max = many
'
expect "a bad value" 1 'd.ini, line 5.*many' "$sizhi" audit row.gpkg --policy d.ini

profile e.ini '[stages]
动员准备 = 2026-01-01..2026-13-01
'
expect "no such month" 1 'e.ini, line 5.*2026-13-01' "$sizhi" audit row.gpkg --policy e.ini
profile f.ini '[stages]
动员准备 = 2026-03-01..2026-02-01
'
expect "a stage that ends before it begins" 1 'f.ini, line 5' "$sizhi" audit row.gpkg \
    --policy f.ini
profile g.ini '[waiver]
rule = size.below
community = 柳园社区
'
expect "a waiver without a reason" 1 'g.ini, line 5.*size.below.*reason' "$sizhi" audit \
    row.gpkg --policy g.ini
printf '[meta]\ntitle = 本区\nextends = law2025\n' >h.ini
expect "extends nothing there is" 1 'h.ini, line 3.*law2026' "$sizhi" audit row.gpkg \
    --policy h.ini
printf '[meta]\ntitle = 本区\nextends = none.ini\n' >i.ini
expect "extends no file" 1 'i.ini, line 3.*none.ini' "$sizhi" audit row.gpkg --policy i.ini

# ---- the page tells of every rule, and of none that is not there ----
sed -n '/^# RULES OF THE DOCUMENTS/,/^# WORKERS/p' "$source/man/sizhi-audit.1.scd" |
    tr -d '\134' >section # the pages' backslashes
sed -n 's/.*"level\.\([a-z_.0-9]*\)".*/\1/p' "$source/lib/policy/rules.c" | sort -u >rules
check "there are rules" test "$(wc -l <rules)" -gt 50
missing=
while read -r rule; do
    grep -qw -F -e "$rule" section || missing="$missing $rule"
done <rules
echo "$missing" >"$tmp/out"
check "every rule is in the table of the page" test -z "$missing"
grep -oE '\b(size|part|cover|border|shape|unit|town|reach|office|staff|resettle|name|sum)\.[a-z_0-9]+' \
    section | sort -u >told
sed -n 's/.*{ "\([a-z_.0-9]*\)", SZ_TYPE.*/\1/p' "$source/lib/policy/keys.c" |
    sort -u - rules >known
comm -23 told known >"$tmp/out"
check "the page tells of no other" test ! -s "$tmp/out"
missing=
sed -n '/^# KINDS/,/^# LEVELS/p' "$source/man/sizhi-policy.5.scd" | tr -d '\134' >section
grep -o '{ "[^"]*"' "$source/lib/policy/kinds.c" | cut -d'"' -f2 | sort -u >kinds
while read -r kind; do
    grep -qw -F -e "$kind" section || missing="$missing $kind"
done <kinds
echo "$missing" >"$tmp/out"
check "every kind is in the page of policies" test -z "$missing"

finish
