/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts as scripts and as drafts of notices, for a town of sixteen blocks. The first byte
 * says how: bit 0, as a draft; bit 1, going on after mistakes; bits 2 and 3, the reading
 * picked; bit 4, the bytes behind it are not the text but numbers of words and names that
 * it is made of. Whatever a text says, no household may get lost, and every note must
 * point into the text. */
#include "fuzz/fuzz.h"
#include "map/build.h"
#include "map/map.h"
#include "sizhi/lint.h"
#include "text/words.h"

typedef struct town {
    sz_built built;
    sz_plan *plan;
    sz_gazetteer *names;
    int64_t households;
} town;

static const char *const communities[] = { "柳园社区", "柳园社区", "东关社区", "西苑" };
static const char *const units[] = { "五金市场", "锦园1幢", "锦园2幢" };
static const char *const lines[] = { "青山路", "长河东路", "宁铁线铁路", "以北路", "环城路" };

static void add_block(sz_source *s, int x, int y)
{
    const double xy[] = { 0, 0, 100, 0, 100, 100, 0, 100, 0, 0 };
    size_t from = s->xy.n / 2;
    for (int i = 0; i < 10; i++)
        FUZZ_MUST(sz__push(&s->xy, xy[i] + 100 * (i & 1 ? y : x) + 500000));
    FUZZ_MUST(sz__push(&s->ring, (sz_ring){ from, from + 5, false }));
    sz_area a = sz__area(SZ_LAYER_PARCELS);
    a.fid = (int64_t)s->area.n + 1;
    a.town = sz__names_add(&s->names, x < 3 ? "河湾镇" : "城东街道");
    a.community = sz__names_add(&s->names, communities[x]);
    a.name = sz__names_add(&s->names, y == 3 ? "以东地块" : "");
    a.households = 10 * x + y;
    a.ring_from = s->ring.n - 1;
    a.ring_to = s->ring.n;
    if (x == 1 && y < 3)
        a.unit = sz__names_add(&s->names, units[y]);
    FUZZ_MUST(sz__push(&s->area, a));
}

static void add_line(sz_source *s, int i)
{
    double at = 100.0 * (i % 3 + 1) + 500000;
    bool up = i > 2;
    const double xy[] = { up ? at : 500000, up ? 500000 : at, up ? at : 500400,
                          up ? 500400 : at };
    sz_barrier_line line = { .barrier = SZ_BARRIER_STREET, .use = SZ_LINE_CUTS, .fid = i,
                             .file = -1, .from = s->xy.n / 2, .to = s->xy.n / 2 + 2,
                             .name = sz__names_add(&s->names, lines[i]) };
    for (int k = 0; k < 4; k++)
        FUZZ_MUST(sz__push(&s->xy, xy[k]));
    FUZZ_MUST(sz__push(&s->line, line));
}

static void open_town(town *t)
{
    sz_source source = { .crs = sz__dup("EPSG:4549", 10, 1) };
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_findings *findings = NULL;
    for (int i = 0; i < 16; i++)
        add_block(&source, i / 4, i % 4);
    for (int i = 0; i < 5; i++)
        add_line(&source, i);
    FUZZ_MUST(sz__findings_new(&findings, NULL) == SZ_SUCCESS);
    FUZZ_MUST(sz__map_build(&t->built, &source, &options, &account, findings, NULL) ==
              SZ_SUCCESS);
    sz__source_release(&source);
    sz_findings_free(findings);
    FUZZ_MUST(sz_plan_present(t->built.map, &t->plan, NULL) == SZ_SUCCESS);
    FUZZ_MUST(sz_gazetteer_new(t->plan, &t->names, NULL) == SZ_SUCCESS);
    t->households = sz_map_households(t->built.map);
}

static void close_town(town *t)
{
    sz_gazetteer_free(t->names);
    sz_plan_free(t->plan);
    sz__built_release(&t->built);
}

static void check_plan(const town *t, const sz_plan *plan)
{
    int64_t households = 0;
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community community;
        FUZZ_MUST(sz_plan_community(plan, c, &community, NULL) == SZ_SUCCESS);
        households += community.households;
    }
    for (size_t p = 0; p < sz_map_parcels(t->built.map); p++) /* 划为空白区域 */
        if (sz_plan_of(plan, p) < 0)
            households += t->built.map->households[p];
    FUZZ_MUST(households == t->households);
}

/* A place, as notes and remarks have it, within the text shown. */
static void check_place(uint32_t line, uint32_t column, uint32_t width, uint32_t from,
                        const char *source, const char *message)
{
    size_t characters = 0;
    for (const char *c = source; *c; c++)
        characters += ((unsigned char)*c & 0xc0) != 0x80;
    FUZZ_MUST(line >= 1 && from >= 1 && column >= from && width >= 1);
    FUZZ_MUST(column - from <= characters);
    FUZZ_MUST(message[0]);
}

