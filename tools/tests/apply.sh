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
check "what the merger breaks" grep -q '^1  + ' "$tmp/out"
check "what it mends" grep -q '^1  - warn size.above' "$tmp/out"
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

expect "units are not cut" 0 '' "$sizhi" apply town.gpkg good.txt --cut -o uncut.gpkg
check "nothing was cut" sh -c "cmp new.gpkg uncut.gpkg"

# names that are handed on
printf 'rename 學府里 to "三里"\nrename 龍門里 to 學府里\n' >chain.txt
expect "a chain of names" 0 '' "$sizhi" apply town.gpkg chain.txt -o chain.gpkg
expect "is read again" 0 '^\(read back\|sides\):' "$sizhi" describe chain.gpkg
check "and said" grep -q '^學府里更名为“三里”。$' "$tmp/out"
printf 'rename 龍門里 to "三里"\nfound 龍門里\nmove parcel 1 to 龍門里\n' >again.txt
expect "a name laid down and taken up" 0 '' "$sizhi" apply town.gpkg again.txt -o again.gpkg
check "what the new one breaks" grep -q '^3  + warn size.below: 龍門里 has 81 house' "$tmp/out"
check "a name alone changes nothing" test "$(grep -c '^1  [-+~]' "$tmp/out")" -eq 0
expect "that is read again" 0 '^\(read back\|sides\):' "$sizhi" describe again.gpkg
"$sizhi" check again.gpkg >"$tmp/out" 2>&1
check "and what is stored is so" sh -c "! grep -q 'check.stored' '$tmp/out'"
printf 'rename 龍門里 to "三"\nrename 三 to "龍里"\n' >rule.txt
expect "a name against a rule" 0 '' "$sizhi" apply town.gpkg rule.txt --dry-run \
    --set level.name.ordinal=warn
check "what a name breaks" grep -q '^1  + warn name.ordinal: 三 ' "$tmp/out"
check "what a name mends" grep -q '^2  - warn name.ordinal: 三 ' "$tmp/out"

# a line through parcels: told, cut, and every household kept
nanjing=$source/testdata/nanjing_xinjiekou
"$sizhi" import --lines "$nanjing/lines.geojson" \
    --households "$nanjing/households_proxy.csv" -o lines.gpkg >"$tmp/out" 2>&1
printf 'found 甲\n将空白区域中山东路以南区域划入甲。\n' >south.txt
expect "parcels are cut" 0 '^parcel [0-9]* (.* households, .* m2) is cut along 中山东路$' \
    "$sizhi" apply lines.gpkg south.txt --cut -o cut.gpkg
check "into how many" grep -q '^[0-9]* new parcels, numbered from 151; households' "$tmp/err"
"$sizhi" check cut.gpkg --json >"$tmp/out" 2>&1
check "no household is lost" grep -q '"households": 35760' "$tmp/out"
# 洪武路, drawn on, crosses the border that two parcels share: both are cut there
printf 'found 甲\n将空白区域中山东路以北、洪武路以西区域划入甲。\n' >west.txt
expect "a border that two share" 0 '' "$sizhi" apply lines.gpkg west.txt --cut --json -o both.gpkg
cp "$tmp/out" west.json
"$sizhi" check both.gpkg --json >"$tmp/out" 2>&1
check "no household is lost there" grep -q '"households": 35760' "$tmp/out"
expect "what would be cut" 0 'runs through 7 parcels with 2917 .*: 9 (about 0 of 68 households here), ' \
    "$sizhi" apply lines.gpkg south.txt --dry-run
"$sizhi" apply lines.gpkg south.txt --dry-run --json >whole.json
"$sizhi" apply lines.gpkg south.txt --dry-run --json --cut >south.json
mkdir cuts
cp south.txt west.txt good.txt cuts
printf 'found 甲\n将空白区域中山东路以南区域划入甲\nmove parcels 9 to 甲\n' >cuts/number.txt
printf 'found 甲\nmove parcels 1-3 to 甲\n' >cuts/plain.txt
expect "a folder of scripts that cut" 3 '' "$sizhi" apply lines.gpkg --batch cuts --cut -o cuts.json
expect "one thread cuts them" 3 '' env OMP_NUM_THREADS=1 "$sizhi" apply lines.gpkg \
    --batch cuts --cut -o one.json
check "threads change nothing of it" cmp cuts.json one.json
cat >cuts.py <<'END'
import json
def load(name):
    return json.load(open(name, encoding="utf-8"))
rows = {r["script"]: r for r in load("cuts.json")}
for name in ("south", "west"):
    one, row = load(name + ".json"), rows[name + ".txt"]
    move = one["statements"][1]
    assert row["applied"] and row["first"] == "" and row["cut"] > 0
    assert row["cut"] == len({c["parcel"] for c in one["cuts"]}) <= len(one["new_parcels"])
    assert row["households"] == move["households"] and row["parcels"] == move["parcels"]
    gone = {c["parcel"]: (c["households"] - c["households_left"],
                          c["area_m2"] - c["area_left_m2"]) for c in one["cuts"]}
    new = [(p["households"], p["area_m2"]) for p in one["new_parcels"]]
    assert sum(g[0] for g in gone.values()) == sum(p[0] for p in new)
    assert abs(sum(g[1] for g in gone.values()) - sum(p[1] for p in new)) < 10
