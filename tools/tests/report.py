#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reports on a real town: every number in every format is the one that --json prints,
and whatever a name says, the files are well formed. Prints TAP.

usage: report.py SIZHI SOURCE
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

SIZHI, SOURCE = os.path.realpath(sys.argv[1]), sys.argv[2]
NASTY = '=cmd|"<b>&\'*西_里'
tests = 0


def check(name, good, detail=""):
    global tests
    tests += 1
    print("%s %d - %s" % ("ok" if good else "not ok", tests, name))
    if not good:
        print("# " + str(detail)[:2000].replace("\n", "\n# "))


def run(*args, code=0):
    done = subprocess.run([SIZHI, *args], capture_output=True, text=True,
                          encoding="utf-8")
    check("exit %d: sizhi %s" % (code, " ".join(args)[:60]), done.returncode == code,
          "exit %d\n%s" % (done.returncode, done.stderr))
    return done.stdout


class Figures:
    """What --json prints, with numbers as the texts that they are."""

    def __init__(self, text):
        every = json.loads(text, parse_float=str, parse_int=str)
        self.facts = {k: v or "" for k, v in every["facts"].items()}
        self.notice = every["notice"].splitlines()
        self.tables = every["tables"]

    def rows(self, table):
        """Heading, rows and total of a table as lists of texts."""
        t = self.tables[table]
        keys = [c["key"] for c in t["columns"]]
        out = [[c["heading"] for c in t["columns"]]]
        out += [[row[k] or "" for k in keys] for row in t["rows"]]
        if t["total"]:
            total = [t["total"].get(k) or "" for k in keys]
            first = next(i for i, k in enumerate(keys)
                         if t["rows"][0][k] is not None and not t["columns"][i]["summed"]
                         and k != "number")
            total[first] = "合计"
            out.append(total)
        return out


def same_tables(name, figures, found, least=8):
    """Every table found in a document, {title: rows}, is one of the report, of some of
    its columns."""
    by_title = {t["title"]: id for id, t in figures.tables.items()}
    wrong, cells = [], 0
    for title, rows in found.items():
        if title not in by_title:
            wrong.append("no table " + title)
            continue
        want = figures.rows(by_title[title])
        at = [want[0].index(h) for h in rows[0] if h in want[0]]
        if len(at) != len(rows[0]) or len(rows) != len(want):
            wrong.append("%s: %d of %d columns, %d of %d rows" % (
                title, len(at), len(rows[0]), len(rows), len(want)))
            continue
        for row, wanted in zip(rows, want):
            wrong += ["%s: %r, not %r" % (title, is_, wanted[k])
                      for is_, k in zip(row, at) if is_ != wanted[k]]
            cells += len(row)
    check("%s: %d cells of %d tables are those of the JSON" % (name, cells, len(found)),
          not wrong and len(found) >= least, "\n".join(wrong[:10]))


def annexes_of(paragraphs):
    """What is attached, {title: number}, and what the list before it names."""
    attached, listed = {}, {}
    for mark, title in zip(paragraphs, paragraphs[1:] + [""]):
        found = re.fullmatch(r"附件(\d+)(?:　(.*))?", mark)
        if found:
            attached[found.group(2) or title] = found.group(1)
        found = re.fullmatch(r"(?:附件：|　*)(\d+)\. (.*)", mark)
        if found and (listed or mark.startswith("附件：")):
            listed[found.group(2)] = found.group(1)
    return attached, listed


