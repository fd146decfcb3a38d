/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields of CSV tables: RFC 4180, and what spreadsheets do with them. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "core/csvtext.h"
#include "tests/suite.h"

static const struct {
    const char *label, *text, *field;
} rows[] = {
    { "nothing", "", "" },
    { "a name", "东关社区", "东关社区" },
    { "a comma", "a,b", "\"a,b\"" },
    { "a quote", "say \"no\"", "\"say \"\"no\"\"\"" },
    { "a new line", "a\nb", "\"a\nb\"" },
    { "a formula", "=1+1", "'=1+1" },
    { "a formula with a comma", "=SUM(A1,A2)", "\"'=SUM(A1,A2)\"" },
    { "plus", "+cmd", "'+cmd" },
    { "minus", "-2+3", "'-2+3" },
    { "at", "@x", "'@x" },
    { "a tab", "\tx", "'\tx" },
    { "a number below nought", "-5", "-5" },
    { "a number with a sign", "+3.25", "+3.25" },
    { "two points are no number", "-1.2.3", "'-1.2.3" },
    { "a dash alone", "-", "'-" },
    { "a sign in the middle", "a=b", "a=b" },
};

START_TEST(fields)
{
    char out[64], small[4];
    size_t n = sz_csv_field(rows[_i].text, out, sizeof out);
    ck_assert_msg(strcmp(out, rows[_i].field) == 0, "%s: %s", rows[_i].label, out);
    ck_assert_uint_eq(n, strlen(rows[_i].field));
    ck_assert_uint_eq(sz_csv_field(rows[_i].text, NULL, 0), n);
    ck_assert_uint_eq(sz_csv_field(rows[_i].text, small, sizeof small), n);
    ck_assert_uint_eq(strlen(small), n < 3 ? n : 3);
    ck_assert_int_eq(strncmp(small, rows[_i].field, strlen(small)), 0);
}
END_TEST

START_TEST(the_mark_is_taken_off)
{
    ck_assert_str_eq(sz__csv_unmarked("'=1+1"), "=1+1");
    ck_assert_str_eq(sz__csv_unmarked("'s-Gravenhage"), "'s-Gravenhage");
    ck_assert_str_eq(sz__csv_unmarked("'-5"), "'-5"); /* never marked */
    ck_assert_str_eq(sz__csv_unmarked(""), "");
}
END_TEST

/* What is written comes back as a line. */
static void line_of(FILE *f, char *out, size_t size)
{
    rewind(f);
    size_t n = fread(out, 1, size - 1, f);
    out[n] = '\0';
    fclose(f);
}

START_TEST(files)
{
    char line[256];
    FILE *f = tmpfile();
    ck_assert_ptr_nonnull(f);
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where there is one: a decimal comma */
    sz__csv_put(f, "a,b", ',');
    sz__csv_put_count(f, 7, ',');
    sz__csv_put_count(f, -1, ',');
    sz__csv_put_number(f, 1234.5, 2, ',');
    sz__csv_put_number(f, -0.004, 2, ',');
    sz__csv_put_number(f, -0.05, 1, ',');
    sz__csv_put_number(f, NAN, 2, ',');
    sz__csv_put_short(f, 0.25, 6, ',');
    sz__csv_put_short(f, 3, 6, ',');
    sz__csv_put_short(f, -306440.3900001, 6, ',');
    sz__csv_put_short(f, HUGE_VAL, 6, '\n');
    line_of(f, line, sizeof line);
    setlocale(LC_ALL, "C");
    ck_assert_str_eq(line, "\"a,b\",7,,1234.50,0.00,-0.1,,0.25,3,-306440.39,\n");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("csvtext");
    tcase_add_loop_test(tc, fields, 0, COUNT(rows));
    tcase_add_test(tc, the_mark_is_taken_off);
    tcase_add_test(tc, files);
    return run_suite("csvtext", tc);
}
