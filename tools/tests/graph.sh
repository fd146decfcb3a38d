#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# sizhi plan --graph: known optima, every result audited from the files alone, what is
# said of bad input.
# usage: graph.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
data=$source/testdata/graphs
cp "$data"/*.csv .

# audit NAME MIN MAX OUT: recompute the cut, sizes and parts of a --json result.
cat >audit.awk <<'AWK'
FILENAME ~ /assignment/ { of[$1] = $2; next }
FILENAME ~ /nodes/ { if (FNR > 1) { sum[of[$1]] += $4; n++; boss[$1] = $1 } next }
FNR > 1 {
    if (of[$1] != of[$2]) { cut++; next }
    a = $1; b = $2
    while (boss[a] != a) a = boss[a]
    while (boss[b] != b) b = boss[b]
    boss[b] = a
}
END {
    for (v in boss) if (boss[v] == v) parts[of[v]]++
    for (c in sum) { k++; if (sum[c] < min || sum[c] > max || parts[c] != 1) bad = 1 }
    print n, k, cut, bad ? "broken" : "kept"
}
AWK
audit() {
    tr -d ' \n' <"$4" | sed 's/.*"assignment":\[//; s/\].*//; s/},{/}\n{/g' |
        sed 's/{"id":\([0-9]*\),"community":\([0-9]*\)}/\1,\2/' >assignment.csv
    echo >>assignment.csv
    awk -F, -v min="$2" -v max="$3" -f audit.awk assignment.csv "$1.nodes.csv" \
        "$1.edges.csv"
}

# known.csv: state,level,n,m,total,k,L,U,contiguity,best,...
while IFS=, read -r state level n _ total k low high _ best _; do
    name=${state}_$level best=${best%.0}
    case $name in AL_county | KS_county | NE_county | NH_tract) ;; *) continue ;; esac
    expect "$name" 0 '' "$sizhi" plan --graph "$name.nodes.csv,$name.edges.csv" \
        --communities "$k" --min "$low" --max "$high" --allow-enclaves \
        --weight cut_edges=1 --json
    cp "$tmp/out" result.json
    check "$name: fewest cut edges, in the band, each in one part" \
        test "$(audit "$name" "$low" "$high" result.json)" = "$n $k $best kept"
    check "$name: the figures are those of the result" sh -c "
        grep -q '\"feasible\": true' result.json &&
        grep -q '\"cut_edges\": $best,' result.json &&
        grep -q '\"households\": $total,' result.json &&
        grep -q '\"moved\": 0,' result.json && grep -q '\"seed\": 1,' result.json &&
        grep -q '\"result\": $best.000,' result.json &&
        grep -q '\"seconds\": [0-9]' result.json"
done <known.csv

graph() {
    "$sizhi" plan --graph NE_county.nodes.csv,NE_county.edges.csv --communities 3 \
        --min 605737 --max 611824 "$@"
}
graph --json --threads 1 --iterations 3000 | grep -v '"seconds"' >one.json
graph --json --threads 4 --iterations 3000 | grep -v '"seconds"' >four.json
check "any number of threads: the same bytes" cmp one.json four.json
expect "as text" 0 '' graph
check "text tells the cut" grep -q '3 communities, 19 of 231 edges cut' "$tmp/out"
check "text lists three communities" test "$(grep -c ' new$' "$tmp/out")" -eq 3

expect "no plan: seven do not fit" 3 '' graph --communities 7 --json
check "it says so" grep -q '"feasible": false' "$tmp/out"
check "with a reason" grep -q '"rule": "plan.number-impossible"' "$tmp/out"

# A path of four, from today's plan; ids that are no numbers.
cat >path.csv <<'END'
id,households,community,locked
东,100,甲,0
南,100,甲,0
西,100,甲,1
北,100,乙,0
END
printf 'a,b\n东,南\n南,西\n西,北\n' >links.csv
expect "a node held" 0 '' "$sizhi" plan --graph path.csv,links.csv --min 200 --max 200 \
    --json
check "the three others change places" grep -q '"moved": 300,' "$tmp/out"
sed -i 's/西,100,甲,1/西,100,甲,0/' path.csv
expect "from today's plan" 0 '' "$sizhi" plan --graph path.csv,links.csv --min 200 \
    --max 200 --json
check "one node moves" grep -q '"moved": 100,' "$tmp/out"
check "ids stay texts" grep -q '"id": "西"' "$tmp/out"
check "communities keep their names" grep -q '"name": "乙"' "$tmp/out"
cp path.csv 'odd,path.csv'
expect "a comma in a file's name" 0 '' "$sizhi" plan --graph odd,path.csv,links.csv \
    --min 200 --max 200

wrong() {
    name=$1 want=$2 pattern=$3
    shift 3
    expect "$name" "$want" "$pattern" "$sizhi" plan "$@"
}
wrong "one file" 2 '^sizhi plan: a graph reads NODES,EDGES' --graph path.csv
wrong "a project too" 2 'not expected with --graph: x.gpkg' x.gpkg \
    --graph path.csv,links.csv
wrong "an option of projects" 2 'needs a project, not a graph: --lock' \
    --graph path.csv,links.csv --lock 甲
wrong "no such file" 1 'absent.csv cannot be opened' --graph absent.csv,links.csv
printf 'a,b\n东,南\n南,中\n' >bad.csv
wrong "an edge to nowhere" 1 'bad.csv, line 3: b "中" is the id of no node' \
    --graph path.csv,bad.csv
printf 'id,pop\n1,12x\n' >nodes.csv
wrong "no number" 1 'nodes.csv, line 2: pop "12x" is no whole number' \
    --graph nodes.csv,links.csv
finish
