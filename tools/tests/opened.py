#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What LibreOffice and Chromium make of the documents: pages on which all the text
stands, within their edges and in fonts that are there, and a page that works without a
network, in a wide window and in a narrow one. Prints TAP.

usage: opened.py SIZHI SOURCE
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True  # nothing is left beside the source
import browser

SIZHI, SOURCE = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SIDE = 28  # points, 1 cm: nearer to the left and right edges a printer may cut
tests = 0


def check(name, good, detail=""):
    global tests
    tests += 1
    print("%s %d - %s" % ("ok" if good else "not ok", tests, name))
    if not good:
        print("# " + str(detail)[:2000].replace("\n", "\n# "))


def skip(name, why):
    global tests
    tests += 1
    print("ok %d - %s # SKIP %s" % (tests, name, why))


def run(*args):
    done = subprocess.run([SIZHI, *args], capture_output=True, text=True,
                          encoding="utf-8")
    check("sizhi " + " ".join(map(os.path.basename, args))[:60], done.returncode == 0,
          "exit %d\n%s" % (done.returncode, done.stderr))
    return done.stdout


def told_by(*args):
    """What another program prints."""
    return subprocess.run(args, capture_output=True, text=True, encoding="utf-8",
                          timeout=60).stdout


def bare(text):
    """Without space, for lines break where they like."""
    return re.sub(r"\s", "", text)


# ---- what stands in the documents, read with nothing of ours ----

def read_part(path, part):
    with zipfile.ZipFile(path) as z:
        return ElementTree.fromstring(z.read(part))


def seen_strings(path, count):
    """The numbers of the strings that stand in columns which are not hidden."""
    seen = set()
    for i in range(count):
        sheet = read_part(path, "xl/worksheets/sheet%d.xml" % (i + 1))
        hidden = set()
        for col in sheet.iter(MAIN + "col"):
            if col.get("hidden") == "1":
                hidden |= set(range(int(col.get("min")), int(col.get("max")) + 1))
        for cell in sheet.iter(MAIN + "c"):
            column = 0
            for letter in cell.get("r").rstrip("0123456789"):
                column = 26 * column + ord(letter) - 64
            if cell.get("t") == "s" and column not in hidden:
                seen.add(int(cell.find(MAIN + "v").text))
    return seen


def texts_of(path):
    """The texts of a document that must stand on its pages."""
    if path.endswith(".docx"):
        texts = ["".join(t.text or "" for t in p.iter(WORD + "t"))
                 for p in read_part(path, "word/document.xml").iter(WORD + "p")]
    else:
        sheets = list(read_part(path, "xl/workbook.xml").iter(MAIN + "sheet"))
        strings = list(read_part(path, "xl/sharedStrings.xml").iter(MAIN + "si"))
        texts = ["".join(t.text or "" for t in strings[i].iter(MAIN + "t"))
                 for i in sorted(seen_strings(path, len(sheets)))]
    return [bare(t) for t in texts if bare(t)]


def pages_of(pdf):
    """Width, height and boxes of words, page by page."""
    pages = []
    for page in told_by("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups()
        boxes = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">',
                           page)
        pages.append((*map(float, size), [tuple(map(float, b)) for b in boxes]))
    return pages


def pictured(pdf):
    """The numbers of the pages with a picture."""
    rows = told_by("pdfimages", "-list", pdf).splitlines()[2:]
    return {int(row.split()[0]) for row in rows}


def looked_at(name, document, pdf):
    """All of a document stands on its pages, readable and whole."""
    pages, pictures = pages_of(pdf), pictured(pdf)
    raw = told_by("pdftotext", "-raw", pdf, "-").split("\f")[:-1]
    wanted = texts_of(document)
    # a page holds some 600 characters of running text, fewer of a table
    most = 8 + sum(map(len, wanted)) // 100
    check("%s: %d pages" % (name, len(pages)), 0 < len(pages) == len(raw) <= most, most)
    # the number of a page, between lines, may stand amid what the page parts
    numberless = [bare(re.sub(r"(?m)^\s*(—\s*\d+\s*—|\d+\s*/\s*\d+)\s*$", "", page))
                  for page in raw]
    empty = [i + 1 for i, page in enumerate(numberless)
             if not page and i + 1 not in pictures]
    check("%s: no page is empty" % name, not empty, empty)
    whole = "".join(numberless)
    lost = [text for text in wanted if text not in whole]
    check("%s: all of %d texts are read on the pages" % (name, len(wanted)),
          len(wanted) > 10 and not lost, lost)
    check("%s: every character is known" % name, "\ufffd" not in whole)
    out = [(i + 1, box) for i, (width, height, boxes) in enumerate(pages) for box in boxes
           if box[0] < SIDE or box[2] > width - SIDE or box[1] < 0 or box[3] > height]
    check("%s: nothing is nearer than 1 cm to the sides" % name, not out, out[:10])
    fonts = told_by("pdffonts", pdf).splitlines()[2:]
    check("%s: %d fonts are in it" % (name, len(fonts)), fonts and all(
        re.search(r" yes +(yes|no) +(yes|no) +\d+ +\d+$", f) for f in fonts), fonts)


