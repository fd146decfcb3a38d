#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Every speed that is claimed, measured in one run against a peer or a limit, with the
# machine it ran on. Takes some minutes; nothing else should run beside it.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build-bench
. "$top/tools/packages.sh"
# shellcheck disable=SC2086 # the lists are meant to be split
install_packages $build_packages $test_packages $bench_packages

[ -f "$build/build.ninja" ] || meson setup "$build" "$top" -Dbuildtype=release >/dev/null
benches=$(cd "$top/lib/bench" && printf '%s\n' bench_*.c | sed 's/\.c$//')
for bench in $benches; do
    targets="${targets:-} lib/bench/$bench"
done
# shellcheck disable=SC2086
ninja -C "$build" tools/sizhi $targets >"$build/bench.log"

model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "machine: $model, $(nproc) processors, $(cc --version | head -n 1), $(date +%F)"
SZ_TESTDATA=$top/testdata
export SZ_TESTDATA
for bench in $benches; do
    echo "== $bench"
    "$build/lib/bench/$bench" || missed="${missed:-} $bench"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
now() { date +%s.%N; }
# timed WHAT LIMIT COMMAND ...: seconds on the clock beside their limit.
timed() {
    what=$1 limit=$2 start=$(now)
    shift 2
    "$@" >"$work/log" 2>&1 || echo "$what: exit status $?"
    awk -v what="$what" -v limit="$limit" -v a="$start" -v b="$(now)" \
        'BEGIN { printf "%s: %.2f s (limit %s s)\n", what, b - a, limit }'
}

echo "== sizhi plan, 6,102 units of Tainan, 1,000-3,000 households, one thread"
tainan=$top/testdata/tainan_before
"$build/tools/sizhi" import --units "$tainan/units.geojson" \
    --communities "$tainan/li_gbk.shp" -o "$work/tainan.gpkg" >/dev/null
timed "plan, files read and written" 2 \
    "$build/tools/sizhi" plan "$work/tainan.gpkg" --threads 1

echo "== examples/quickstart.sh in a fresh clone, packages installed"
git clone -q "$top" "$work/clone"
timed "build and main job" 20 sh "$work/clone/examples/quickstart.sh"

[ -z "${missed:-}" ] || { echo "missed a limit:$missed"; exit 1; }
