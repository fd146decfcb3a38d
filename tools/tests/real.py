#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The whole job on the real data of testdata, held against figures that were counted
without sizhi (each folder's SOURCE.md). Prints TAP.

usage: real.py SIZHI SOURCE CASE
"""
import collections
import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

tests = 0


def check(name, good, detail=""):
    global tests
    tests += 1
    print("%s %d - %s" % ("ok" if good else "not ok", tests, name))
    if not good:
        print("# " + str(detail).replace("\n", "\n# "))


def run(*args, code=0):
    """Run sizhi with --json; its answer, or None."""
    done = subprocess.run([SIZHI, *args, "--json"], capture_output=True, text=True,
                          encoding="utf-8")
    name = " ".join(os.path.basename(a) for a in args)
    check("exit %d: sizhi %s" % (code, name), done.returncode == code,
          "exit %d\n%s" % (done.returncode, done.stderr))
    return json.loads(done.stdout) if done.stdout else None


def data(*path):
    return os.path.join(SOURCE, "testdata", *path)


def conserved(account, households):
    h = account["households"]
    check("%d households conserved" % households,
          h["in"] == households and h["placed"] + h["unplaced"] == households, h)


def read_plan(project, low, high):
    """What the file says of the plan, read with nothing of ours."""
    with sqlite3.connect(project) as db:
        sizes = [r[0] for r in db.execute(
            "select sum(households) from parcels group by prop_town, proposed")]
        check("in the file: sizes in the band", sizes and
              all(low <= size <= high for size in sizes), sorted(sizes))
        check("in the file: no parcel without a community", db.execute(
            "select count(*) from parcels where proposed is null").fetchone()[0] == 0)
        check("in the file: no community crosses a town limit", not db.execute(
            "select proposed from parcels group by prop_town, proposed"
            " having count(distinct town) > 1").fetchall())
        check("in the file: units are whole in each town", not db.execute(
            "select unit_id from parcels where unit_id is not null group by unit_id, town"
            " having count(distinct prop_town || '/' || proposed) > 1").fetchall())
    db.close()


def planned(project, low, high, moved_share):
    """Plan within low .. high; the answer. Every hard constraint must hold."""
    plan = run("plan", project, "--min", str(low), "--max", str(high))
    after = plan["proposed"]
    check("every community is in %d .. %d" % (low, high),
          plan["feasible"] and low <= after["smallest"] and after["largest"] <= high
          and after["in_band"] == after["communities"], after)
    check("no detached part is left", after["detached"] == 0, after)
    check("no ground is left over", after["parcels_unclaimed"] == 0, after)
    check("at most %.0f %% of the households move" % (100 * moved_share),
          plan["moved"] <= moved_share * plan["households"], plan["moved"])
    check("the tally is the sum of the communities", plan["households"] ==
          sum(c["households"] for c in plan["communities"]))
    for name in ("received", "given"):
        check("moves add up: " + name, sum(c[name] for c in plan["communities"]) ==
              sum(m["households"] for m in plan["moves"]
                  if name == "received" or m["from"]))
    read_plan(project, low, high)
    found = run("check", project)
    check("the check agrees", found["errors"] == 0 and found["checked"] == "proposed",
          found["findings"][:5])
    return plan


def interrupted(project, *limit):
    """Ctrl-C, or a limit of time, ends a long search and keeps its best plan."""
    asked = subprocess.Popen(
        [SIZHI, "plan", project, "--min", "2000", "--max", "3000", "--iterations",
         "1000000000", "-o", "cut.gpkg", *limit], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, encoding="utf-8")
    if not limit:
        time.sleep(5)
        asked.send_signal(signal.SIGINT)
    said = asked.communicate(timeout=120)[1]
    name = " ".join(limit) or "Ctrl-C"
    check(name + " ends the search", asked.returncode in (0, 3) and
          "stopped before the end" in said, (asked.returncode, said))
    check(name + " keeps a plan", run("check", "cut.gpkg",
                                      code=asked.returncode)["checked"] == "proposed")
    os.remove("cut.gpkg")


def round_trip(project, plan):
    """Exports hold the same plan as the project."""
    def proposed(path):
        found = run("check", path)
        return {k: found[k] for k in ("parcels", "communities", "households", "errors")}
    want = proposed(project)
    for form, encoding in (("ESRI Shapefile", "GBK"), ("GeoJSON", None),
                           ("FlatGeobuf", None), ("GPKG", None)):
        out = "trip.gpkg" if form == "GPKG" else "trip-" + form[:3]
        run("export", project, "-o", out, "--format", form,
            *(["--encoding", encoding] if encoding else []))
        check("%s holds the same plan" % form, proposed(out) == want)
        again = run("plan", out, "-o", "again.gpkg", "--min", str(plan["min"]),
                    "--max", str(plan["max"]))
        before = collections.Counter((c["town"], c["community"], c["households_today"])
                                     for c in plan["communities"]
                                     if c["households_today"])
        check("%s holds today's communities" % form, before ==
              collections.Counter((c["town"], c["community"], c["households_today"])
                                  for c in again["communities"]
                                  if c["households_today"]))


def described(project, named_least):
    """Every move reads back; so do the sides of what has named borders. The sentences
    stand in the file."""
    said = run("describe", project)
    a = said["agreement"]
    check("every move reads back exactly", a["moves"] == a["moves_exact"] == sum(
        m["exact"] for m in said["moves"]) and a["households"] == a["households_exact"], a)
    check("sides of named borders read back", a["named"] >= named_least and
          a["named_good"] >= 0.9 * a["named"], a)
    with sqlite3.connect(project) as db:
        check("in the file: sentences of moves", sorted(m["sentence"] for m in
              said["moves"]) == sorted(r[0] for r in db.execute(
                  "select sentence from moves")))
        check("in the file: sides", sorted(c["sentence"] for c in said["communities"]) ==
              sorted(r[0] for r in db.execute(
                  "select sides from communities where sides is not null")))
    db.close()
    return said


def daan():
    account = run("import", "--units", data("taipei_daan", "units.geojson"), "--lines",
                  data("taipei_daan", "lines.geojson"), "-o", "daan.gpkg")
    conserved(account, 120613)
    check("no household is left out", account["households"]["unplaced"] == 0)
    check("1,268 units, 53 communities, 1 town", (account["units"],
          account["communities"], account["towns"]) == (1268, 53, 1))
    check("the area is that of the units",
          abs(account["area_m2"] - 11312528) < 0.001 * 11312528, account["area_m2"])
    check("lines", account["lines"]["read"] == 970 and
          account["lines"]["tunnels_left_out"] == 13, account["lines"])
    described("daan.gpkg", 13)
    plan = planned("daan.gpkg", 2000, 3000, 0.25)
    described("daan.gpkg", 5)
    today = plan["today"]
    check("today as counted: 140 to 5,717 households, 23 of 53 in the band",
          (today["smallest"], today["largest"], today["in_band"], today["communities"])
          == (140, 5717, 23, 53), today)
    told = run("audit", "daan.gpkg", "--set", "size.min=2000")
    check("an audit of the plan finds nothing cut by barriers",
          not [f for f in told["findings"] if f["rule"] == "part.cut"])
    fixed = run("plan", "daan.gpkg", "--fix", "頂東里", "-o", "fixed.gpkg")
    check("fixing one leaves the rest alone", fixed["feasible"] and
          fixed["proposed"]["in_band"] < 53 and run("check", "fixed.gpkg")["errors"] == 0)
    round_trip("daan.gpkg", plan)
    interrupted("daan.gpkg")
    interrupted("daan.gpkg", "--time", "1")


def nanjing():
    folder = "nanjing_xinjiekou"
    # of 1,491 areas 1,277 are buildings, six of them under ground, 123 green, 5 water
    laid = {"read": 1491, "green": 123, "water": 5, "building": 1271, "unclassed": 92,
            "outside": 0}
    for lines in ("lines.geojson", "map.osm.pbf"):
        account = run("import", "--lines", data(folder, lines), "--households",
                      data(folder, "households_proxy.csv"), "--backdrop",
                      data(folder, "map.osm.pbf"), "-o", "new.gpkg")
        conserved(account, 39068)
        check("the backdrop", account["backdrop"] == laid, account["backdrop"])
        if lines == "lines.geojson":
            read = account["lines"]
            check("400 lines, each accounted for", 400 == read["read"] == read["used"] +
                  read["tunnels_left_out"] + read["unclassed"] + read["outside"], read)
            # polygonizing every line, tunnels too and ends not joined, gives 151 faces
            check("parcels", 130 <= account["parcels"] <= 180, account["parcels"])
            check("borders on named lines", account["borders"]["named_share"] > 0.8,
                  account["borders"])
    plan = planned("new.gpkg", 2000, 3000, 1)
    check("about 13 communities of 2,500", 11 <= plan["proposed"]["communities"] <= 19)
    check("the plan keeps the backdrop", run("check", "new.gpkg")["backdrop"] == 1399)
    described("new.gpkg", 10)


def tainan():
    account = run("import", "--units", data("tainan_before", "units.geojson"),
                  "--communities", data("tainan_before", "li_gbk.shp"), "-o",
                  "tainan.gpkg")
    conserved(account, 367845)
    check("6,102 units, 270 communities, 7 towns", (account["units"],
          account["communities"], account["towns"]) == (6102, 270, 7))
    found = [(d["town"], d["community"], d["households"]) for d in account["detached"]]
    check("the detached part of 郡王里", ("中西區", "郡王里", 2) in found, found)
    plan = planned("tainan.gpkg", 1000, 3000, 0.35)
    described("tainan.gpkg", 0)
    towns = collections.defaultdict(set)
    for c in plan["communities"]:
        if c["households_today"]:
            towns[c["community"]].add(c["town"])
    check("復興里 stands in two towns", towns["復興里"] == {"東區", "永康區"})
    lock = subprocess.run([SIZHI, "plan", "tainan.gpkg", "--lock", "復興里"],
                          capture_output=True, text=True, encoding="utf-8")
    check("a name of two towns is not guessed", lock.returncode == 2 and
          "town/name" in lock.stderr, lock.stderr)


def liechtenstein():
    folder = "liechtenstein"
    account = run("import", "--communities", data(folder, "municipalities.geojson"),
                  "--lines", data(folder, "lines.geojson"), "--households",
                  data(folder, "households_proxy.csv"), "-o", "li.gpkg")
    conserved(account, 15141)
    with open(data(folder, "expected_parts.csv"), encoding="utf-8") as file:
        want = [r for r in csv.DictReader(file)]
    cut_off = collections.defaultdict(list)
    for r in want:
        if r["role"] == "exclave":
            cut_off[r["municipality"]].append(float(r["area_ha"]))
    found = collections.defaultdict(list)
    for d in account["detached"]:
        found[d["community"]].append(d["area_m2"] / 1e4)
    check("11 municipalities, 30 parts", account["communities"] == 11 and
          len(want) == 30 == 11 + len(account["detached"]), len(account["detached"]))
    same = cut_off.keys() == found.keys() and all(
        len(cut_off[m]) == len(found[m]) and
        all(abs(a - b) <= 0.05 + 0.002 * a
            for a, b in zip(sorted(cut_off[m]), sorted(found[m])))
        for m in cut_off)
    check("19 exclaves with their areas", same, (dict(cut_off), dict(found)))
    plan = run("plan", "li.gpkg", "--min", "300", "--max", "4000", "-o", "bare.gpkg")
    check("ground without households between rivers is in nobody's way",
          plan["feasible"] and run("check", "bare.gpkg")["errors"] == 0, plan["findings"])
    register({(r["municipality"], int(r["part"])): float(r["gap_m"])
              for r in want if r["role"] == "exclave"})


def register(gaps):
    """The register of detached land: drawn up, filled in, kept to by a plan."""
    rows = run("audit", "li.gpkg", "--detached-csv", "list.csv", code=3)["register"]
    found = {(r["community"], r["part"]): r["gap_m"] for r in rows}
    check("the ways to the main parts", found.keys() == gaps.keys() and
          all(abs(found[k] - gaps[k]) <= 0.5 + 1e-4 * gaps[k] for k in gaps), found)
    check("all are to be cleared", {r["state"] for r in rows} == {"to_clear"})
    stay = {("Schaan", 3), ("Vaduz", 1)}
    with open("list.csv", encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    for r in table:
        if (r["社区"], int(r["片"])) in stay:
            r.update({"状态": "历史遗留", "理由": "历史形成", "决定单位": "Landtag",
                      "日期": "2026-03-01"})
    with open("list.csv", "w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, table[0].keys())
        out.writeheader()
        out.writerows(table)
    plan = run("plan", "li.gpkg", "--min", "300", "--max", "4000", "--cut-by", "none",
               "--register", "list.csv", "-o", "kept.gpkg")
    fates = {(d["community"], d["part"]): d["fate"] for d in plan["detached"]}
    check("two stay, seventeen are cleared, none is new", len(fates) == 19 and
          {k for k in fates if fates[k] == "kept"} == stay and
          list(fates.values()).count("cleared") == 17, fates)
    check("what stays, stays as it is", all(
        d["area_m2"] == d["area_after_m2"] and d["households"] == d["households_after"]
        for d in plan["detached"] if d["fate"] == "kept"))
    check("check does not mind them", run("check", "kept.gpkg")["errors"] == 0)
    told = [f for f in run("audit", "kept.gpkg")["findings"]
            if f["rule"].startswith("part.") and f["rule"] != "part.cut"]
    check("an audit of the plan has them as waived", len(told) == 2 and
          all(f["waiver"] == "历史形成 (Landtag, 2026-03-01)" for f in told), told)


def san_francisco():
    shp = data("sf_blockgroups", "blockgroups.shp")
    done = subprocess.run([SIZHI, "import", "--units", shp, "-o", "sf.gpkg"],
                          capture_output=True, text=True, encoding="utf-8")
    check("a missing CRS is asked for", done.returncode in (1, 2) and "--crs" in
          done.stderr and "blockgroups" in done.stderr, done.stderr)
    check("nothing is written then", not os.path.exists("sf.gpkg"))
    account = run("import", "--units", shp, "--crs", "EPSG:4269", "-o", "sf.gpkg")
    conserved(account, 332955)
    check("663 units", account["units"] == 663)
    check("the check holds", run("check", "sf.gpkg")["errors"] == 0)


CASES = {"daan": daan, "nanjing": nanjing, "tainan": tainan,
         "liechtenstein": liechtenstein, "san_francisco": san_francisco}

if __name__ == "__main__":
    SIZHI, SOURCE, case = sys.argv[1:]
    SIZHI, SOURCE = os.path.abspath(SIZHI), os.path.abspath(SOURCE)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        CASES[case]()
        os.chdir("/")
    print("1..%d" % tests)
