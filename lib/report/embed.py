# SPDX-License-Identifier: LGPL-2.1-or-later
"""Write what the library carries along as C: embed.py OUT FILE ...

Templates are .txt; of the HTML page there are a .css and a .js. As numbers, since C
compilers need not take a string of more than 4,095 bytes.
"""
import pathlib
import textwrap
import sys


def array(name, path):
    """The bytes of a file as an array, a NUL behind them."""
    # char may be signed: what is above 127 is written as it is there
    numbers = [str(b - 256 if b > 127 else b) for b in path.read_bytes() + b"\0"]
    body = textwrap.fill(", ".join(numbers), 88, initial_indent="    ",
                         subsequent_indent="    ")
    return f"const char {name}[] = {{\n{body}\n}};\n"


out, *paths = map(pathlib.Path, sys.argv[1:])
texts, rows = [], []
for path in sorted(paths, key=lambda p: (p.stem != "plan", p.stem)):
    if path.suffix == ".txt":
        name = path.stem.replace(".", "_")
        texts.append("static " + array(name, path))
        rows.append(f'    {{ "{path.stem}", {name} }},\n')
    else:
        texts.append(array("sz__page_" + path.suffix[1:], path))
out.write_text(
    "/* Made from lib/report/templates and lib/report/page. */\n"
    '#include "report/html.h"\n\n'
    + "".join(texts)
    + "\nconst sz_shipped_template sz__templates[] = {\n" + "".join(rows) + "};\n"
    "const size_t sz__n_templates = sizeof sz__templates / sizeof *sz__templates;\n"
)