def same_sentences(name, figures, paragraphs, template):
    """Every paragraph with a number is a sentence of the notice, or a line of the
    template with the figures of the JSON in it; the list of annexes names what is
    attached."""
    attached, listed = annexes_of(paragraphs)
    check("%s: the list of annexes names what is attached" % name,
          attached == listed and len(attached) > 5, (attached, listed))
    keys = dict(re.findall(r"^\{annex (\w+) (.*)\}$", template, re.M))

    def value(match):
        field, _, stand_in = match.group(1).partition("|")
        if field.startswith("annex."):
            return attached.get(keys.get(field[6:]), "")
        return NASTY if field == "guiding" else figures.facts.get(field) or stand_in
    known = set(figures.notice)
    known |= {"附件" + n for n in attached.values()}
    known |= {"附件%s　%s" % (n, t) for t, n in attached.items()}
    known |= {form % (n, t) for t, n in listed.items() for form in ("附件：%s. %s", "%s. %s")}
    for line in template.splitlines():
        known.add(re.sub(r"\{([^{}]*)\}", value, line).lstrip("#!>^ ").strip())
    titles = {t["title"] for t in figures.tables.values()}
    notes = {t["note"] for t in figures.tables.values()}
    wrong = [p for p in paragraphs if re.search(r"\d", p) and p.strip() not in known
             and p not in titles and p not in notes]
    numbers = sum(bool(re.search(r"\d", p)) for p in paragraphs)
    check("%s: %d paragraphs with numbers say those of the JSON" % (name, numbers),
          not wrong and numbers > len(figures.tables["population"]["rows"]),
          "\n".join(wrong[:5]))


# ---- the formats, read with nothing of ours ----

def read_csv(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as f:
            found[name[:-4]] = list(csv.reader(f))
    return found


def unescape(text):
    return re.sub(r"\\(.)", r"\1", text).strip()


def read_markdown(path):
    """Paragraphs and tables."""
    paragraphs, tables, rows, title = [], {}, None, ""
    with open(path, encoding="utf-8") as f:
        for line in f.read().splitlines():
            if line.startswith("|"):
                if rows is None:
                    rows = tables[title] = []
                if not set(line) <= set("|-: "):
                    rows.append([unescape(c) for c in
                                 re.split(r"(?<!\\)\|", line)[1:-1]])
                continue
            rows = None
            if line.startswith("**"):
                title = unescape(line[2:-2])
            elif line and not line.startswith("!["):
                paragraphs.append(unescape(line.lstrip("# ") if line[0] == "#" else line))
                if line.startswith("## 附件"): # the title of the table below it
                    title = unescape(line.partition("　")[2])
    return paragraphs, tables


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(path):
    """Every part of a package as XML; they must all be well formed."""
    with zipfile.ZipFile(path) as z:
        bad = z.testzip()
        trees = {n: ElementTree.fromstring(z.read(n)) for n in z.namelist()
                 if n.endswith((".xml", ".rels"))}
    check("%s: %d parts are well formed" % (path, len(trees)), bad is None and trees)
    return trees


def at(ref):
    """Row and column, from 0, of a cell such as B3."""
    letters, digits = re.match(r"([A-Z]+)(\d+)$", ref).groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(digits) - 1, column - 1


def read_sheet(tree, strings):
    """Cells by row and column as (type, text), formulas by the same."""
    cells, formulas = {}, {}
    for c in tree.iter(MAIN + "c"):
        value, kind = c.find(MAIN + "v"), c.get("t", "n")
        if c.find(MAIN + "f") is not None:
            formulas[at(c.get("r"))] = c.find(MAIN + "f").text
        if value is not None:
            text = strings[int(value.text)] if kind == "s" else value.text
            cells[at(c.get("r"))] = (kind, text)
    return cells, formulas


def same_xlsx(figures, path, least=1000, least_sums=16):
    """Numbers are numbers, texts are texts, totals are sums, heads are frozen."""
    trees = parts(path)
    strings = ["".join(t.text or "" for t in si.iter(MAIN + "t"))
               for si in trees["xl/sharedStrings.xml"].iter(MAIN + "si")]
    names = [s.get("name") for s in trees["xl/workbook.xml"].iter(MAIN + "sheet")]
    ids = {t["title"]: id for id, t in figures.tables.items()}
    wrong, numbers, sums = [], 0, 0
    for i, name in enumerate(names):
        tree = trees["xl/worksheets/sheet%d.xml" % (i + 1)]
        cells, formulas = read_sheet(tree, strings)
        wrong += ["%s: nothing is frozen" % name] * (tree.find(".//" + MAIN + "pane")
                                                     is None)
        if name not in ids:
            continue
        t = figures.tables[ids[name]]
        for r, row in enumerate(figures.rows(ids[name])):
            for k, want in enumerate(row):
                kind, text = cells.get((r + 1, k), ("", ""))
                key = t["columns"][k]["key"]
                if r == 0: # broken before its unit
                    text = text.replace("\n", "")
                if want and r > 0 and kind == "n":
                    numbers += 1
                    good = abs(float(text) - float(want)) < 1e-9
                else:  # of today's numbers none is written as a text
                    good = text == want and not (re.fullmatch(r"-?\d+(\.\d+)?", want)
                                                 and t["columns"][k]["summed"])
                if not good:
                    wrong.append("%s %d %s: %r, not %r" % (name, r, key, text, want))
        for (row, k), formula in formulas.items():
            first, last = re.fullmatch(r"SUM\((\w+)(?::(\w+))?\)", formula).groups()
            rows = range(at(first)[0], at(last or first)[0] + 1)
            total = sum(float(cells.get((r, k), ("", "0"))[1]) for r in rows)
            if abs(total - float(cells[row, k][1])) > 1e-6 or row != rows[-1] + 1:
                wrong.append("%s: %s is %f" % (name, formula, total))
            sums += 1
    check("xlsx: %d numbers are those of the JSON, %d sums agree" % (numbers, sums),
          not wrong and sums >= least_sums and numbers > least and len(names) ==
          len(figures.tables) + 1, "\n".join(wrong[:10]))


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path):
    """Paragraphs outside tables, and tables by the caption before them."""
    trees = parts(path)
    body = trees["word/document.xml"].find(WORD + "body")
    targets = {r.get("Target") for r in trees["word/_rels/document.xml.rels"]}
    with zipfile.ZipFile(path) as z:
        check("docx: what it refers to is there",
              {"word/" + t for t in targets} <= set(z.namelist()), targets)

    def text(element):
        return "".join(t.text or "" for t in element.iter(WORD + "t"))
    paragraphs, tables, last = [], {}, ""
    for element in body:
        if element.tag == WORD + "p":
            last = text(element)
            paragraphs.append(last)
        elif element.tag == WORD + "tbl":
            tables[last] = [[text(c) for c in row.iter(WORD + "tc")]
                            for row in element.iter(WORD + "tr")]
    return paragraphs, tables


