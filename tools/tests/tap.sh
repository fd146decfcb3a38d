# shellcheck shell=sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Test Anything Protocol for the shell tests; to be sourced. Works in $tmp, a folder
# that is gone afterwards, in the locale of SZ_TEST_LOCALE.

n_tests=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
unset LANGUAGE LC_MESSAGES LANG
LC_ALL=${SZ_TEST_LOCALE:-C.UTF-8}
export LC_ALL
code=0

# Run a command; its output is in $tmp/out and $tmp/err, its exit code in $code.
run() {
    code=0
    "$@" >"$tmp/out" 2>"$tmp/err" || code=$?
}

# The last command of the list before it is the condition: ok NAME, or not ok NAME with
# what the last run() printed.
pass() {
    n_tests=$((n_tests + 1))
    echo "ok $n_tests - $1"
}
fail() {
    n_tests=$((n_tests + 1))
    echo "not ok $n_tests - $1"
    { echo "exit code $code; stdout:"; cat "$tmp/out"; echo "stderr:"; cat "$tmp/err"; } \
        2>/dev/null | sed 's/^/# /'
}
skip() {
    n_tests=$((n_tests + 1))
    echo "ok $n_tests - $1 # SKIP $2"
}

# check NAME COMMAND...: ok when the command succeeds
check() {
    check_name=$1
    shift
    if "$@" >/dev/null 2>&1; then pass "$check_name"; else fail "$check_name"; fi
}

# expect NAME CODE STDERR_PATTERN COMMAND...: exit code and first line of stderr; an empty
# pattern wants an empty stderr
expect() {
    expect_name=$1 expect_code=$2 pattern=$3
    shift 3
    run "$@"
    if [ "$code" -ne "$expect_code" ]; then
        fail "$expect_name: exit code is not $expect_code"
    elif [ -z "$pattern" ] && [ -s "$tmp/err" ]; then
        fail "$expect_name: stderr is not empty"
    elif [ -n "$pattern" ] && ! head -n 1 "$tmp/err" | grep -q -e "$pattern"; then
        fail "$expect_name: stderr does not match $pattern"
    else
        pass "$expect_name"
    fi
}

# row LABEL VALUE: is there a row "LABEL  VALUE" in the output of the last run?
row() {
    check "$1: $2" grep -qx -e " *$1  *$2" "$tmp/out"
}

finish() {
    echo "1..$n_tests"
}
