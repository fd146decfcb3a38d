/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of a batch: one list of columns, written as CSV, JSON or a spreadsheet. */
#include <math.h>
#include <xlsxwriter.h>

#include "apply_batch.h"
#include "command.h"
#include "i18n.h"
#include "json.h"
#include "out_file.h"
#include "talk.h"
#include "terminal.h"

enum type { TEXT, FLAG, COUNT_OF, REAL, SHARE };

/* Of a cell; a count below 0 and a number that is none are not known. */
struct cell {
    const char *text;
    int64_t count;
    double real;
};

enum column {
    SCRIPT, APPLIED, STATEMENTS, FAILED, COMMUNITIES, IN_BAND, PARCELS, HOUSEHOLDS,
    AREA, CUT, NOTES_ERROR, NOTES_WARNING, FOUND_ERRORS, FOUND_WARNINGS, FOUND_HINTS,
    FOUND_GOALS, CLEAR, COMPACT, MEAN_M, FARTHEST_M, STAFF_DUE, FIRST, N_COLUMNS
};

static const struct {
    const char *key, *head;
    enum type type;
    int decimals, width;   /* of the spreadsheet's column, characters */
} columns[N_COLUMNS] = {
    [SCRIPT] = { "script", N_("script"), TEXT, 0, 24 },
    [APPLIED] = { "applied", N_("applied"), FLAG, 0, 8 },
    [STATEMENTS] = { "statements", N_("statements"), COUNT_OF, 0, 8 },
    [FAILED] = { "failed", N_("failed"), COUNT_OF, 0, 8 },
    [COMMUNITIES] = { "communities", N_("communities"), COUNT_OF, 0, 8 },
    [IN_BAND] = { "in_band", N_("in the band"), COUNT_OF, 0, 8 },
    [PARCELS] = { "parcels", N_("parcels moved"), COUNT_OF, 0, 10 },
    [HOUSEHOLDS] = { "households", N_("households moved"), COUNT_OF, 0, 10 },
    [AREA] = { "area_m2", N_("ground moved, m2"), REAL, 2, 14 },
    [CUT] = { "cut", N_("parcels cut"), COUNT_OF, 0, 8 },
    [NOTES_ERROR] = { "errors", N_("errors in the script"), COUNT_OF, 0, 10 },
    [NOTES_WARNING] = { "warnings", N_("warnings"), COUNT_OF, 0, 8 },
    [FOUND_ERRORS] = { "found_errors", N_("findings: errors"), COUNT_OF, 0, 10 },
    [FOUND_WARNINGS] = { "found_warnings", N_("findings: warnings"), COUNT_OF, 0, 10 },
    [FOUND_HINTS] = { "found_hints", N_("findings: hints"), COUNT_OF, 0, 10 },
    [FOUND_GOALS] = { "found_goals", N_("findings: goals"), COUNT_OF, 0, 10 },
    [CLEAR] = { "clear_share", N_("clear borders"), SHARE, 4, 10 },
    [COMPACT] = { "compactness", N_("compactness, 1 for a disc"), REAL, 4, 10 },
    [MEAN_M] = { "mean_m", N_("mean way to the office, m"), REAL, 2, 10 },
    [FARTHEST_M] = { "farthest_m", N_("longest way, m"), REAL, 2, 10 },
    [STAFF_DUE] = { "staff_due", N_("workers by the policy"), COUNT_OF, 0, 10 },
    [FIRST] = { "first", N_("first error"), TEXT, 0, 60 },
};

/* Figures of the plan are unknown where there is none. */
static struct cell cell_of(const struct batch_row *r, enum column column)
{
    const sz_compared *f = &r->figures;
    struct cell c = { "", -1, NAN };
    int64_t there = r->applied ? 1 : 0;
#define FOUND(number) (there ? (int64_t)(number) : -1)
    switch (column) {
    case SCRIPT: c.text = r->name; break;
    case APPLIED: c.count = there; break;
    case STATEMENTS: c.count = (int64_t)r->statements; break;
    case FAILED: c.count = (int64_t)r->failed; break;
    case COMMUNITIES: c.count = FOUND(f->communities); break;
    case IN_BAND: c.count = FOUND(f->in_band); break;
    case PARCELS: c.count = FOUND(r->parcels); break;
    case HOUSEHOLDS: c.count = FOUND(r->households); break;
    case AREA: c.real = there ? r->area_m2 : NAN; break;
    case CUT: c.count = (int64_t)r->cut; break;
    case NOTES_ERROR: c.count = (int64_t)r->errors; break;
    case NOTES_WARNING: c.count = (int64_t)r->warnings; break;
    case FOUND_ERRORS: c.count = FOUND(f->errors); break;
    case FOUND_WARNINGS: c.count = FOUND(f->warnings); break;
    case FOUND_HINTS: c.count = FOUND(f->hints); break;
    case FOUND_GOALS: c.count = FOUND(f->goals); break;
    case CLEAR: c.real = f->clear_share; break;
    case COMPACT: c.real = f->compactness; break;
    case MEAN_M: c.real = f->mean_m; break;
    case FARTHEST_M: c.real = f->farthest_m; break;
    case STAFF_DUE: c.count = f->staff_due; break;
    case FIRST: c.text = r->first; break;
    case N_COLUMNS: break;
    }
#undef FOUND
    return c;
}

/* ---- CSV ---- */

static void put_csv(struct out_file *out, const struct batch_row *rows, size_t n)
{
    for (int k = 0; k < N_COLUMNS; k++)
        fprintf(out->file, "%s%c", columns[k].key, k + 1 < N_COLUMNS ? ',' : '\n');
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < N_COLUMNS; k++) {
            struct cell c = cell_of(&rows[i], (enum column)k);
            char after = k + 1 < N_COLUMNS ? ',' : '\n';
            if (columns[k].type == TEXT)
                csv_text(out, c.text, after);
            else if (columns[k].type == REAL || columns[k].type == SHARE)
                csv_number(out, c.real, after);
            else
                csv_count(out, c.count, after);
        }
}