def same_html(figures, path):
    """The page is XML, too, and loads nothing."""
    with open(path, encoding="utf-8") as f:
        page = f.read()
    tree = ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))
    check("html: nothing is loaded", not re.search(
        r"(src|href)=\"(?!#)|url\((?!#)|@import|fetch\(", page))

    def text(element):
        return "".join(element.itertext())
    paragraphs, tables = [text(p) for p in tree.iter("p")], {}
    for section in tree.iter("section"):
        table = section.find(".//table[@class='data']")
        if table is not None:
            tables[text(section.find("h2"))] = [
                [text(c) for c in row] for row in table.iter("tr")]
    same_tables("html", figures, tables)
    facts = {c.get("data-fact"): text(c) for c in tree.iter("td") if c.get("data-fact")}
    check("html: all %d figures are those of the JSON" % len(facts),
          facts == figures.facts, [(k, facts.get(k), v) for k, v in figures.facts.items()
                                   if facts.get(k) != v])
    pairs = [[c.get("data-fact") for c in row.iter("td") if c.get("data-fact")]
             for row in tree.iter("tr")]
    pairs = [p for p in pairs if len(p) == 2]
    check("html: %d figures of today stand beside those of the plan" % len(pairs), pairs
          and all(a[:-7] + "_after" == b for a, b in pairs) and len(pairs) == sum(
              k.endswith("_before") for k in figures.facts), pairs)
    check("html: the sentences are there", set(figures.notice) <= set(paragraphs))
    svg = "{http://www.w3.org/2000/svg}"
    shapes = {}
    for id in ("before", "after"):
        group = next(g for g in tree.iter(svg + "g") if g.get("class") == id)
        shapes[id] = {p.get("data-c"): text(p.find(svg + "title"))
                      for p in group.iter(svg + "path") if p.get("class") == "c"}
    section = next(s for s in tree.iter("section") if s.get("id") == "compare")
    keys = [r.get("data-c") for r in section.find(".//tbody")]
    wrong = [(r["community"], id) for key, r in zip(keys, figures.tables["compare"]["rows"])
             for id in shapes if r["households_" + id] and "户数 %s\n" % r[
                 "households_" + id] not in shapes[id].get(key, "")]
    check("html: %d shapes have their households" % sum(map(len, shapes.values())),
          not wrong and len(shapes["before"]) > 50, wrong)


