/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every test program of the library shares. */
#ifndef SIZHI_TESTS_SUITE_H
#define SIZHI_TESTS_SUITE_H

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

/* Run one case as a suite, in the user's locale; the exit status of main(). */
static inline int run_suite(const char *name, TCase *tc)
{
    setlocale(LC_ALL, ""); /* a decimal comma must change nothing */
    Suite *suite = suite_create(name);
    tcase_set_timeout(tc, 0);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
