/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file script.h  Scripts: sentences of the field (将A社区青山路以南划入B社区) and short
 * commands (transfer A: south of R -> B), read and applied to a plan. What a script may
 * say stands in sizhi-script(5).
 */
#ifndef SIZHI_SCRIPT_H
#define SIZHI_SCRIPT_H

#include <sizhi/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Every name that a script may use: communities, lines, units, parcels, towns, with
 * their short forms. Any number of threads may use one at once. */
typedef struct sz_gazetteer sz_gazetteer;

/** A script that has been read. For one thread at a time. */
typedef struct sz_script sz_script;

/** What a script did to a plan. */
typedef struct sz_application sz_application;

/** Names of @p plan and its map, which must outlive the gazetteer. Free with
 * sz_gazetteer_free(). SZ_ERR_NOMEM. O(length of all names). */
SZ_API sz_status sz_gazetteer_new(const sz_plan *plan, sz_gazetteer **out,
                                  sz_error *err);
SZ_API void sz_gazetteer_free(sz_gazetteer *gazetteer); /**< NULL is fine */

/** Let @p alias stand for what @p name stands for; SZ_ERR_INVALID when nothing is
 * called that. Not while other threads use the gazetteer. */
SZ_API sz_status sz_gazetteer_alias(sz_gazetteer *gazetteer, const char *alias,
                                    const char *name, sz_error *err);

/**
 * Read a script. Mistakes in it are no failure: they show when it is applied.
 *
 * @param gazetteer  must outlive the script
 * @param text       [length] bytes, UTF-8 or GBK; copied
 * @param out        free with sz_script_free()
 * @return SZ_SUCCESS; SZ_ERR_DATA when it is text in neither encoding; SZ_ERR_NOMEM.
 *         O(length).
 */
SZ_API sz_status sz_script_read(const sz_gazetteer *gazetteer, const char *text,
                                size_t length, sz_script **out, sz_error *err);
SZ_API void sz_script_free(sz_script *script); /**< NULL is fine */

/** Set up with SZ_APPLY_OPTIONS_INIT. */
typedef struct sz_apply_options {
    size_t size;
    int keep_going;        /**< nonzero: leave out what fails, do the rest */
    const int32_t *picks;  /**< [n_picks] the reading to take, from 1, of each statement
                                that has several, in the order of the script */
    size_t n_picks;
    const unsigned char *locked; /**< [parcels] nonzero: may not move; or NULL */
} sz_apply_options;
#define SZ_APPLY_OPTIONS_INIT { sizeof(sz_apply_options), 0, NULL, 0, NULL }

/** How bad a note is. */
typedef enum sz_note_level {
    SZ_NOTE_ERROR = 0,     /**< the statement has not been done, or its check fails */
    SZ_NOTE_WARNING = 1,   /**< done, but what it says does not agree with the map */
    SZ_NOTE_HINT = 2       /**< done */
} sz_note_level;

/** Something to know about a statement, and where in the script it is. */
typedef struct sz_note {
    sz_note_level level;
    int32_t statement;     /**< number of the statement, or -1 */
    uint32_t line, column; /**< from 1; columns in characters */
    uint32_t width;        /**< characters that are meant, at least 1, on that line */
    const char *source;    /**< that line, or of a long one what is near; UTF-8, owned by
                                the application */
    const char *message;   /**< one line, owned by the application */
    uint32_t source_column; /**< column at which source begins: 1 as a rule */
} sz_note;

/** One statement and what it did. */
typedef struct sz_outcome {
    const char *kind;      /**< "move", "abolish", "found", "rename", "keep", "split",
                                "count", "list", "limits", "ring", "lock", "assert" */
    int done;              /**< nonzero: it was done, or its check holds so far */
    uint32_t line, column;
    int32_t to;            /**< community that received ground, or -1 */
    size_t parcels;        /**< moved */
    int64_t households;
    double area_m2;
} sz_outcome;

/** A name that a statement gave. */
typedef struct sz_naming {
    int32_t community;     /**< of the new plan */
    int32_t town;          /**< its town, or -1 */
    const char *was;       /**< its name before; NULL: the statement founded it */
    const char *name;      /**< its name then, which a later statement may change */
} sz_naming;