def opened_by_office(documents):
    if not all(map(shutil.which, ("soffice", "pdftotext", "pdfimages", "pdffonts"))):
        skip("opened by LibreOffice", "no soffice or no poppler-utils here")
        return
    for kind in ".docx", ".xlsx":  # apart, for what they become has one name
        said = subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + os.path.abspath("office"),
             "--headless", "--convert-to", "pdf", "--outdir", "pdf" + kind,
             *[d for d in documents if d.endswith(kind)]],
            capture_output=True, text=True, encoding="utf-8", timeout=300)
        for document in documents:
            pdf = os.path.join("pdf" + kind,
                               os.path.basename(document)[:-len(kind)] + ".pdf")
            if not document.endswith(kind):
                continue
            if os.path.exists(pdf):
                looked_at(os.path.basename(document), document, pdf)
            else:
                check("LibreOffice opens " + document, False, said.stdout + said.stderr)


# ---- the page ----

SLIDE = """(function () {
  var slider = document.querySelector(".slider");
  document.querySelector("figure.map").scrollIntoView({block: "center"});
  slider.value = %d;
  slider.dispatchEvent(new Event("input"));
  var svg = document.querySelector("figure.map svg");
  return [Number(svg.querySelector(".left").getAttribute("width")),
          svg.viewBox.baseVal.width];
})()"""


def opened_by_browser(name, path, community):
    if not browser.program():
        skip("%s opened by Chromium" % name, "no chromium here")
        return
    page = browser.Browser(os.path.abspath("profile"))
    try:
        for width in 1400, 400:
            page.open(path, width, 900)
            wide = page.value("document.documentElement.scrollWidth")
            check("%s: nothing is wider than a window of %d" % (name, width),
                  0 < wide <= width, wide)
            views, shares = [], []
            for at in 0, 500, 1000:
                left, all_of = page.value(SLIDE % at)
                shares.append(abs(1000 * left / all_of - at) < 2)
                views.append(page.picture())
            check("%s: the slider parts the map where it stands" % name, all(shares))
            check("%s: and so changes what is seen" % name, len(set(views)) == 3)
            fixed = page.value("document.querySelector('nav').getBoundingClientRect()"
                               ".height")
            check("%s: what stays on top leaves the page to be read" % name,
                  fixed <= 150 or page.value(
                      "getComputedStyle(document.querySelector('nav')).position")
                  == "static", fixed)
        check("%s: its script has run" % name, page.value(
            "!document.querySelector('path.c title') && "
            "document.body.textContent.includes(%s)" % json.dumps(community)))
        check("%s: nothing is complained of" % name, not page.complaints(),
              page.complaints())
        asked = set(page.requests())
        check("%s: nothing but the page is asked for, without a network" % name,
              len(asked) == 1, asked)
    finally:
        page.close()


def main():
    data = os.path.join(SOURCE, "testdata")
    row, town = os.path.join(data, "row"), os.path.join(data, "nanjing_xinjiekou")
    run("import", "--parcels", os.path.join(row, "parcels.geojson"), "--lines",
        os.path.join(row, "lines.geojson"), "-o", "row.gpkg")
    run("plan", "row.gpkg", "--min", "600", "--max", "600")
    written = json.loads(run("report", "row.gpkg", "--all", "-o", "set", "--json"))
    run("import", "--lines", os.path.join(town, "lines.geojson"), "--households",
        os.path.join(town, "households_proxy.csv"), "-o", "town.gpkg")
    run("plan", "town.gpkg", "--min", "2000", "--max", "3000")
    run("report", "town.gpkg", "-o", "town.docx", "-o", "town.xlsx", "-o", "town.html")
    opened_by_office(["town.docx", "town.xlsx"] + [
        os.path.join("set", f) for f in written["written"]
        if f.endswith((".docx", ".xlsx"))])
    opened_by_browser("row", os.path.join("set", "社区优化调整方案.html"), "东关社区")
    opened_by_browser("town", "town.html", "社区1")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["LANGUAGE"] = ""
    main()
    os.chdir("/")
print("1..%d" % tests)
