/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints readings.c: see readings.h. Runs when the library is built. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uclean.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { FIRST = 0x4E00, END = 0xA000, READINGS = 4096, LENGTH = 24 };

static char readings[READINGS][LENGTH];
static int n_readings = 1; /* 0 is none */

/* Number of what the transliterator makes of C, 0 when it leaves C as it is. */
static int reading_of(UTransliterator *translit, uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text[LENGTH] = { (UChar)c };
    int32_t length = 1, limit = 1;
    char out[LENGTH] = "";
    utrans_transUChars(translit, text, &length, LENGTH, 0, &limit, &error);
    u_strToUTF8(out, sizeof out, NULL, text, length, &error);
    if (U_FAILURE(error) || (length == 1 && text[0] == c))
        return 0;
    for (int i = 1; i < n_readings; i++)
        if (strcmp(readings[i], out) == 0)
            return i;
    if (n_readings == READINGS)
        return 0;
    memcpy(readings[n_readings], out, sizeof out);
    return n_readings++;
}

/* Whether C has two bytes in the code of CONVERTER, the first in LOW .. HIGH. */
static bool is_in(UConverter *converter, uint32_t c, unsigned low, unsigned high)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text = (UChar)c;
    char out[8];
    int32_t n = ucnv_fromUChars(converter, out, sizeof out, &text, 1, &error);
    unsigned lead = (unsigned char)out[0];
    return U_SUCCESS(error) && n == 2 && lead >= low && lead <= high;
}

/* A converter that drops what its code does not have. */
static UConverter *converter(const char *name, UErrorCode *error)
{
    UConverter *out = ucnv_open(name, error);
    if (U_SUCCESS(*error))
        ucnv_setFromUCallBack(out, UCNV_FROM_U_CALLBACK_SKIP, NULL, NULL, NULL, error);
    return out;
}

int main(void)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar id[16];
    u_uastrcpy(id, "Han-Latin");
    UTransliterator *translit = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL,
                                             &error);
    UConverter *gb = converter("gb2312", &error), *big5 = converter("big5", &error);
    if (U_FAILURE(error)) {
        fprintf(stderr, "ICU: %s\n", u_errorName(error));
        return 1;
    }
    puts("/* Made by make_readings.c. */\n#include \"core/readings.h\"\n\n"
         "const uint16_t sz__han[SZ_HAN_END - SZ_HAN_FIRST] = {");
    for (uint32_t c = FIRST; c < END; c++) {
        bool common = is_in(gb, c, 0xB0, 0xF7) || is_in(big5, c, 0xA4, 0xC6);
        printf("%d,%c", reading_of(translit, c) | (common ? 0x8000 : 0),
               c % 16 == 15 ? '\n' : ' ');
    }
    puts("};");
    utrans_close(translit);
    ucnv_close(gb);
    ucnv_close(big5);
    u_cleanup();
    return 0;
}
