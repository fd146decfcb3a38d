/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file text.h  Sentences (文字方案): what changes between two plans and what bounds
 * every community, in the words of the field, each read back before it is handed out.
 */
#ifndef SIZHI_TEXT_H
#define SIZHI_TEXT_H

#include <sizhi/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A description. Immutable; refers to the plans' map, but to neither plan. */
typedef struct sz_description sz_description;

typedef enum sz_language {
    SZ_LANGUAGE_ZH = 0, /**< simplified Chinese */
    SZ_LANGUAGE_EN = 1  /**< plain English; names stay as they are */
} sz_language;

/** Set up with SZ_DESCRIBE_OPTIONS_INIT. Texts as a policy holds them. */
typedef struct sz_describe_options {
    size_t size;
    sz_language language;
    const char *sides;  /**< order of the sides, NULL: "east, south, west, north" */
    const char *verb;   /**< of ground that moves, NULL: "划入" */
    const char *suffix; /**< what names of communities end in, NULL: "社区" */
    const char *tail;   /**< facts after the sides: some of "households, population,
                             area"; NULL: "households, area"; "none" */
    sz_progress_fn progress;
    void *progress_data;
} sz_describe_options;
#define SZ_DESCRIBE_OPTIONS_INIT                                                   \
    { sizeof(sz_describe_options), SZ_LANGUAGE_ZH, NULL, NULL, NULL, NULL, NULL, NULL }

/** How a moved piece is worded. */
typedef enum sz_words {
    SZ_WORDS_WHOLE = 0,   /**< all of the source */
    SZ_WORDS_REGIONS = 1, /**< by lines and directions: 青山路以南、长河路以西 */
    SZ_WORDS_UNITS = 2,   /**< by named units, or by lines and units */
    SZ_WORDS_PARCELS = 3  /**< parcels by number: no other wording is exact */
} sz_words;

/** "whole", "regions", "units", "parcels". */
SZ_API const char *sz_words_name(sz_words words);

/** One moved piece in words. Texts are owned by the description. */
typedef struct sz_described_move {
    int32_t from, to;      /**< communities of the later plan; from = -1: a gap */
    const char *sentence;
    sz_words words;
    size_t regions, clauses;
    int64_t households;
    double area_m2;
    size_t parcels;
    int exact;             /**< read back, it selects the same parcels */
    double angle;          /**< the worst between a line and its direction, degrees;
                                above 45 the direction is doubtful */
    size_t crossed;        /**< parcels of the source that a line of the words, or its
                                extension, runs through; none is cut */
} sz_described_move;

/** One community of the later plan in words; the texts of one without ground are NULL. */
typedef struct sz_described_community {
    int32_t community;
    const char *north, *east, *south, *west; /**< what bounds it there; "" if nothing */
    const char *sentence;  /**< all four sides and the facts */
    double border_m;       /**< of its main part */
    double named_share;    /**< of that on named lines or the limit, 0 .. 1 */
    double agreement;      /**< area that the sides read back and the main part have in
                                common, by the area of both together, 0 .. 1; 0 when
                                the sentence, read as text, does not say them */
    double differs_m2;     /**< area in one of them only */
    const char *fate;      /**< 撤销A社区, 新设A社区, A社区更名为B社区; "" when it is kept.
                                Also of one without ground */
} sz_described_community;

/** How well everything reads back (回读一致率). */
typedef struct sz_agreement {
    size_t moves, moves_exact;
    int64_t households, households_exact; /**< of the moves */
    double area_m2, area_exact_m2;
    size_t communities;       /**< with sides */
    size_t sides_good;        /**< of those, agreement above 0.95 */
    size_t named;             /**< with a border at least 90 % named */
    size_t named_good;        /**< of those, agreement above 0.95 */
    int32_t worst;            /**< community whose sides differ most in area, or -1 */
} sz_agreement;

/**
 * Describe @p after as compared with @p before, both of one map.
 *
 * @param options  NULL: the defaults
 * @param out      free with sz_description_free()
 * @return SZ_SUCCESS; SZ_ERR_INVALID when the plans do not fit each other or an option
 *         is no such word; SZ_ERR_CANCELLED, SZ_ERR_NOMEM.
 *         O(moves x names x parcels + communities x borders).
 */
SZ_API sz_status sz_describe(const sz_plan *before, const sz_plan *after,
                             const sz_describe_options *options, sz_description **out,
                             sz_error *err);
SZ_API void sz_description_free(sz_description *description); /**< NULL is fine */

/** Moves, ordered as sz_plan_moves() orders them. */
SZ_API size_t sz_description_moves(const sz_description *description);
/** NULL when there is no such move. */
SZ_API const sz_described_move *sz_description_move(const sz_description *description,
                                                    size_t i);

/** Communities of the later plan, abolished ones included. */
SZ_API size_t sz_description_communities(const sz_description *description);
/** NULL when there is no such community. */
SZ_API const sz_described_community *
sz_description_community(const sz_description *description, size_t i);

SZ_API const sz_agreement *sz_description_agreement(const sz_description *description);

/** The whole as a notice (方案): totals, what is abolished, founded and renamed, then a
 * paragraph for each community. Lines end in "\n". */
SZ_API const char *sz_description_notice(const sz_description *description);

/** The changes alone as a script for `sizhi apply`: it turns the earlier plan into the
 * later one, parcel for parcel. */
SZ_API const char *sz_description_script(const sz_description *description);

#ifdef __cplusplus
}
#endif

#endif
