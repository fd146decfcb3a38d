# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write the templates that come with the library as C: embed.py OUT TEMPLATE.txt ...

As numbers, since C compilers need not take a string of more than 4,095 bytes.
"""
import pathlib
import textwrap
import sys

out, *paths = map(pathlib.Path, sys.argv[1:])
texts, rows = [], []
for path in sorted(paths, key=lambda p: (p.stem != "plan", p.stem)):
    # char may be signed: what is above 127 is written as it is there
    numbers = [str(b - 256 if b > 127 else b) for b in path.read_bytes() + b"\0"]
    body = textwrap.fill(", ".join(numbers), 88, initial_indent="    ",
                         subsequent_indent="    ")
    texts.append(f"static const char {path.stem}[] = {{\n{body}\n}};\n")
    rows.append(f'    {{ "{path.stem}", {path.stem} }},\n')
out.write_text(
    "/* Made from lib/report/templates. */\n"
    '#include "report/document.h"\n\n'
    + "".join(texts)
    + "\nconst sz_shipped_template sz__templates[] = {\n" + "".join(rows) + "};\n"
    "const size_t sz__n_templates = sizeof sz__templates / sizeof *sz__templates;\n"
)
