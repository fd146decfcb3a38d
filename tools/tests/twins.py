#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Pages in English and in Chinese say the same: each section, option, term, table row and
example in the same order, and in each section the same keys, options, pages and numbers.
Prints TAP; what differs is told with the page and its lines.

usage: twins.py SOURCE
"""
import os
import re
import sys

SOURCE = sys.argv[1]
# Words of the lists of JSON that are no keys.
PROSE = {"degrees", "files", "list", "show"}
tests = 0


def check(name, faults):
    global tests
    tests += 1
    print("%s %d - %s" % ("not ok" if faults else "ok", tests, name))
    for fault in faults:
        print("# " + fault)


class Section:
    def __init__(self, heading, line):
        self.heading, self.line = heading, line
        self.items = []  # (kind, text, line)
        self.text = ""

    def found(self, pattern):
        return set(re.findall(pattern, self.text))


def read(path):
    """The sections of a page; what stands before the first heading is one, too."""
    sections, literal = [Section("", 1)], False
    with open(path, encoding="utf-8") as page:
        lines = page.read().split("\n")
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        here = sections[-1]
        if line.startswith("```"):
            literal = not literal
        elif literal:
            here.items.append(("example", line, number))
        elif line.startswith("#"):
            level = line.split()[0]
            sections.append(Section(line, number))
            sections[-1].items.append(("section", level, number))
        else:
            here.text += line.replace("\\", "") + "\n"
            if line.startswith("|"):
                here.items.append(("row", line[1:].strip(), number))
            elif line.startswith("- "):
                here.items.append(("point", "-", number))
            elif line[:1] not in ("", "\t", ":", "[") and below.startswith("\t") and \
                    not lines[number - 2].endswith("++"):
                here.items.append(("term", line, number))
    return sections


def key(term):
    """What of a term is the same in every language: an option as it stands, else what is
    marked in it, and a level."""
    term = term.replace("（", " (").replace("）", ")")
    if "--" in term:
        return [term]
    marked = re.findall(r"\*[^*]+\*|(?<![A-Za-z0-9])_.+?_(?![A-Za-z0-9])", term)
    return (marked or [term]) + re.findall(r"\((error|warn|hint|goal)\)", term)


def same(english, chinese):
    """Is CHINESE what ENGLISH is, or its translation where that is mere words?"""
    if english[0] != chinese[0]:
        return False
    if english[0] != "term":
        return english[1] == chinese[1]
    words = re.fullmatch(r"[*_]?[A-Za-z][A-Za-z ]*[*_]?( \([^()]*\))?", english[1])
    return key(english[1]) == key(chinese[1]) or bool(
        words and re.search("[\u4e00-\u9fff]", chinese[1]))


def order(english, chinese):
    """The first item of a section that is not the same, in words."""
    for a, b in zip(english, chinese):
        if not same(a, b):
            return ["%s '%s' (English line %d), but %s '%s' (Chinese line %d)"
                    % (a[0], a[1], a[2], b[0], b[1], b[2])]
    longer = max(english, chinese, key=len)
    rest = longer[min(len(english), len(chinese)):]
    return ["%s '%s' is on the %s page only, line %d"
            % (i[0], i[1], "English" if longer is english else "Chinese", i[2])
            for i in rest[:1]]


def numbers(section):
    """Numbers of a section; the 2 of m2 is none."""
    return {n.replace(",", "") for n in
            section.found(r"(?<![A-Za-z0-9_.])\d(?:[\d,.]*\d)?")}


def contents(english, chinese):
    """Keys, options and pages that one of two sections names and the other does not."""
    faults = []
    for what, pattern in (
            ("key", r"[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9]+)+"),
            ("option", r"--[a-z][a-z-]*"),
            ("page", r"[a-z-]+\*\([1-8]\)")):
        a, b = english.found(pattern), chinese.found(pattern)
        faults += ["%s %s is not in '%s' (Chinese line %d)"
                   % (what, i, chinese.heading, chinese.line) for i in sorted(a - b)]
        faults += ["%s %s is not in '%s' (English line %d)"
                   % (what, i, english.heading, english.line) for i in sorted(b - a)]
    if english.heading == "# JSON":
        lists = english.found(r"[,:;(\n\t] ?([a-z][a-z0-9]*)(?=[,;:)]| \()")
        faults += ["word '%s' is not in '%s' (Chinese line %d)"
                   % (w, chinese.heading, chinese.line)
                   for w in sorted(lists - PROSE - words([chinese]))]
    faults += ["number %s is not in '%s' (Chinese line %d)"
               % (i, chinese.heading, chinese.line)
               for i in sorted(numbers(english) - numbers(chinese))]
    return faults


def words(sections):
    return {w.lower() for s in sections for w in s.found(r"[A-Za-z][A-Za-z0-9]*")}


def pages(folder):
    return sorted(f[:-len(".scd")] for f in os.listdir(folder) if f.endswith(".scd"))


def manual():
    man = os.path.join(SOURCE, "man")
    chinese_man = os.path.join(man, "zh_CN")
    check("every page is there in both languages",
          ["%s.scd is not in both man and man/zh_CN" % p
           for p in sorted(set(pages(man)) ^ set(pages(chinese_man)))])
    headings = {}  # English: {Chinese: page}
    for page in sorted(set(pages(man)) & set(pages(chinese_man))):
        english = read(os.path.join(man, page + ".scd"))
        chinese = read(os.path.join(chinese_man, page + ".scd"))
        check("%s: as many sections" % page,
              [] if len(english) == len(chinese) else
              ["English: " + ", ".join(s.heading for s in english),
               "Chinese: " + ", ".join(s.heading for s in chinese)])
        for a, b in zip(english, chinese):
            headings.setdefault(a.heading, {}).setdefault(b.heading, page)
        check("%s: the same items in the same order" % page,
              [f for a, b in zip(english, chinese) for f in order(a.items, b.items)])
        check("%s: the same keys, options, pages and numbers" % page,
              [f for a, b in zip(english, chinese) for f in contents(a, b)])
        check("%s: no word in Latin letters that the English has not" % page,
              sorted(words(chinese) - words(english)))
    check("a heading is always translated in the same way",
          ["%s is %s" % (e, ", ".join("%s in %s" % i for i in sorted(c.items())))
           for e, c in sorted(headings.items()) if len(c) > 1])


def readme():
    texts = []
    for name in ("README.md", "README.zh.md"):
        with open(os.path.join(SOURCE, name), encoding="utf-8") as text:
            texts.append(text.read())
    english, chinese = texts
    check("README.md leads to README.zh.md", [] if "(README.zh.md)" in english[:400] else
          ["no link at the top"])
    check("README.zh.md leads to README.md", [] if "(README.md)" in chinese[:400] else
          ["no link at the top"])
    for what, pattern in (("command", r"(?m)^    (\S[^#\n]*?) *(?:#.*)?$"),
                          ("link", r"\]\(((?!README)[^)]*)\)"),
                          ("heading", r"(?m)^(#+) ")):
        a, b = re.findall(pattern, english), re.findall(pattern, chinese)
        check("both READMEs have the same %ss" % what, [] if a == b else
              ["English: %s" % x for x in a if x not in b] +
              ["Chinese: %s" % x for x in b if x not in a] + ["not in the same order"])


manual()
readme()
print("1..%d" % tests)
