/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file sizhi.h  All of libsizhi. */
#ifndef SIZHI_SIZHI_H
#define SIZHI_SIZHI_H

#include <sizhi/account.h>
#include <sizhi/audit.h>
#include <sizhi/check.h>
#include <sizhi/compare.h>
#include <sizhi/core.h>
#include <sizhi/detached.h>
#include <sizhi/findings.h>
#include <sizhi/geopdf.h>
#include <sizhi/lint.h>
#include <sizhi/map.h>
#include <sizhi/plan.h>
#include <sizhi/policy.h>
#include <sizhi/problem.h>
#include <sizhi/project.h>
#include <sizhi/report.h>
#include <sizhi/rules.h>
#include <sizhi/sample.h>
#include <sizhi/script.h>
#include <sizhi/service.h>
#include <sizhi/sheet.h>
#include <sizhi/solve.h>
#include <sizhi/text.h>

#endif
