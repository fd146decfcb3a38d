/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one file of the library that calls POSIX. */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "core/platform.h"

#include <dirent.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/array.h"

double sz__now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

unsigned sz__cpus(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (unsigned)n;
}

bool sz__rename(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

bool sz__remove(const char *path)
{
    return unlink(path) == 0 || errno == ENOENT;
}

bool sz__is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool sz__exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool sz__mkdir(const char *path)
{
    return mkdir(path, 0777) == 0 || (errno == EEXIST && sz__is_dir(path));
}

bool sz__mkdir_new(const char *path)
{
    return mkdir(path, 0777) == 0;
}

bool sz__remove_dir(const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return errno == ENOENT;
    char file[4096];
    bool ok = true;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        int len = snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        ok = len > 0 && (size_t)len < sizeof file && sz__remove(file) && ok;
    }
    closedir(dir);
    return rmdir(path) == 0 && ok;
}

bool sz__remove_empty_dir(const char *path)
{
    return rmdir(path) == 0;
}

char **sz__list_dir(const char *path, size_t *n)
{
    SZ__ARRAY(char *) names = SZ__ARRAY_INIT;
    DIR *dir = opendir(path);
    bool ok = dir && sz__reserve(&names, 1);
    for (struct dirent *e; ok && (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *name = sz__dup(e->d_name, strlen(e->d_name) + 1, 1);
        ok = name && sz__push(&names, name);
        if (!ok)
            free(name);
    }
    if (dir)
        closedir(dir);
    if (!ok) {
        sz__list_free(names.at, names.n);
        names.at = NULL;
    }
    *n = names.n;
    return names.at;
}

void sz__list_free(char **names, size_t n)
{
    for (size_t i = 0; names && i < n; i++)
        free(names[i]);
    free(names);
}

struct sz_numbers {
    locale_t plain, before;
};

sz_numbers *sz__numbers_plain(void)
{
    sz_numbers *n = sz__zalloc(1, sizeof *n);
    locale_t now = n ? duplocale(uselocale((locale_t)0)) : (locale_t)0;
    if (now)
        n->plain = newlocale(LC_NUMERIC_MASK, "C", now);
    if (!n || !n->plain) {
        if (now)
            freelocale(now);
        free(n);
        return NULL;
    }
    n->before = uselocale(n->plain);
    return n;
}

void sz__numbers_back(sz_numbers *numbers)
{
    if (!numbers)
        return;
    uselocale(numbers->before);
    freelocale(numbers->plain);
    free(numbers);
}

uint64_t sz__process(void)
{
    return (uint64_t)getpid();
}

uint64_t sz__peak_memory(void)
{
    struct rusage use;
    return getrusage(RUSAGE_SELF, &use) == 0 ? (uint64_t)use.ru_maxrss * 1024 : 0;
}
