/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arrays, names, random numbers, UTF-8, errors, findings. */
#include <string.h>

#include "core/array.h"
#include "core/findings.h"
#include "core/names.h"
#include "core/radix.h"
#include "core/rng.h"
#include "core/utf8.h"
#include "tests/suite.h"

START_TEST(array_grows_and_keeps)
{
    SZ__ARRAY(int) a = SZ__ARRAY_INIT;
    for (int i = 0; i < 1000; i++)
        ck_assert(sz__push(&a, i));
    ck_assert_uint_eq(a.n, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(a.at[i], i);
    free(a.at);
}
END_TEST

START_TEST(alloc_refuses_overflow)
{
    ck_assert_ptr_null(sz__alloc(SIZE_MAX / 2, 4));
    void *empty = sz__alloc(0, 8);
    ck_assert_ptr_nonnull(empty);
    free(empty);
}
END_TEST

START_TEST(names_are_numbered_in_order)
{
    sz_names names = SZ__NAMES_INIT;
    char text[16];
    ck_assert_int_eq(sz__names_find(&names, "x"), -1);
    for (int i = 0; i < 500; i++) {
        snprintf(text, sizeof text, "社区%d", i);
        ck_assert_int_eq(sz__names_add(&names, text), i);
    }
    for (int i = 499; i >= 0; i--) {
        snprintf(text, sizeof text, "社区%d", i);
        ck_assert_int_eq(sz__names_add(&names, text), i);
        ck_assert_int_eq(sz__names_find(&names, text), i);
        ck_assert_str_eq(sz__name(&names, i), text);
    }
    ck_assert_int_eq(sz__names_add(&names, ""), -1);
    ck_assert_str_eq(sz__name(&names, -1), "");
    sz__names_release(&names);
}
END_TEST

/* First outputs of xoshiro256** for state {1, 2, 3, 4}, from its authors' test. */
START_TEST(rng_is_the_published_generator)
{
    static const uint64_t want[] = { 11520, 0, 1509978240, 1215971899390074240 };
    sz_rng rng = { { 1, 2, 3, 4 } };
    for (int i = 0; i < 4; i++)
        ck_assert_uint_eq(sz__rng_next(&rng), want[i]);
}
END_TEST

START_TEST(rng_streams_differ_and_repeat)
{
    sz_rng a, b, c;
    sz__rng_init(&a, 7, 0);
    sz__rng_init(&b, 7, 1);
    sz__rng_init(&c, 7, 0);
    uint64_t first = sz__rng_next(&a);
    ck_assert_uint_ne(first, sz__rng_next(&b));
    ck_assert_uint_eq(first, sz__rng_next(&c));
    for (int i = 0; i < 1000; i++) {
        ck_assert_uint_lt(sz__rng_below(&a, 7), 7);
        double u = sz__rng_unit(&a);
        ck_assert(u >= 0 && u < 1);
    }
}
END_TEST

START_TEST(radix_sort_is_stable)
{
    enum { N = 5000 };
    static const int width[] = { 0, 1, 3, 12, 33, 64 };
    static sz_keyed at[N];
    sz_rng rng;
    sz__rng_init(&rng, 5, 0);
    for (int w = 0; w < COUNT(width); w++) {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < N; i++) {
            uint64_t key = width[w] ? sz__rng_next(&rng) >> (64 - width[w]) : 7;
            at[i] = (sz_keyed){ key, i, ~i };
            sum += key;
        }
        ck_assert(sz__radix_sort(at, N));
        sum -= at[0].key;
        for (int i = 1; i < N; i++) {
            ck_assert(at[i - 1].key < at[i].key ||
                      (at[i - 1].key == at[i].key && at[i - 1].item < at[i].item));
            ck_assert_uint_eq(at[i].more, ~at[i].item);
            sum -= at[i].key;
        }
        ck_assert_uint_eq(sum, 0);
    }
    ck_assert(sz__radix_sort(NULL, 0));
}
END_TEST

START_TEST(utf8_cuts_between_characters)
{
    ck_assert_uint_eq(sz__utf8_cut("社区", 6), 6);
    ck_assert_uint_eq(sz__utf8_cut("社区", 5), 3);
    ck_assert_uint_eq(sz__utf8_cut("社区", 2), 0);
    ck_assert_uint_eq(sz__utf8_columns("社区a"), 5);
}
END_TEST

