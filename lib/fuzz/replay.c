/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running a target without libFuzzer:
 *
 *     fuzz_NAME FOLDER MUTANTS    every seed, then so many mutants, always the same
 *     fuzz_NAME FILE              one input
 *     fuzz_NAME FOLDER -K         writes mutant K to standard output
 *
 * An input that breaks something ends the program; the last line on standard error
 * says which it was. */
#include <dirent.h>

#include "core/array.h"
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"

enum { ROOM = 1 << 20 };

typedef struct seed {
    char *name;
    uint8_t *data;
    size_t size;
} seed;

typedef SZ__ARRAY(seed) seeds;

static _Noreturn void give_up(const char *what, const char *name)
{
    fprintf(stderr, "%s %s\n", what, name);
    exit(EXIT_FAILURE);
}

static void add(seeds *all, const char *path)
{
    seed s = { sz__dup(path, strlen(path) + 1, 1), sz__alloc(ROOM, 1), 0 };
    FILE *f = fopen(path, "rb");
    if (!f || !s.name || !s.data || !sz__push(all, s))
        give_up("cannot read", path);
    all->at[all->n - 1].size = fread(s.data, 1, ROOM, f);
    fclose(f);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const seed *)a)->name, ((const seed *)b)->name);
}

/* All files of FOLDER but hidden ones; FOLDER alone when it is a file. */
static seeds read_all(const char *folder)
{
    seeds all = SZ__ARRAY_INIT;
    char path[4096];
    DIR *dir = opendir(folder);
    if (!dir)
        add(&all, folder);
    for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
        if (d->d_name[0] != '.')
            add(&all, path);
    }
    if (dir)
        closedir(dir);
    if (all.n == 0)
        give_up("no seeds in", folder);
    qsort(all.at, all.n, sizeof *all.at, by_name);
    return all;
}

/* Mutant K: of the seeds in turn, its changes a matter of K alone. */
static seed mutant(const seeds *all, long k)
{
    const seed *from = &all->at[(size_t)k % all->n];
    seed s = { from->name, sz__alloc(ROOM, 1), from->size };
    sz_rng rng;
    if (!s.data)
        give_up("no memory for", s.name);
    sz__rng_init(&rng, (uint64_t)k, 1);
    memcpy(s.data, from->data, from->size);
    s.size = fuzz_mutate(s.data, s.size, ROOM, &rng);
    return s;
}

/* The target gets a block of just this size, so that no byte behind it is read. */
static void run(const seed *s)
{
    uint8_t *block = sz__dup(s->data, s->size, 1);
    if (!block)
        give_up("no memory for", s->name);
    LLVMFuzzerTestOneInput(block, s->size);
    free(block);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        give_up("usage: fuzz FOLDER MUTANTS | FILE | FOLDER -K,", "see replay.c");
    seeds all = read_all(argv[1]);
    long k = 0, mutants = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    if (mutants < 0) {
        seed s = mutant(&all, -mutants);
        fwrite(s.data, 1, s.size, stdout);
        free(s.data);
    } else {
        for (size_t i = 0; i < all.n; i++) {
            fprintf(stderr, "seed %s\n", all.at[i].name);
            run(&all.at[i]);
        }
    }
    for (k = 1; k <= mutants; k++) {
        seed s = mutant(&all, k);
        fprintf(stderr, "mutant %ld of %s\n", k, s.name);
        run(&s);
        free(s.data);
    }
    for (size_t i = 0; i < all.n; i++) {
        free(all.at[i].name);
        free(all.at[i].data);
    }
    free(all.at);
    return EXIT_SUCCESS;
}
