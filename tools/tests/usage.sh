#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Help, and what is said about wrong command lines: exit codes, stdout, stderr.
# usage: usage.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"

cat >"$tmp/want" <<'END'
Usage: sizhi COMMAND [options]

Re-draws the resident communities of a sub-district.

  import    build a project from an office's files
  audit     hold today's communities, or a plan, against a policy
  plan      find a plan that keeps every hard constraint
  apply     run a script of sentences or commands on today's plan
  describe  say a plan in sentences, and read them back
  compare   set scenarios side by side, with today's plan
  map       draw the sheet of today's and the proposed communities
  report    write the documents and tables that an office hands in
  export    write a project's layers in another format
  check     verify a project from its file alone
  sample    draw many plans at random, and place a plan among them
  policies  list the policies there are; policies show ID prints one
  help      print the options of a command

More: sizhi COMMAND --help, man sizhi
END
for arg in help --help -h; do
    expect "$arg" 0 '' "$sizhi" $arg
    check "$arg prints the commands" cmp "$tmp/want" "$tmp/out"
done
expect "no command" 2 '^Usage: sizhi COMMAND' "$sizhi"
check "no command: nothing on stdout" test ! -s "$tmp/out"
expect "--version" 0 '' "$sizhi" --version
check "--version prints the version" grep -qx 'sizhi [0-9]*\.[0-9]*\.[0-9]*' "$tmp/out"

for command in import audit plan apply describe compare map report export check sample policies; do
    expect "$command --help" 0 '' "$sizhi" $command --help
    cp "$tmp/out" "$tmp/usage"
    check "$command --help begins with usage" grep -q "^Usage: sizhi $command" "$tmp/out"
    expect "help $command" 0 '' "$sizhi" help $command
    check "help $command is $command --help" cmp "$tmp/usage" "$tmp/out"
    expect "$command --no-such-thing" 2 \
        "^sizhi $command: unknown option: --no-such-thing$" "$sizhi" $command \
        --no-such-thing
    check "$command: stdout stays empty" test ! -s "$tmp/out"
    expect "$command --jsn" 2 "unknown option: --jsn (did you mean --json?)$" \
        "$sizhi" $command --jsn
done

wrong() {
    pattern=$1
    shift
    expect "$*" 2 "$pattern" "$sizhi" "$@"
}
wrong '^sizhi: unknown command: pln (did you mean plan?)$' pln
wrong '^sizhi: unknown command: frobnicate$' frobnicate
wrong '^sizhi: unknown option: --frobnicate$' --frobnicate
wrong '^sizhi: unknown command: exprt (did you mean export?)$' help exprt
wrong '^sizhi plan: not given: PROJECT$' plan
wrong '^sizhi plan: not expected: y$' plan x y
wrong '^sizhi import: not expected: x$' import x
wrong '^sizhi plan: not a whole number: --min=abc$' plan x --min=abc
wrong '^sizhi plan: not a whole number: --min=1.5$' plan x --min 1.5
wrong '^sizhi plan: not a whole number: --min=$' plan x --min=
wrong '^sizhi plan: not a whole number: --max=99999999999999999999$' \
    plan x --max 99999999999999999999
wrong '^sizhi plan: not within 1 .. 1000000000000000: --max=0$' plan x --max 0
wrong '^sizhi plan: not within 0 .. 10000000: --time=-1$' plan x --time=-1
wrong '^sizhi plan: not a number: --time=nan$' plan x --time=nan
wrong '^sizhi plan: not a number: --time=1,5$' plan x --time=1,5
wrong '^sizhi plan: no value given: --min=N$' plan x --min
wrong '^sizhi plan: none of auto|present|scratch|merge: --from=now$' plan x --from=now
wrong '^sizhi plan: neither yes nor no: --keep-units=maybe$' plan x --keep-units=maybe
wrong '^sizhi plan: the minimum is above the maximum: --min=5 --max=4$' \
    plan x --min 5 --max 4
wrong '^sizhi sample: the minimum is above the maximum: --min=5 --max=4$' \
    sample x --min 5 --max 4
wrong '^sizhi sample: classes are .*: --cut-by=moat$' sample x --cut-by moat
wrong '^sizhi sample: needs a project, not a graph: --link$' \
    sample --graph a,b --link 1,2
wrong '^sizhi plan: unknown option: -q$' plan x -q
wrong '^sizhi map: not given: --output=FILE$' map x
wrong '^sizhi map: not within 30 .. 1200: --dpi=7$' map x -o a.png --dpi 7
wrong '^sizhi report: not given: --output=FILE, --json$' report x
wrong '^sizhi report: there is no template x; there are:$' report --show-template x
wrong '^sizhi export: not given: --output=PATH$' export x
wrong '^sizhi import: not given: --output=FILE$' import --lines x
wrong '^sizhi import: none of auto|yes|no: --cells=2$' import --cells=2 -o a.gpkg

absent() {
    expect "$* of no file" 1 "^sizhi $1: .*absent.gpkg" "$sizhi" "$@"
    check "$*: stdout stays empty" test ! -s "$tmp/out"
}
absent plan absent.gpkg
absent map absent.gpkg -o sheet.pdf
absent report absent.gpkg -o out.md
absent export absent.gpkg -o out.geojson
absent compare absent.gpkg
absent check absent.gpkg
absent sample absent.gpkg
expect "import of no file" 1 '^sizhi import: .*absent.geojson' "$sizhi" import \
    --lines absent.geojson -o made.gpkg
check "nothing is written on failure" test ! -e made.gpkg -a ! -e sheet.pdf -a \
    ! -e out.geojson -a ! -e out.md
if [ -c /dev/full ]; then
    code=0
    "$sizhi" help >/dev/full 2>"$tmp/err" || code=$?
    check "a full disk is an error" test "$code" -eq 1
    check "a full disk is said" grep -q '^sizhi: standard output cannot be written' \
        "$tmp/err"
else
    skip "a full disk is an error" "no /dev/full"
fi
finish
