/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a template makes, as an HTML page: its blocks one below the other. */
#include "report/html.h"

static void put_title(sz_say *out, const sz_report *r, const sz_block *b)
{
    if (*b->annex) {
        sz__xml_put(out, b->annex);
        sz__xml_put(out, sz__report_word(r, "　"));
    }
    sz__xml_put(out, b->text);
}

void sz__html_contents(sz_say *out, const sz_report *r, const sz_document *document)
{
    sz__put(out, "<nav>");
    for (size_t i = 0; i < document->block.n; i++) {
        const sz_block *b = &document->block.at[i];
        if (b->kind != SZ_BLOCK_HEADING || b->level != 1)
            continue;
        sz__put(out, "<a href=\"#b%zu\">", i);
        put_title(out, r, b);
        sz__put(out, "</a> ");
    }
    sz__put(out, "</nav>\n");
}

static void put_paragraph(sz_say *out, const sz_block *b)
{
    static const char *const aligns[] = { "", "middle", "right", "plain", "" };
    sz__put(out, "<p class=\"x %s\">", aligns[b->align]);
    sz__xml_put(out, b->text);
    sz__put(out, "</p>\n");
}

static void put_heading(sz_say *out, const sz_report *r, const sz_block *b, size_t i)
{
    sz__put(out, "<h%d id=\"b%zu\">", b->level + 1, i);
    put_title(out, r, b);
    sz__put(out, "</h%d>\n", b->level + 1);
}

static void put_table(sz_say *out, const sz_report *r, const sz_block *b)
{
    sz__put(out, "<div class=\"table\">");
    if (!b->untitled)
        sz__html_text(out, "p", b->table->is.title);
    sz__html_table(out, r, b);
    sz__put(out, "</div>\n");
}

/* Maps that follow each other stand beside each other. */
sz_status sz__html_document(sz_say *out, const sz_report *r, const sz_document *document,
                            sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    bool maps = false;
    int number = 0;
    for (size_t i = 0; i < document->block.n && !status; i++) {
        const sz_block *b = &document->block.at[i];
        if (b->kind == SZ_BLOCK_PAGE) /* a web page has none */
            continue;
        if (maps != (b->kind == SZ_BLOCK_MAP))
            sz__put(out, maps ? "</div>\n" : "<div class=\"maps\">\n");
        maps = b->kind == SZ_BLOCK_MAP;
        switch (b->kind) {
        case SZ_BLOCK_HEADING: put_heading(out, r, b, i); break;
        case SZ_BLOCK_PARAGRAPH: put_paragraph(out, b); break;
        case SZ_BLOCK_TABLE: put_table(out, r, b); break;
        case SZ_BLOCK_MAP: status = sz__html_map(out, r, b, ++number, err); break;
        case SZ_BLOCK_PAGE: break;
        }
    }
    sz__put(out, maps ? "</div>\n" : "");
    return status;
}
