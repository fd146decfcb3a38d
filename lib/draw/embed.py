# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write the styles that come with the library as C: embed.py OUT STYLE.ini ..."""
import pathlib
import sys


def literal(text):
    """A C string literal, a line of TEXT on each line."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join(f'      "{line}\\n"' for line in quoted.splitlines())


out, *paths = map(pathlib.Path, sys.argv[1:])
rows = [f'    {{ "{p.stem}",\n{literal(p.read_text(encoding="utf-8"))} }},\n' for p in paths]
out.write_text(
    "/* Made from lib/draw/styles. */\n"
    '#include "draw/style_file.h"\n\n'
    "const sz_shipped_style sz__styles[] = {\n" + "".join(rows) + "};\n"
    "const size_t sz__n_styles = sizeof sz__styles / sizeof *sz__styles;\n",
    encoding="utf-8",
)