def same_csv(figures, found):
    def bare(text):  # the mark in front of what looks like a formula
        return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
    wrong = [id for id in figures.tables if
             [[bare(c) for c in row] for row in found.get(id, [])] != figures.rows(id)]
    check("csv: all %d tables are those of the JSON" % len(figures.tables), not wrong
          and len(found) == len(figures.tables), wrong)
    check("csv: no text begins a formula", not [
        c for rows in found.values() for row in rows for c in row
        if re.match(r"[=+@\t\r]|-(?![\d.])", c)])


# How the criteria that a panel sees are worked out of `sizhi compare`, and which way they
# are better: 1 more, -1 fewer, -2 fewer of what changes something, 0 neither.
CRITERIA = {
    "社区数": (lambda f: f["communities"], 0),
    "规模在区间内的社区数": (lambda f: f["in_band"], 0),
    "规模不在区间内的社区数": (lambda f: f["communities"] - f["in_band"], -1),
    "离开原社区的户数": (lambda f: f["lost"], -2),
    "划转面积（不含空白点）": (lambda f: f["lost_m2"] / 1e6, -2),
    "飞地数": (lambda f: f["parts"] - f["communities"], -1),
    "“必须”类问题数": (lambda f: f["errors"], -1),
    "“原则上”类问题数": (lambda f: f["warnings"], -1),
    "“提示”类问题数": (lambda f: f["hints"], -1),
    "“力争”类问题数": (lambda f: f["goals"], -1),
    "四界清晰率": (lambda f: 100 * f["clear_share"], 1),
    "紧凑度（圆为1）": (lambda f: f["compactness"], 1),
}


def best_of(values, changed, better):
    """Numbers of the best; none when all that take part are the same."""
    part = [i for i in range(len(values)) if better != -2 or changed[i]]
    if better == 0 or len({values[i] for i in part}) < 2:
        return []
    top = max(values[i] * (1 if better > 0 else -1) for i in part)
    return [i for i in part if values[i] * (1 if better > 0 else -1) == top]


def same_comparison(figures, compared):
    """The criteria are those of `sizhi compare`, and the best of them are marked."""
    scenarios = compared["scenarios"]
    all_of = [s["all"] for s in scenarios]
    changed = [f["gained_m2"] > 0 or f["lost_m2"] > 0 for f in all_of]
    rows = {r["criterion"]: r for r in figures.tables["criteria"]["rows"]}
    names = [c["heading"] for c in figures.tables["criteria"]["columns"]
             if c["key"].startswith("scenario")]
    wrong = [] if rows.keys() == CRITERIA.keys() else [rows.keys() ^ CRITERIA.keys()]
    for name, (of, better) in CRITERIA.items():
        texts = [rows[name]["scenario%d" % i] for i in range(len(scenarios))]
        for text, f in zip(texts, all_of):
            # compare prints two decimals of m2, four of shares
            if abs(float(text) - of(f)) > 0.5 * 10 ** -len(text.partition(".")[2]) + 0.006:
                wrong.append((name, text, of(f)))
        best = [names[i] for i in best_of([float(t) for t in texts], changed, better)]
        if (rows[name]["best"] or "") != "、".join(best):
            wrong.append((name, rows[name]["best"], best))
    check("scenarios: criteria and what is best in them", not wrong, wrong)
    check("no change is among them", names[0] == "维持现状" and not changed[0], names)
    want = [[str(c["households"]) if c["there"] else "" for c in row]
            for row in zip(*(s["communities"] for s in scenarios))]
    check("scenarios: households of %d communities" % len(want), want == [
        r[2:] for r in figures.rows("communities")[1:1 + len(want)]])
    for i, f in enumerate(all_of):
        moved = sum(int(r["households"]) for r in figures.tables["moves"]["rows"]
                    if r["scenario"] == names[i] and r["from"] != "（空白点）")
        check("scenarios: what %s moves" % names[i], moved == f["lost"], (moved, f["lost"]))


