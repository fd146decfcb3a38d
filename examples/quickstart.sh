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
if ! { { [ -f "$build/build.ninja" ] ||
    meson setup --buildtype=release "$build" "$top"; } &&
    meson compile -C "$build" sizhi; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
sizhi=$build/tools/sizhi

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

# The figure of a row of one of the texts: figure FILE LABEL
figure() { sed -n "s/^$2  *//p" "$out/$1" | head -n 1; }
# today's and the proposed figure of a row of plan.txt
both() { figure plan.txt "$1" | awk '{ print $1 " -> " $2 }'; }

echo "map         $out/daan.pdf .png .svg (today and proposed, A3)"
echo "GeoPackage  $out/daan.gpkg ($(figure import.txt parcels); open it in QGIS)"
echo "Shapefile   $out/shapefile/ (communities $(both communities);" \
    "in 2,000-3,000 households: $(both 'in the band'))"
echo "GeoJSON     $out/geojson/ (households $(both 'fewest households') at least," \
    "$(both 'most households') at most)"
echo "checked     $(figure check.txt errors) errors;" \
    "$(sed -n 's/^band.*all, //p' "$out/plan.txt"); accounts in $out/*.txt"
