# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every Chinese text that the rooms draw and report say has its English in
lib/text/english.c, in order, and none is there that nobody says: english.py SOURCE
"""
import pathlib
import re
import sys

TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")

# Not said to the reader of a document: names of fonts; endings that names are looked at
# for; words that are not for the public.
FONTS = re.compile("宋|仿宋|楷体|黑体|【")
APART = {"names.c", "withheld.c", "sample.c"}


def literals(path):
    """The string literals of a file, comments and messages left out, neighbours on
    two lines joined."""
    source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    source = re.sub(r'\b_\((?:\s*"(?:[^"\\\n]|\\.)*")+', "", source)
    source = re.sub(r'"\s*\n\s*"', "", source)
    return TEXT.findall(source)


source = pathlib.Path(sys.argv[1]) / "lib"
listed = literals(source / "text" / "english.c")
listed = [t for t in listed if t != "text/english.h"]
zh, en = listed[0::2], listed[1::2]
said = {
    text
    for room in ("draw", "report")
    for path in sorted((source / room).glob("*.c"))
    if path.name not in APART
    for text in literals(path)
    if CHINESE.search(text) and not FONTS.search(text)
}
# PAIR of facts.c puts 调整前 and 调整后 before what it is given
paired = {when + text for when in ("调整前", "调整后") for text in said}
bad = [f"not in the order of bytes: {b}" for a, b in zip(zh, zh[1:])
       if a.encode() >= b.encode()]
bad += [f"no English: {t}" for t in sorted(said - set(zh)) if t.strip("\u3000\uff3f")
        and not any(when + t in zh for when in ("调整前", "调整后"))]
bad += [f"nobody says: {t}" for t in sorted(set(zh) - said - paired)
        if CHINESE.search(t)]
bad += [f"the English is Chinese: {t}" for t in en if CHINESE.search(t)]
print("\n".join(bad))
sys.exit(bool(bad) or len(zh) < 100)