def marked_html(path):
    tree = ElementTree.fromstring(
        open(path, encoding="utf-8").read().replace("<!DOCTYPE html>", ""))
    return ["".join(c.itertext()) for c in tree.iter("td")
            if "best" in (c.get("class") or "").split()], tree


def scenarios():
    """Several plans beside each other, in every format."""
    with open("other.txt", "w", encoding="utf-8") as f:
        f.write("merge 龍泉里 into 龍坡里\nmerge 頂東里 into 古風里\n")
    run("apply", "town.gpkg", "other.txt", "-o", "other.gpkg", code=3)
    both = ["plan.gpkg", "other.gpkg"]
    run("report", *both, "-o", "s.docx", "-o", "s.xlsx", "-o", "s.html", "-o", "s/")
    figures = Figures(run("report", *both, "--json"))
    same_comparison(figures, json.loads(run("compare", *both, "--sentences=no", "--json")))
    marks = [r["scenario%d" % i] for r in figures.tables["criteria"]["rows"]
             for i in range(3) if figures.tables["criteria"]["columns"][4 + i]["heading"]
             in (r["best"] or "").split("、")]
    found, tree = marked_html("s.html")
    check("html: %d marks" % len(marks), marks and found == marks, (found, marks))
    svg = [s.get("viewBox") for s in tree.iter("{http://www.w3.org/2000/svg}svg")]
    check("html: three maps of one scale", len(svg) == 3 and len(set(svg)) == 1, svg)
    same_tables("scenarios, docx", figures, read_docx("s.docx")[1], 4)
    same_csv(figures, read_csv("s"))
    same_xlsx(figures, "s.xlsx", 200, 3)
    shutil.copy("other.gpkg", "保留.gpkg") # a word that the documents say, too
    english = Figures(run("report", "plan.gpkg", "保留.gpkg", "--lang", "en", "--json"))
    for table in "criteria", "communities":
        check("scenarios: the user's name of one is as it is, in " + table,
              "保留" in [c["heading"] for c in english.tables[table]["columns"]])


def whole_set():
    """Everything into one folder, or nothing; of a small town, for it is much."""
    row = os.path.join(SOURCE, "testdata", "row")
    run("import", "--parcels", os.path.join(row, "parcels.geojson"), "--lines",
        os.path.join(row, "lines.geojson"), "-o", "row.gpkg")
    run("plan", "row.gpkg", "--min", "600", "--max", "600")
    files = json.loads(run("report", "row.gpkg", "--all", "-o", "set", "--json"))["written"]
    there = os.listdir("set")
    check("set: %d files are told and there" % len(files), len(files) > 12 and
          all(os.path.getsize(os.path.join("set", f)) > 0 for f in files) and
          {f for f in there if not f.endswith((".dbf", ".shx", ".prj", ".cpg"))}
          == set(files), (files, there))
    os.remove(os.path.join("set", "附表.xlsx"))
    os.mkdir(os.path.join("set", "附表.xlsx")) # which no file may replace
    with open(os.path.join("set", "请示.docx"), "w", encoding="utf-8") as f:
        f.write("mine")
    run("report", "row.gpkg", "--all", "-o", "set", code=1)
    check("set: a set that fails leaves the folder as it was",
          open(os.path.join("set", "请示.docx"), encoding="utf-8").read() == "mine" and
          sorted(os.listdir("set")) == sorted(there), os.listdir("set"))
    run("report", "row.gpkg", "--all", "-o", "none/set", code=1)
    check("set: no folder is left", not os.path.exists("none"))


