#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The Chinese catalogue has every message, and the program speaks it.
# usage: po.sh SIZHI SOURCE
set -u
sizhi=$(realpath "$1") source=$2
. "$source/tools/tests/tap.sh"
po=$source/tools/po

(cd "$source" && xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ -c -F \
    --files-from=tools/po/POTFILES -o "$tmp/sizhi.pot") || exit 1
(cd "$source" && grep -lE '\b(_|N_)\(("|$)' lib/*/*.[ch] tools/*.[ch] | grep -v '^lib/tests/' |
    sort) >with
sort "$po/POTFILES" | grep -v '^#' >listed
comm -23 with listed >out
check "every file with messages is in POTFILES" test ! -s out
run msgcmp "$po/zh_CN.po" sizhi.pot
check "every message is translated" test "$code" -eq 0
run msgfmt --check -o zh.mo "$po/zh_CN.po"
check "msgfmt accepts the catalogue" test "$code" -eq 0

chinese() {
    env LC_ALL="$1" LANGUAGE="$2" "$sizhi" help >"$tmp/out" 2>"$tmp/err"
    grep -q '社区' "$tmp/out"
}
check "LANGUAGE=zh_CN" chinese C.UTF-8 zh_CN
check "a machine without a Chinese locale" env LOCPATH=/nowhere LC_ALL=zh_CN.UTF-8 \
    sh -c "'$sizhi' help | grep -q 社区"
if env LC_ALL=zh_CN.UTF-8 locale charmap 2>/dev/null | grep -q UTF-8; then
    check "LC_ALL=zh_CN.UTF-8" chinese zh_CN.UTF-8 ''
else
    skip "LC_ALL=zh_CN.UTF-8" "no such locale here"
fi
env LC_ALL=C.UTF-8 LANGUAGE=zh_CN "$sizhi" plan x --min=abc >out 2>"$tmp/err"
check "errors are in Chinese too" grep -q -e '--min=abc' "$tmp/err"
check "English stays English" sh -c "LC_ALL=C.UTF-8 LANGUAGE= '$sizhi' help |
    grep -q communities"
finish
