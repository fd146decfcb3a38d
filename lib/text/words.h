/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of sentences and commands, in classes that the grammar asks for. */
#ifndef SIZHI_TEXT_WORDS_H
#define SIZHI_TEXT_WORDS_H

#include <stddef.h>
#include <stdint.h>

typedef enum sz_word {
    SZ_W_NONE,
    /* Chinese */
    SZ_W_ABOLISH,   /* 撤销 */
    SZ_W_TAKE,      /* 将 */
    SZ_W_FORMER,    /* 原 */
    SZ_W_ITS,       /* 其 */
    SZ_W_INTO,      /* 划入 并入 ...: before the receiver */
    SZ_W_WHOLLY,    /* 整体并入 */
    SZ_W_TAIL,      /* 管辖 ...: after the receiver */
    SZ_W_WHOLE,     /* 整体 所辖区域 ... */
    SZ_W_AREA,      /* 区域 范围 部分 片区; value 1: 地块, numbers may follow */
    SZ_W_AND,       /* 和 及 以及 与 */
    SZ_W_SIDE,      /* 以南 之南: value sz_dir */
    SZ_W_FLANK,     /* 南侧: value sz_dir */
    SZ_W_BANK,      /* 南岸: value sz_dir */
    SZ_W_DIR,       /* 南: value sz_dir */
    SZ_W_OF,        /* 的 */
    SZ_W_PIECE,     /* 个 */
    SZ_W_HALVES,    /* 东西两部分: value sz_dir of the first */
    SZ_W_AREAS,     /* 个区域: closes a count of regions */
    SZ_W_ESTATES,   /* 个小区: closes a count of places */
    SZ_W_ESTATE,    /* 小区 */
    SZ_W_ETC,       /* 等 */
    SZ_W_AROUND,    /* 及周边 */
    SZ_W_COMMUNITIES, /* 个社区 */
    SZ_W_COMMUNITY, /* 社区 */
    SZ_W_TOTAL,     /* 社区总数 */
    SZ_W_FROM_N,    /* 由 */
    SZ_W_TO_N,      /* 调整为 */
    SZ_W_LISTS,     /* 调整后辖 */
    SZ_W_NOW,       /* 现 调整后 */
    SZ_W_LIMITS,    /* 边界范围 四至 */
    SZ_W_REACH,     /* 至 起 临 ... */
    SZ_W_BY,        /* 以 */
    SZ_W_IS,        /* 为 是 */
    SZ_W_BOUND,     /* 为界 */
    SZ_W_MEETS,     /* 交界 */
    SZ_W_LEVEL,     /* 镇域界 */
    SZ_W_EDGE,      /* 外沿: value sz_edge_of_line */
    SZ_W_WALL,      /* 围墙 边 */
    SZ_W_QUAL,      /* 在建: value SZ_QUAL_* */
    SZ_W_KEEP,      /* 保持不变 */
    SZ_W_RENAME,    /* 更名为 */
    SZ_W_FOUND,     /* 新设 */
    SZ_W_SPLITOFF,  /* 析出 */
    SZ_W_COMBINE,   /* 合并组建 */
    SZ_W_SPLIT,     /* 划分为 */
    SZ_W_AMONG,     /* 其中 */
    SZ_W_ADD,       /* 增加 */
    SZ_W_BASIS,     /* 在原有范围基础上 */
    SZ_W_CROSSING,  /* 交口 */
    SZ_W_SINCE,     /* 自 从 */
    SZ_W_ALONG,     /* 沿 */
    SZ_W_TOWARDS,   /* 向 折向 */
    SZ_W_GOES,      /* 行至 延伸至 */
    SZ_W_STOP,      /* 止 */
    SZ_W_CLOSE,     /* 至起点止 闭合 */
    SZ_W_JOIN,      /* 连 转 */
    SZ_W_WITHOUT,   /* 不含 */
    SZ_W_SAVE,      /* 除 */
    SZ_W_WITH,      /* 含 */
    SZ_W_OUTSIDE,   /* 外 */
    SZ_W_BODY,      /* 建制 居民委员会 */
    SZ_W_SIDELINE,  /* 界线, of a side */
    SZ_W_EACH,      /* 分别 */
    SZ_W_GAP,       /* 空白区域: ground of no community */
    SZ_W_APART,     /* 另有飞地 */
    SZ_W_SEE,       /* 详见附图 */
    SZ_W_BUILDING,  /* 号楼 幢: behind a number */
    SZ_W_ADDRESS,   /* 号 弄: behind a number */
    SZ_W_AREA_M2, SZ_W_HOUSEHOLDS, SZ_W_PEOPLE, SZ_W_ABOUT, SZ_W_UNIT, /* facts */
    /* commands */
    SZ_W_C_MERGE, SZ_W_C_INTO, SZ_W_C_MOVE, SZ_W_C_PARCELS, SZ_W_C_FROM, SZ_W_C_TO,
    SZ_W_C_SPLIT, SZ_W_C_BY, SZ_W_C_FOUND, SZ_W_C_IN, SZ_W_C_ABOLISH, SZ_W_C_RENAME,
    SZ_W_C_TRANSFER, SZ_W_C_SIDE, /* south of: value sz_dir */
    SZ_W_C_LOCK, SZ_W_C_KEEP, SZ_W_C_ASSERT, SZ_W_C_HOUSEHOLDS, SZ_W_C_COMMUNITIES,
    SZ_W_C_CONNECTED, SZ_W_C_ABSENT, SZ_W_C_OF
} sz_word;

typedef struct sz_word_entry {
    const char *text;
    sz_word word;
    int32_t value;
} sz_word_entry;

/* All words, [*n]. */
const sz_word_entry *sz__words(size_t *n);

#endif