def from_scratch():
    """Ground without communities: they are founded, and nothing of today is counted that
    only communities have."""
    with open(os.path.join(SOURCE, "testdata", "row", "parcels.geojson"),
              encoding="utf-8") as f:
        parcels = json.load(f)
    for feature in parcels["features"]:
        feature["properties"].pop("community", None)
    parcels["features"].append({"type": "Feature", "geometry": None,
                                "properties": {"name": "无图", "households": 7}})
    with open("bare.geojson", "w", encoding="utf-8") as f:
        json.dump(parcels, f, ensure_ascii=False)
    run("import", "--parcels", "bare.geojson", "-o", "bare.gpkg")
    run("plan", "bare.gpkg", "--min", "600", "--max", "600")
    figures = Figures(run("report", "bare.gpkg", "-o", "bare.md", "-o", "bare.html", "--json"))
    with open("bare.html", encoding="utf-8") as f:
        page = f.read()
    check("scratch: the map of the page marks no ground as moved", "社区界" in page and
          'class="moved"' not in page and "划转区域" not in page and
          'class="k gap"' not in page)
    facts = figures.facts
    check("scratch: what only communities have is not known of today", not any(
        facts[k + "_before"] for k in ("in_band", "below", "detached", "gaps",
                                       "gap_households", "gap_area", "clear_share", "errors", "warnings")) and
          facts["communities_before"] == "0" and facts["communities_after"] == "3", facts)
    check("scratch: nor is it a fault or a gap", not figures.tables["ground"]["rows"] and
          all(r["when"] != "现状" for r in figures.tables["findings"]["rows"]),
          figures.tables["findings"])
    files = json.loads(run("report", "bare.gpkg", "--all", "-o", "bare", "--json"))
    check("scratch: a sheet of problems would be empty",
          "社区现状图.pdf" in files["written"] and
          "社区现状问题诊断图.pdf" not in files["written"], files["written"])
    paragraphs, _ = read_markdown("bare.md")
    check("scratch: households without a place are told", facts["unplaced"] == "7" and
          "另有数据中的7户在图上没有位置，未计入各项数字。" in paragraphs and
          "7户" in figures.tables["population"]["note"], paragraphs)
    text = "\n".join(paragraphs)
    check("scratch: communities are founded, no blank ground is moved",
          "设立社区3个：" in text and "空白" not in text.replace("无飞地、空白点和", "")
          .replace("无空白、无重叠", "") and "划转明细" not in text and
          "不打破" not in text, text)


def nasty_units():
    """The town of Taipei, one community of which has a name for trouble."""
    with open(os.path.join(SOURCE, "testdata", "taipei_daan", "units.geojson"),
              encoding="utf-8") as f:
        units = json.load(f)
    changed = 0
    for feature in units["features"]:
        for key, value in feature["properties"].items():
            if value == "古莊里":
                feature["properties"][key] = NASTY
                changed += 1
    with open("units.geojson", "w", encoding="utf-8") as f:
        json.dump(units, f, ensure_ascii=False)
    check("a name is changed", changed > 0)


