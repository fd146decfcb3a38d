#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Count what a run of `meson test` did: prints "passed failed skipped".

A TAP program counts each of its cases, another test counts as one. A program that
breaks off after good cases counts as a failure too.

usage: count.py LOG_FOLDER LOG_BASE
"""
import json
import os
import sys
import xml.etree.ElementTree as xml

BAD = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS"}


def main(folder, base):
    junit = os.path.join(folder, base + ".junit.xml")
    lines = os.path.join(folder, base + ".json")
    passed = failed = skipped = 0
    for suite in xml.parse(junit).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            if case.find("skipped") is not None:
                skipped += 1
            elif case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            else:
                passed += 1
    with open(lines, encoding="utf-8") as log:
        broken = sum(json.loads(line)["result"] in BAD for line in log)
    print(passed, max(failed, broken), skipped, base)


if __name__ == "__main__":
    main(*sys.argv[1:])