static void check_report(const sz_application *report, const sz_plan *plan)
{
    sz_note n;
    sz_outcome o;
    size_t errors = 0;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        check_place(n.line, n.column, n.width, n.source_column, n.source, n.message);
        errors += n.level == SZ_NOTE_ERROR;
        FUZZ_MUST(n.statement < (int32_t)sz_application_statements(report));
    }
    FUZZ_MUST(errors == sz_application_errors(report));
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++)
        FUZZ_MUST(!plan || o.to < (int32_t)sz_plan_communities(plan));
}

static void run_script(const town *t, const char *text, size_t n,
                       const sz_apply_options *options)
{
    sz_script *script = NULL;
    sz_plan *plan = NULL;
    sz_application *report = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_script_read(t->names, text, n, &script, &err);
    FUZZ_MUST_SAY(status == SZ_SUCCESS || (status == SZ_ERR_DATA && err.message[0]),
                  sz_status_name(status));
    if (status != SZ_SUCCESS)
        return;
    FUZZ_MUST_SAY(sz_script_apply(script, t->plan, options, &plan, &report, &err) ==
                      SZ_SUCCESS, err.message);
    FUZZ_MUST(!plan == (sz_application_errors(report) > 0 && !options->keep_going));
    check_report(report, plan);
    if (plan)
        check_plan(t, plan);
    sz_application_free(report);
    sz_plan_free(plan);
    sz_script_free(script);
}

static void run_lint(const town *t, const char *text, size_t n,
                     const sz_apply_options *options)
{
    sz_lint *lint = NULL;
    sz_remark r;
    sz_error err = SZ_ERROR_INIT;
    size_t count = 0;
    sz_status status = sz_lint_draft(t->names, t->plan, text, n, options, &lint, &err);
    FUZZ_MUST_SAY(status == SZ_SUCCESS || (status == SZ_ERR_DATA && err.message[0]),
                  sz_status_name(status));
    if (status != SZ_SUCCESS)
        return;
    for (size_t i = 0; sz_lint_remark(lint, i, &r) == SZ_SUCCESS; i++)
        check_place(r.line, r.column, r.width, r.source_column, r.source, r.message);
    for (int k = 0; k < SZ_REMARK_KINDS; k++)
        count += sz_lint_count(lint, (sz_remark_kind)k);
    FUZZ_MUST(count == sz_lint_remarks(lint));
    check_report(sz_lint_application(lint), sz_lint_plan(lint));
    check_plan(t, sz_lint_plan(lint));
    sz_lint_free(lint);
}

/* The text that the bytes are numbers of: *N bytes, malloc'ed. */
static char *spell(fuzz_bytes *in, size_t *n)
{
    static const char *const more[] = { "，", "、", "。", "；", "：", "(", ")", "\n", "-",
        "12", "3", "三", "柳园", "柳园社区", "东关社区", "西苑", "城东街道", "河湾镇", "新村社区",
        "五金市场", "锦园", "以东地块", "青山路", "长河路", "长河东路", "宁铁铁路线", "以北路", "环城路",
        "翠竹路", "XX社区", "1", "16", "#", " " };
    enum { MORE = sizeof more / sizeof *more };
    size_t words;
    const sz_word_entry *word = sz__words(&words);
    char *text = malloc(64 * in->left + 1);
    FUZZ_MUST(text);
    *n = 0;
    while (in->left) {
        uint32_t k = fuzz_take(in, 1); /* half of them: what statements are full of */
        const char *w = k < 128 ? more[k % MORE]
                                : word[(fuzz_take(in, 1) + 256 * (k & 1)) % words].text;
        memcpy(text + *n, w, strlen(w));
        *n += strlen(w);
        if ((unsigned char)w[0] < 0x80)
            text[(*n)++] = ' ';
    }
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes in = { data, size };
    uint32_t how = fuzz_take(&in, 1);
    int32_t picks[4] = { (int32_t)(how >> 2 & 3), 1, 2, 1 };
    sz_apply_options options = SZ_APPLY_OPTIONS_INIT;
    town t = { .plan = NULL };
    size_t n = in.left;
    char *text = how & 16 ? spell(&in, &n) : NULL;
    options.keep_going = how >> 1 & 1;
    options.picks = picks;
    options.n_picks = picks[0] ? 4 : 0;
    open_town(&t);
    (how & 1 ? run_lint : run_script)(&t, text ? text : (const char *)in.at, n, &options);
    close_town(&t);
    free(text);
    return 0;
}