static const struct {
    const char *label, *bytes;
    bool valid, multibyte;
} utf8_rows[] = {
    { "ascii", "abc", true, false },
    { "hanzi", "\xe7\xa4\xbe", true, true },
    { "plane 2", "\xf0\xa0\x80\x80", true, true },
    { "gbk", "\xc9\xe7\xc7\xf8", false, false },
    { "overlong", "\xc0\xaf", false, false },
    { "surrogate", "\xed\xa0\x80", false, false },
    { "cut short", "\xe7\xa4", false, false },
    { "beyond", "\xf4\x90\x80\x80", false, false },
};

START_TEST(utf8_validity)
{
    bool multibyte = false;
    bool valid = sz__utf8_valid(utf8_rows[_i].bytes, strlen(utf8_rows[_i].bytes),
                                &multibyte);
    ck_assert_msg(valid == utf8_rows[_i].valid, "%s", utf8_rows[_i].label);
    if (valid)
        ck_assert_msg(multibyte == utf8_rows[_i].multibyte, "%s", utf8_rows[_i].label);
}
END_TEST

static const struct {
    const char *text, *bare;
} bare_rows[] = {
    { "柳园社区", "柳园社区" },   { " 柳园\t", "柳园" }, { "柳园\u3000", "柳园" },
    { "\u3000 东 关\r\n", "东 关" }, { "\u00a0a ", "a" }, { " \u3000", "" },
    { "", "" },                 { "\xe3\x80", "\xe3\x80" },
};

START_TEST(utf8_without_blanks)
{
    size_t len = 99;
    const char *bare = sz__utf8_bare(bare_rows[_i].text, &len);
    ck_assert_uint_eq(len, strlen(bare_rows[_i].bare));
    ck_assert_int_eq(strncmp(bare, bare_rows[_i].bare, len), 0);
}
END_TEST

START_TEST(long_message_is_cut_at_a_character)
{
    char text[2000];
    memset(text, 0, sizeof text);
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "社", 3);
    sz_error err = SZ_ERROR_INIT;
    static const char *const heads[] = { "", "x", "xy" };   /* the cut falls anywhere */
    for (int i = 0; i < COUNT(heads); i++) {
        ck_assert_int_eq(sz__fail(&err, SZ_ERR_DATA, 7, "%s%s", heads[i], text),
                         SZ_ERR_DATA);
        ck_assert_int_eq(err.item, 7);
        ck_assert(sz__utf8_valid(err.message, strlen(err.message), NULL));
        ck_assert_uint_gt(strlen(err.message), SZ_MESSAGE_SIZE - 5);
    }
    ck_assert_int_eq(sz__fail(NULL, SZ_ERR_IO, 0, "x"), SZ_ERR_IO);
}
END_TEST

START_TEST(findings_keep_their_texts)
{
    sz_findings *list = NULL, *copy = NULL;
    ck_assert_int_eq(sz__findings_new(&list, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__findings_new(&copy, NULL), SZ_SUCCESS);
    sz_finding f = { "size.above", SZ_LEVEL_ERROR, "城东", "柳园", 3412, 3000, NULL,
                     1, 10.5, 20.5, "law2026:15", NULL, "" };
    sz__findings_add(list, &f, NULL, "%d > %d", 3412, 3000);
    f.level = SZ_LEVEL_HINT;
    f.town = NULL;
    sz__findings_add(list, &f, NULL, "second");
    sz__findings_append(copy, list, NULL);
    sz_findings_free(list);
    ck_assert_uint_eq(sz_findings_count(copy), 2);
    ck_assert_uint_eq(sz_findings_of_level(copy, SZ_LEVEL_ERROR), 1);
    ck_assert_str_eq(sz_findings_at(copy, 0)->message, "3412 > 3000");
    ck_assert_str_eq(sz_findings_at(copy, 0)->community, "柳园");
    ck_assert_str_eq(sz_findings_at(copy, 1)->town, "");
    ck_assert_ptr_null(sz_findings_at(copy, 2));
    sz_findings_free(copy);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("core");
    tcase_add_test(tc, array_grows_and_keeps);
    tcase_add_test(tc, alloc_refuses_overflow);
    tcase_add_test(tc, names_are_numbered_in_order);
    tcase_add_test(tc, rng_is_the_published_generator);
    tcase_add_test(tc, rng_streams_differ_and_repeat);
    tcase_add_test(tc, radix_sort_is_stable);
    tcase_add_test(tc, utf8_cuts_between_characters);
    tcase_add_loop_test(tc, utf8_validity, 0, COUNT(utf8_rows));
    tcase_add_loop_test(tc, utf8_without_blanks, 0, COUNT(bare_rows));
    tcase_add_test(tc, long_message_is_cut_at_a_character);
    tcase_add_test(tc, findings_keep_their_texts);
    return run_suite("core", tc);
}
