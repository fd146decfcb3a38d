#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build with gcc as release and with clang under ASan and UBSan (which find what gcc's do
# and more); run every test with the first, all but those of mere form under the
# sanitizers, and those of the program where decimals have a comma; say in one line what
# came of it.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/tools/packages.sh"
# shellcheck disable=SC2086 # the lists are meant to be split
install_packages $build_packages $test_packages
# What only reads documents is fetched while the first build goes on.
# shellcheck disable=SC2086
install_packages $reader_packages >"$top/build-readers.log" 2>&1 &
readers=$!

counts=$top/build-counts
: >"$counts"

# Run every test of a build folder; what they count to is added to the list.
# run_tests NAME FOLDER [meson test options]
run_tests() {
    name=$1 dir=$2
    shift 2
    echo "== $name: tests"
    meson test -C "$dir" --no-rebuild --print-errorlogs --logbase "log-$name" "$@" \
        || true # the counts say what failed
    python3 "$top/tools/tests/count.py" "$dir/meson-logs" "log-$name" >"$counts.new" ||
        echo "0 1 0 $name: no counts" >"$counts.new"
    tee -a "$counts" <"$counts.new"
}

# The programs that read documents are installed, or it is said that they are not.
await_readers() {
    [ -n "$readers" ] || return 0
    wait "$readers" || {
        echo "no LibreOffice or Chromium; what they check is skipped:"
        tail -n 5 "$top/build-readers.log"
    }
    readers=
}

# Configure (once), build and test one configuration; TESTS are options of meson test.
# configuration NAME CC CXX TESTS [meson setup options]
configuration() {
    name=$1 dir=$top/build-$1 cc=$2 cxx=$3 tests=$4
    shift 4
    echo "== $name: build"
    if { [ -f "$dir/build.ninja" ] || CC=$cc CXX=$cxx meson setup "$dir" "$top" "$@"; } &&
        meson compile -C "$dir"; then
        await_readers
        # shellcheck disable=SC2086 # options are meant to be split
        run_tests "$name" "$dir" $tests
    else
        echo "0 1 0 $name: no build" | tee -a "$counts"
    fi
}

# Locales that the tests want, made in the build tree when this machine lacks them.
make_locale() {
    [ -d "$LOCPATH/$1.UTF-8" ] && return
    mkdir -p "$LOCPATH"
    localedef -i "$1" -f UTF-8 "$LOCPATH/$1.UTF-8" >/dev/null 2>&1
}
export LOCPATH="$top/build-locales"
make_locale zh_CN || echo "no zh_CN locale; tests that need it are skipped"

export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:abort_on_error=1:print_stacktrace=1
export LSAN_OPTIONS="suppressions=$top/tools/tests/lsan.supp:print_suppressions=0"
sanitize="-Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false"

configuration gcc-release gcc g++ "" -Dbuildtype=release
# shellcheck disable=SC2086 # options are meant to be split
configuration clang-sanitize clang clang++ "" $sanitize

if make_locale de_DE; then
    LC_ALL=de_DE.UTF-8 SZ_TEST_LOCALE=de_DE.UTF-8
    export LC_ALL SZ_TEST_LOCALE
    run_tests decimal-comma "$top/build-gcc-release" --suite data
else
    echo "0 0 1 decimal-comma: no de_DE locale here" | tee -a "$counts"
fi

awk '{ passed += $1; failed += $2; skipped += $3 }
    END {
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed > 0 || passed == 0
    }' "$counts"
