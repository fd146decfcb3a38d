#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Rules of the source tree: licence lines, exported symbols, shell scripts.
# usage: tree.sh LIBRARY SOURCE
set -u
library=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"

find "$source/include" "$source/lib" "$source/tools" "$source/examples" "$source/man" \
    "$source/.ci" \( -name '*.[ch]' -o -name '*.cpp' -o -name '*.sh' -o -name '*.py' \
    -o -name meson.build -o -path '*/.ci/*' \) -type f >files
echo "$source/meson.build" >>files
xargs awk 'FNR <= 3 && /SPDX-License-Identifier: LGPL-2.1-or-later/ { print FILENAME }' \
    <files | sort -u >licensed
sort files | comm -23 - licensed >bare
cp bare out
check "there are source files" test "$(wc -l <files)" -gt 50
check "every source file has its licence line" test ! -s bare

# Functions of the headers, and what the library exports.
cat "$source"/include/sizhi/*.h | tr '\n' ' ' |
    grep -o 'SZ_API [^;]*;' | grep -o 'sz_[a-z0-9_]*(' | tr -d '(' | sort -u >declared
nm -D --defined-only "$library" | sed -n 's/.* T \(sz_*[a-z0-9_]*\).*/\1/p' |
    sort -u >exported
diff declared exported >out
check "the headers declare functions" test "$(wc -l <declared)" -gt 40
check "the library exports the functions of its headers, and nothing else" \
    test ! -s out

python3 "$source/tools/tests/english.py" "$source" >out 2>&1
check "what documents and sheets say in Chinese has its English" test $? -eq 0

if command -v shellcheck >/dev/null; then
    grep -e '\.sh$' -e '/run$' files | xargs shellcheck -x -P "$source" >out 2>&1
    check "shellcheck has nothing to say" test ! -s out
else
    skip "shellcheck has nothing to say" "no shellcheck here"
fi
finish
