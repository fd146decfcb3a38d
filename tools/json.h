/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing JSON with json-c; the shapes stand in sizhi-files(5). */
#ifndef TOOLS_JSON_H
#define TOOLS_JSON_H

#include <json-c/json.h>

void json_text(json_object *object, const char *key, const char *text);
void json_count(json_object *object, const char *key, int64_t number);
void json_flag(json_object *object, const char *key, int flag);

/* A number with this many decimals, so that the same value is the same text. */
void json_real(json_object *object, const char *key, double number, int decimals);

/* A new object or array in this one, owned by it. */
json_object *json_object_in(json_object *object, const char *key);
json_object *json_array_in(json_object *object, const char *key);
/* A new object at the end of an array, owned by it. */
json_object *json_next(json_object *array);

/* Print on stdout and free. */
void json_print(json_object *object);

#endif
