# shellcheck shell=sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The Debian packages that sizhi is built and tested with; to be sourced.

# shellcheck disable=SC2034 # the lists are for who sources this

# To build the program and to draw maps with it.
build_packages="gcc meson ninja-build pkg-config libgeos-dev libproj-dev libgdal-dev
    libcairo2-dev libpango1.0-dev libfontconfig-dev libjson-c-dev libinih-dev libicu-dev
    libxlsxwriter-dev libminizip-dev zlib1g-dev
    gettext scdoc fonts-noto-cjk"
# To run every test besides.
test_packages="g++ clang llvm libclang-rt-dev libomp-dev check binutils python3 locales
    shellcheck coinor-libcbc-dev poppler-utils"
# To look at documents as those who get them do: 232 MB to fetch, and what they check is
# said to be skipped without them.
reader_packages="libreoffice-writer-nogui libreoffice-calc-nogui chromium-headless-shell"
# The peer that benchmarks run beside.
bench_packages="metis"

# Those of the packages given that are not installed.
missing_packages() {
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

# Install those of the packages given that are missing. With all of them there this
# needs neither the network nor any right.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "this is no Debian; needed are: $*" >&2
        return
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        echo "packages are missing, and this user cannot install them; as root, run:" >&2
        echo "    apt-get install --no-install-recommends $missing" >&2
        return 1
    fi
    echo "installing: $missing" >&2
    $as_root apt-get update -qq >&2
    # shellcheck disable=SC2086 # the list is meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends $missing >&2
}