int batch_csv(const struct batch_row *rows, size_t n, const char *output)
{
    struct out_file out = out_open(output);
    if (out.file && output)
        fputs(CSV_MARK, out.file);
    if (out.file)
        put_csv(&out, rows, n);
    return out_close(&out, "apply");
}

/* ---- JSON ---- */

static json_object *make_json(const struct batch_row *rows, size_t n)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++) {
        json_object *o = json_next(list);
        for (int k = 0; k < N_COLUMNS; k++) {
            struct cell c = cell_of(&rows[i], (enum column)k);
            if (columns[k].type == TEXT)
                json_text(o, columns[k].key, c.text);
            else if (columns[k].type == REAL || columns[k].type == SHARE)
                json_real(o, columns[k].key, c.real, columns[k].decimals);
            else if (c.count < 0)
                json_text(o, columns[k].key, NULL);
            else if (columns[k].type == FLAG)
                json_flag(o, columns[k].key, c.count != 0);
            else
                json_count(o, columns[k].key, c.count);
        }
    }
    return list;
}

int batch_json(const struct batch_row *rows, size_t n, const char *output)
{
    json_object *list = make_json(rows, n);
    if (!output) {
        json_print(list);
        return EXIT_DONE;
    }
    struct out_file out = out_open(output);
    if (out.file) {
        fputs(json_object_to_json_string_ext(list, JSON_C_TO_STRING_PRETTY), out.file);
        fputc('\n', out.file);
    }
    json_object_put(list);
    return out_close(&out, "apply");
}

/* ---- spreadsheet ---- */

struct formats {
    lxw_format *head, *count, *share, *real[5]; /* by decimals */
};

static struct formats make_formats(lxw_workbook *book)
{
    static const char *const reals[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000",
                                         "#,##0.0000" };
    struct formats f;
    f.head = workbook_add_format(book);
    format_set_bold(f.head);
    format_set_text_wrap(f.head);
    format_set_align(f.head, LXW_ALIGN_VERTICAL_CENTER);
    f.count = workbook_add_format(book);
    format_set_num_format(f.count, "#,##0");
    f.share = workbook_add_format(book);
    format_set_num_format(f.share, "0.0%");
    for (size_t i = 0; i < COUNT(f.real); i++) {
        f.real[i] = workbook_add_format(book);
        format_set_num_format(f.real[i], reals[i]);
    }
    return f;
}

static lxw_error put_cell(lxw_worksheet *sheet, const struct formats *f, lxw_row_t row,
                          lxw_col_t k, struct cell c)
{
    switch (columns[k].type) {
    case TEXT:
        if (*c.text)
            return worksheet_write_string(sheet, row, k, c.text, NULL);
        break;
    case FLAG:
        return worksheet_write_boolean(sheet, row, k, c.count != 0, NULL);
    case COUNT_OF:
        if (c.count >= 0)
            return worksheet_write_number(sheet, row, k, (double)c.count, f->count);
        break;
    case REAL:
    case SHARE:
        if (isfinite(c.real))
            return worksheet_write_number(sheet, row, k, c.real,
                                          columns[k].type == SHARE
                                              ? f->share : f->real[columns[k].decimals]);
        break;
    }
    return LXW_NO_ERROR;
}

/* The first failure; later cells are left out then. */
static lxw_error put_sheet(lxw_workbook *book, const struct batch_row *rows, size_t n)
{
    struct formats f = make_formats(book);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    lxw_error error = sheet ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    for (lxw_col_t k = 0; !error && k < N_COLUMNS; k++) {
        error = worksheet_set_column(sheet, k, k, columns[k].width, NULL);
        if (!error)
            error = worksheet_write_string(sheet, 0, k, _(columns[k].head), f.head);
    }
    for (size_t i = 0; !error && i < n; i++)
        for (lxw_col_t k = 0; !error && k < N_COLUMNS; k++)
            error = put_cell(sheet, &f, (lxw_row_t)i + 1, k,
                             cell_of(&rows[i], (enum column)k));
    if (error)
        return error;
    worksheet_freeze_panes(sheet, 1, 1);
    return worksheet_autofilter(sheet, 0, 0, (lxw_row_t)n, N_COLUMNS - 1);
}

int batch_xlsx(const struct batch_row *rows, size_t n, const char *output)
{
    if (n >= LXW_ROW_MAX) {
        talk_error("apply", _("%s: a spreadsheet holds %d rows, not %zu"), output,
                   (int)LXW_ROW_MAX, n + 1);
        return EXIT_DATA;
    }
    struct out_file out = out_open(output);
    lxw_workbook *book = out.file ? workbook_new(out.part) : NULL;
    if (out.file && !book) {
        out_drop(&out);
        talk_error("apply", _("out of memory"));
        return EXIT_DATA;
    }
    if (book) { /* the library opens the file itself, when it closes the book */
        lxw_doc_properties properties = { .created = terminal_now() };
        lxw_error error = workbook_set_properties(book, &properties);
        if (error == LXW_NO_ERROR)
            error = put_sheet(book, rows, n);
        lxw_error closed = workbook_close(book);
        error = error == LXW_NO_ERROR ? closed : error;
        if (error != LXW_NO_ERROR) {
            out_drop(&out);
            talk_error("apply", "%s: %s", output, lxw_strerror(error));
            return EXIT_DATA;
        }
    }
    return out_close(&out, "apply");
}
