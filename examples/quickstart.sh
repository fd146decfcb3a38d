#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# From nothing to a plan: installs what is missing, builds, runs the main job on the
# data of one town of Taipei, and says where the results are.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build out=$top/build/quickstart
data=$top/testdata/taipei_daan
. "$top/tools/packages.sh"
# shellcheck disable=SC2086 # the list is meant to be split
install_packages $build_packages

log=$top/build-quickstart.log
# Optimised lightly: that halves the time of the build, and the job takes no longer.
if ! { { [ -f "$build/build.ninja" ] ||
    meson setup --buildtype=release -Doptimization=1 "$build" "$top"; } &&
    meson compile -C "$build" tools/sizhi:executable; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
sizhi=$build/tools/sizhi
export LC_ALL=C.UTF-8 LANGUAGE= # the figures below are read from its texts

rm -rf "$out"
mkdir -p "$out"
"$sizhi" import --units "$data/units.geojson" --lines "$data/lines.geojson" \
    --source "資料來源：內政部（社會經濟資料服務平台、戶政司）" \
    --source "© OpenStreetMap contributors (ODbL 1.0)" \
    -o "$out/daan.gpkg" >"$out/import.txt"
"$sizhi" plan "$out/daan.gpkg" --min 2000 --max 3000 >"$out/plan.txt"
"$sizhi" map "$out/daan.gpkg" --title 大安區里調整示意圖 --organisation "sizhi quickstart" \
    -o "$out/daan.pdf" -o "$out/daan.png" -o "$out/daan.svg" >"$out/map.txt"
"$sizhi" export "$out/daan.gpkg" --format "ESRI Shapefile" -o "$out/shapefile" \
    >"$out/export.txt"
"$sizhi" export "$out/daan.gpkg" --format GeoJSON -o "$out/geojson" >>"$out/export.txt"
"$sizhi" check "$out/daan.gpkg" >"$out/check.txt"

# The figures of a row of one of the texts: figures FILE LABEL
figures() { sed -n "s/^$2  *//p" "$out/$1" | head -n 1; }
# Today's and the proposed figure of a row of plan.txt.
today() { figures plan.txt "$1" | awk '{ print $1 }'; }
proposed() { figures plan.txt "$1" | awk '{ print $2 }'; }

echo "Map:        $out/daan.pdf, daan.svg, daan.png: before and after," \
    "$(sed -n 's/^band.*all, \([0-9,]*\) moved/\1 households moved/p' "$out/plan.txt")"
echo "GeoPackage: $out/daan.gpkg: $(figures import.txt parcels | sed 's/,[^,]*km2//')" \
    "parcels, $(figures check.txt households) households," \
    "$(figures check.txt errors) errors found by 'sizhi check'"
echo "Shapefile:  $out/shapefile: $(today communities) communities today," \
    "$(today 'in the band') of them with 2,000-3,000 households;" \
    "proposed $(proposed communities), $(proposed 'in the band') of them"
echo "GeoJSON:    $out/geojson: smallest community $(today 'fewest households') ->" \
    "$(proposed 'fewest households'), largest $(today 'most households') ->" \
    "$(proposed 'most households') households"
echo "Accounts:   $out/import.txt, plan.txt, check.txt; go on with: $sizhi help"
