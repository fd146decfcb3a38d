# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write the profiles that come with the library as C: embed.py OUT PROFILE.ini ..."""
import configparser
import pathlib
import sys


def literal(text):
    """A C string literal, a line of TEXT on each line."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join(f'        "{line}\\n"' for line in quoted.splitlines())


out, *paths = map(pathlib.Path, sys.argv[1:])
rows = []
for path in sorted(paths, key=lambda p: (p.stem != "law2026", p.stem)):
    text = path.read_text(encoding="utf-8")
    ini = configparser.ConfigParser(interpolation=None)
    ini.read_string(text)
    meta = ini["meta"]
    title = meta["title"].split("|")[0].strip()
    rows.append(
        f'    {{ "{path.stem}", "{title}", "{meta.get("extends", "")}",\n{literal(text)} }},'
    )
body = "\n".join(rows)
out.write_text(
    "/* Made from lib/policy/profiles. */\n"
    '#include "policy/policy.h"\n\n'
    f"const sz_shipped sz__shipped[] = {{\n{body}\n}};\n"
    "const size_t sz__n_shipped = sizeof sz__shipped / sizeof *sz__shipped;\n",
    encoding="utf-8",
)
