/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing JSON. Objects may be NULL, which json-c gives when memory runs out. */
#include "json.h"

#include <math.h>
#include <stdio.h>

/* Returns the value, or NULL when it could not be put in; the object owns it. */
static json_object *add(json_object *object, const char *key, json_object *value)
{
    if (object && json_object_object_add(object, key, value) == 0)
        return value;
    json_object_put(value);
    return NULL;
}

void json_text(json_object *object, const char *key, const char *text)
{
    add(object, key, text ? json_object_new_string(text) : NULL);
}

void json_count(json_object *object, const char *key, int64_t number)
{
    add(object, key, json_object_new_int64(number));
}

void json_flag(json_object *object, const char *key, int flag)
{
    add(object, key, json_object_new_boolean(flag != 0));
}

void json_real(json_object *object, const char *key, double number, int decimals)
{
    char text[64];
    snprintf(text, sizeof text, "%.*f", decimals, number);
    if (!isfinite(number)) { /* JSON has no word for these */
        add(object, key, NULL);
        return;
    }
    add(object, key, json_object_new_double_s(number, text));
}

json_object *json_object_in(json_object *object, const char *key)
{
    return add(object, key, json_object_new_object());
}

json_object *json_array_in(json_object *object, const char *key)
{
    return add(object, key, json_object_new_array());
}

json_object *json_next(json_object *array)
{
    json_object *inner = json_object_new_object();
    if (!array || json_object_array_add(array, inner) != 0) {
        json_object_put(inner);
        inner = NULL;
    }
    return inner;
}

void json_print(json_object *object)
{
    int style = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
                JSON_C_TO_STRING_NOSLASHESCAPE;
    puts(json_object_to_json_string_ext(object, style));
    json_object_put(object);
}