/**
 * Apply a script to a plan, which stays as it is.
 *
 * @param plan     of the map of the script's gazetteer
 * @param options  NULL: the defaults
 * @param result   the new plan; NULL when something failed and keep_going is off (a
 *                 script applies whole or not at all). Free with sz_plan_free()
 * @param report   what each statement did; free with sz_application_free()
 * @return SZ_SUCCESS, also when statements failed: see sz_application_errors();
 *         SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels) for each region, and what its
 *         clauses cost.
 */
SZ_API sz_status sz_script_apply(const sz_script *script, const sz_plan *plan,
                                 const sz_apply_options *options, sz_plan **result,
                                 sz_application **report, sz_error *err);
SZ_API void sz_application_free(sz_application *report); /**< NULL is fine */

/** A parcel that the line of a clause, drawn on at its ends, runs through, where no other
 * clause leaves it out. It is not cut, but goes where its inner point lies. */
typedef struct sz_crossed {
    int32_t statement;     /**< its number */
    uint32_t line, column; /**< of the clause in the script, from 1 */
    size_t parcel;         /**< from 0 */
    int32_t unit;          /**< a unit that the parcel is part of, which even
                                sz_script_cuts() leaves alone; -1: none */
    int taken;             /**< nonzero: it goes with the side that the clause means */
    const char *name;      /**< of the line; of the plan's map */
    double share;          /**< of its area that lies on that side, 0 .. 1, to a percent
                                or two */
    int64_t households;    /**< of the whole parcel; where they live in it is not known */
} sz_crossed;

/**
 * What the script's lines run through, in the order of the statements; 100,000 at most.
 *
 * @param list  [returned number], owned by the report; may be NULL
 */
SZ_API size_t sz_application_crossed(const sz_application *report,
                                     const sz_crossed **list);

/** What a script would cut. */
typedef struct sz_cuts sz_cuts;

/**
 * Which parcels the lines of a script's clauses, drawn on at their ends, run through, so
 * that a part is meant and another is not: for sz_project_read_cut(). Applied to the
 * project so read, the script takes just what it says. Parcels in units are left alone.
 *
 * @param options  as for sz_script_apply()
 * @param out      free with sz_cuts_free()
 * @return SZ_SUCCESS; SZ_ERR_DATA when the script names a parcel by its number that
 *         would be cut; SZ_ERR_INVALID, SZ_ERR_NOMEM. Cost as of sz_script_apply().
 */
SZ_API sz_status sz_script_cuts(const sz_script *script, const sz_plan *plan,
                                const sz_apply_options *options, sz_cuts **out,
                                sz_error *err);
SZ_API void sz_cuts_free(sz_cuts *cuts); /**< NULL is fine */

/** [*n] owned by the cuts; names are those of the plan's map. */
SZ_API const sz_parcel_cut *sz_cuts_list(const sz_cuts *cuts, size_t *n);

SZ_API size_t sz_application_statements(const sz_application *report);
/** Fill *out; SZ_ERR_INVALID when there is no statement @p i. */
SZ_API sz_status sz_application_statement(const sz_application *report, size_t i,
                                          sz_outcome *out);
/**
 * Parcels that statement @p i moved, in their order.
 *
 * @param parcels  [returned number], owned by the report; may be NULL
 * @param to       [returned number] the community of the new plan that each went to,
 *                 owned by the report; may be NULL
 * @return how many; 0 when there is no such statement
 */
SZ_API size_t sz_application_moved(const sz_application *report, size_t i,
                                   const int32_t **parcels, const int32_t **to);
/**
 * Names that statement @p i gave, one after the other and before its parcels moved.
 *
 * @param names  [returned number], owned by the report; may be NULL
 * @return how many; 0 when there is no such statement
 */
SZ_API size_t sz_application_named(const sz_application *report, size_t i,
                                   const sz_naming **names);
SZ_API size_t sz_application_notes(const sz_application *report);
/** Fill *out; SZ_ERR_INVALID when there is no note @p i. */
SZ_API sz_status sz_application_note(const sz_application *report, size_t i,
                                     sz_note *out);
/** Number of notes of level error. */
SZ_API size_t sz_application_errors(const sz_application *report);

#ifdef __cplusplus
}
#endif

#endif