assert rows["plain.txt"]["applied"] and rows["plain.txt"]["cut"] == 0
assert not rows["good.txt"]["applied"] and rows["good.txt"]["first"]
assert "named by its number" in rows["number.txt"]["first"]
crossed = load("whole.json")["statements"][1]["crossed"]
assert {c["parcel"] for c in crossed} == {c["parcel"] for c in load("south.json")["cuts"]}
assert all(c["name"] == "中山东路" and c["unit"] is None for c in crossed)
END
check "the table and the reports agree" python3 cuts.py

# drafts of notices
"$sizhi" describe new.gpkg >notice.txt 2>agreement.txt
check "how much reads back is no part of the notice" grep -q '^sides: ' agreement.txt
expect "our own notice agrees" 0 '' "$sizhi" describe town.gpkg --lint notice.txt
printf '一、方案\n撤销XX里。\n（一）将龍門里不存在路以南划入學府里。\n學府里保持不变，户数1户。\n' >draft.txt
expect "a draft that is wrong" 3 '' "$sizhi" describe town.gpkg --lint draft.txt
check "what is masked" grep -q '^draft.txt:2:3: masked: XX里 is masked' "$tmp/out"
check "what is not understood" \
    grep -q '^draft.txt:3:8: not understood: the data have no line called 不存在路' "$tmp/out"
check "what contradicts" grep -q '^draft.txt:4:.*contradicts: 學府里 has .* households, not 1$' \
    "$tmp/out"
expect "a draft as JSON" 3 '' "$sizhi" describe town.gpkg --lint draft.txt --json
check "JSON counts" grep -q '"masked": *1' "$tmp/out"

mkdir scripts
cp good.txt scripts/a.txt
cp bad.txt scripts/b.txt
cp good.txt scripts/c.txt
echo mine >table.csv.part
expect "a folder" 3 '' "$sizhi" apply town.gpkg --batch scripts -o table.csv
check "a file of the user's stays" grep -qx mine table.csv.part
check "and is the only one beside it" test "$(ls -d table.csv*)" = "table.csv
table.csv.part"
check "a row for each" test "$(wc -l <table.csv)" -eq 4
check "the bad one does not stop the rest" grep -q '^c.txt,1,2,0,' table.csv
check "the bad one says why" grep -q '^b.txt,0,.*2:5: the data have no line' table.csv
expect "one thread" 3 '' env OMP_NUM_THREADS=1 "$sizhi" apply town.gpkg \
    --batch scripts -o table1.csv
check "threads change nothing" cmp table.csv table1.csv
check "what was not applied has no figures" grep -q '^b.txt,0,0,0,,,,,,0,1,' table.csv
check "the plan is held against the policy" grep -q '^a.txt,1,2,0,52,40,[0-9]*,3480,' \
    table.csv
expect "the same as JSON" 3 '' "$sizhi" apply town.gpkg --batch scripts -o table.json
expect "the same as a spreadsheet" 3 '' env SOURCE_DATE_EPOCH=1700000000 "$sizhi" apply \
    town.gpkg --batch scripts -o table.xlsx
cp table.xlsx once.xlsx
run env SOURCE_DATE_EPOCH=1700000000 LC_ALL=de_DE.UTF-8 "$sizhi" apply town.gpkg \
    --batch scripts -o table.xlsx
check "the same bytes again" cmp once.xlsx table.xlsx
cat >read.py <<'END'
import json, re, zipfile
from xml.etree import ElementTree
book = zipfile.ZipFile("table.xlsx")
ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
texts = ["".join(t.text for t in s.iter("{%s}t" % ns["m"]))
         for s in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
pane = sheet.find(".//m:pane", ns)
assert pane.get("state") == "frozen" and pane.get("ySplit") == "1"
rows = []
for row in sheet.findall(".//m:row", ns):
    cells = {}
    for c in row.findall("m:c", ns):
        value = c.find("m:v", ns).text
        cells[re.match("[A-Z]+", c.get("r")).group()] = (
            texts[int(value)] if c.get("t") == "s" else
            value == "1" if c.get("t") == "b" else float(value))
    rows.append(cells)
table = json.load(open("table.json", encoding="utf-8"))
assert len(rows) == len(table) + 1
columns = [chr(65 + i) for i in range(22)]
assert len(rows[0]) == 22
for cells, want in zip(rows[1:], table):
    for column, value in zip(columns, want.values()):
        got = cells.get(column)
        if value in (None, ""):
            assert got is None, (column, got)
        elif isinstance(value, str) or isinstance(value, bool):
            assert got == value and type(got) is type(value), (column, got, value)
        else:
            assert abs(got - value) <= 0.006, (column, got, value)
END
check "a header that stands, cells with types, the figures of the JSON" python3 read.py
mkdir gbk
cp good.txt "gbk/$(printf '\267\275\260\270.txt')" # 方案 in GBK
expect "a name in GBK, as JSON" 0 '' "$sizhi" apply town.gpkg --batch gbk -o table.json
expect "the same as a spreadsheet" 0 '' "$sizhi" apply town.gpkg --batch gbk -o table.xlsx
check "both can be read" python3 read.py
check "a mark for each byte that is no text" grep -q '"����.txt"' table.json
expect "no such folder" 1 'none cannot be read' "$sizhi" apply town.gpkg --batch none
finish
