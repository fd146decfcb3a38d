/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What sizhi audit says of workers, premises and office sites. */
#ifndef TOOLS_AUDIT_SERVICE_H
#define TOOLS_AUDIT_SERVICE_H

#include <sizhi/sizhi.h>

#include "json.h"

/* What is asked for; all of it may be zero. */
struct service_wish {
    const char *sites;  /* file of candidates, or NULL */
    const char *kinds;  /* kinds of units whose parcels are candidates, or NULL */
    const char *crs;    /* of the file */
    int missing;        /* only for communities without an office */
};

struct service {
    const sz_plan *before, *after; /* after is NULL when today's plan is audited */
    const sz_policy *policy;
    sz_staff_table staff;    /* when has_staff */
    int has_staff;
    sz_premises *premises;   /* NULL when the policy asks for none */
    size_t n_premises;
    sz_site *sites;          /* NULL when none are given */
    size_t n_sites, outside;
    sz_siting *siting;
    size_t n_siting;
};

/* Work out what the policy and the wish ask for, of the plans that are set in service,
 * all else in it being zero. Release it in any case. */
sz_status service_make(struct service *service, const struct service_wish *wish,
                       sz_error *err);
void service_release(struct service *service);

/* Tables for people; -1 when memory runs out. */
int service_show(const struct service *service);

/* Keys staff, premises, sites of an object. */
sz_status service_json(json_object *object, const struct service *service,
                       sz_error *err);

/* The tables as CSV files of a directory. */
sz_status service_write(const struct service *service, const char *directory,
                        sz_error *err);

#endif
