/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file core.h  Status codes, the caller-owned error, progress. */
#ifndef SIZHI_CORE_H
#define SIZHI_CORE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && !defined(_WIN32)
#define SZ_API __attribute__((visibility("default")))
#else
#define SZ_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Outcome of a call. Values are ABI: new ones are appended. */
typedef enum sz_status {
    SZ_SUCCESS = 0,
    SZ_ERR_NOMEM = 1,      /**< out of memory */
    SZ_ERR_INVALID = 2,    /**< an argument breaks its documented contract */
    SZ_ERR_IO = 3,         /**< a file cannot be opened, read or written */
    SZ_ERR_DATA = 4,       /**< a file was read, but what it says cannot be used */
    SZ_ERR_GEOMETRY = 5,   /**< a shape cannot be used or repaired */
    SZ_ERR_INFEASIBLE = 6, /**< well formed, but no plan satisfies it */
    SZ_ERR_CANCELLED = 7   /**< the progress callback returned 0 */
} sz_status;

/** Bytes of sz_error.message, its terminating NUL included. */
#define SZ_MESSAGE_SIZE 512

/**
 * Detail of the first failure of a call. Owned by the caller, nothing in it
 * needs freeing; a NULL sz_error pointer is accepted everywhere.
 */
typedef struct sz_error {
    sz_status status;
    int64_t item;                  /**< offending feature, parcel, line; or -1 */
    char message[SZ_MESSAGE_SIZE]; /**< UTF-8, one line, no full stop */
} sz_error;

/** An error that holds nothing yet. */
#define SZ_ERROR_INIT { SZ_SUCCESS, -1, "" }

/** Short constant name of a status ("out of memory"), never NULL. */
SZ_API const char *sz_status_name(sz_status status);

/** Version of the library that is running, such as "0.1.0". */
SZ_API const char *sz_version(void);

/**
 * TEXT as one field of a CSV table: in quotes where it must be, and with an apostrophe in
 * front where a spreadsheet would take it for a formula, which is when it begins with
 * = + - @ or a control character and is no number. All tables of the library are so.
 *
 * @param out   [size] the field, NUL-terminated; cut when it does not fit. May be NULL
 *              when size is 0
 * @return bytes of the whole field, NUL not counted. O(length).
 */
SZ_API size_t sz_csv_field(const char *text, char *out, size_t size);

/** A folder whose files appear together or not at all. */
typedef struct sz_folder sz_folder;

/**
 * Begin the files of folder @p path, which is made when it is not there; what else stands
 * in it stays.
 *
 * @param out  close with sz_folder_free()
 * @return SZ_SUCCESS, SZ_ERR_INVALID (no path), SZ_ERR_IO or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_folder_open(const char *path, sz_folder **out, sz_error *err);

/** Where to write the file that will be called @p name; lives as long as the folder. NULL:
 * out of memory. */
SZ_API const char *sz_folder_path(sz_folder *folder, const char *name);

/** Move all files into place, where they replace files of their names. When one of them
 * cannot be, the folder is as it was. */
SZ_API sz_status sz_folder_publish(sz_folder *folder, sz_error *err);

/** Forget what was not published, and the folder when it was made for it. NULL is fine. */
SZ_API void sz_folder_free(sz_folder *folder);

/**
 * Progress callback, in the shape of GDAL's: called about a hundred times a
 * task, first with 0, last with 1; more often in tasks of many seconds, so that
 * they can be cancelled at once.
 *
 * @param fraction  share done, 0 .. 1
 * @param what      what is being done, UTF-8, may be NULL; valid for the call
 * @param data      the pointer given beside the callback
 * @return 0 to cancel, anything else to go on
 */
typedef int (*sz_progress_fn)(double fraction, const char *what, void *data);

#ifdef __cplusplus
}
#endif

#endif