def main():
    nasty_units()
    run("import", "--units", "units.geojson", "--lines",
        os.path.join(SOURCE, "testdata", "taipei_daan", "lines.geojson"),
        "--source", "内政部 <&>", "-o", "town.gpkg")
    with open("script.txt", "w", encoding="utf-8") as f:
        f.write("merge 頂東里 into 龍門里\n")
    run("apply", "town.gpkg", "script.txt", "-o", "plan.gpkg", code=3) # two parts
    common = ["plan.gpkg", "--policy", "yaohai2020", "--set", "office.min_m2=600",
              "--field", "guiding=" + NASTY, "--date", "2026-03-01"]
    said = run("report", *common, "-o", "x.md", "-o", "x.docx", "-o", "x.html", "-o",
               "x.xlsx", "-o",
               "x.csv")
    check("what is left to be filled in is told",
          [line.split() for line in said[said.index("left to"):].splitlines()[1:]] ==
          [["committee_plan", "“两委”成员产生和安排由编制单位填写"],
           ["assets", "审计、资产处置和交接要求由编制单位填写"],
           ["schedule", "时间安排由编制单位填写"],
           ["requirements", "组织领导、纪律和稳妥推进等要求由编制单位填写"],
           ["organisation", "编制单位"]], said)
    done = subprocess.run([SIZHI, "report", "plan.gpkg", "-o", "no.md", "--field",
                           "orgnisation=x"], capture_output=True, text=True)
    check("a field that no template has is an error", done.returncode == 2 and
          "did you mean organisation?" in done.stderr and not os.path.exists("no.md"),
          done.stderr)
    figures = Figures(run("report", *common, "--json"))
    template = run("report", "--show-template", "plan")
    check("the nasty name is in the tables", NASTY in str(figures.tables["compare"])
          .replace("\\'", "'"))

    practice = [r["document"] for r in figures.tables["basis"]["rows"]
                if r["clause"].startswith("通行做法")]
    check("common practice is in no document", len(practice) > 5 and not any(practice),
          practice)

    kept = [r for r in figures.tables["compare"]["rows"] if r["fate"] == "保持不变"]
    check("what is kept has the same figures", len(kept) > 40 and all(
        float(r[k]) == 0 for r in kept for k in r if k.endswith("_change")))

    same_csv(figures, read_csv("x.csv"))
    same_xlsx(figures, "x.xlsx")
    paragraphs, tables = read_markdown("x.md")
    same_tables("md", figures, tables)
    same_sentences("md", figures, paragraphs, template)
    same_html(figures, "x.html")
    paragraphs, tables = read_docx("x.docx")
    same_tables("docx", figures, tables)
    same_sentences("docx", figures, paragraphs, template)
    check("md: the map stands beside it", os.path.getsize("x-compare.png") > 10000)

    for option in (["--title", "方案".encode("gbk")], ["--field", "guiding=区".encode("gbk")]):
        done = subprocess.run([SIZHI, "report", "plan.gpkg", "-o", "gbk.xlsx", *option],
                              capture_output=True, text=True)
        check("%s that is not UTF-8 is named" % option[0], done.returncode == 2 and
              option[0][2:] in done.stderr and not os.path.exists("gbk.xlsx"),
              done.stderr)

    done = subprocess.run([SIZHI, "report", "plan.gpkg", "--json", "--field", "x"],
                          capture_output=True, text=True,
                          env={**os.environ, "LANGUAGE": "en"})
    check("why there is no report is said in the user's language", done.returncode == 2
          and "'x' is no NAME=TEXT" in done.stderr, done.stderr)
    scenarios()
    from_scratch()
    whole_set()

    with open("own.txt", "w", encoding="utf-8") as f:
        f.write("# {title}\n{leader}\n")
    done = subprocess.run([SIZHI, "report", "plan.gpkg", "-o", "y.md", "--template",
                           "own.txt"], capture_output=True, text=True)
    check("a missing field is named", done.returncode == 1 and
          "own.txt:2: " in done.stderr and "leader" in done.stderr, done.stderr)
    check("and nothing is written", not os.path.exists("y.md"))
    run("report", "town.gpkg", "-o", "today.md")
    check("a town without a plan", "尚无调整方案" in
          open("today.md", encoding="utf-8").read())


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.environ["LC_ALL"] = os.environ.get("SZ_TEST_LOCALE", "C.UTF-8")
    os.environ["LANGUAGE"] = ""
    main()
    os.chdir("/")
print("1..%d" % tests)
