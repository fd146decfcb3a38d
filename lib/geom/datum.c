/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GCJ-02 and BD-09, the shifts in data copied from Chinese web maps.
 *
 * The official algorithm is not public; this is the formula the community
 * published: a polynomial with sines in (longitude - 105, latitude - 35), turned
 * into degrees on the Krassowsky ellipsoid. BD-09 adds a second small rotation
 * and a constant to GCJ-02. */
#include <math.h>

#include "geom/crs.h"

#define PI 3.14159265358979323846
#define KRASSOWSKY_A 6378245.0
#define KRASSOWSKY_E2 0.00669342162296594323
#define BD_TURN (PI * 3000.0 / 180.0)

typedef struct degrees {
    double lon, lat;
} degrees;

/* Where the shift applies: the box the web maps use. */
static bool in_box(degrees p)
{
    return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
}

/* Sines shared by both components, in metres. */
static double waves(double t, double a, double b)
{
    return (20 * sin(PI * t) + 40 * sin(PI * t / 3) + a * sin(PI * t / 12) +
            b * sin(PI * t / 30)) * 2 / 3;
}

static degrees gcj_from_wgs(degrees p)
{
    double x = p.lon - 105, y = p.lat - 35;
    double root = sqrt(fabs(x));
    double ripple = (20 * sin(6 * PI * x) + 20 * sin(2 * PI * x)) * 2 / 3;
    double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple +
                  waves(x, 150, 300);
    double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root +
                   ripple + waves(y, 160, 320);
    double phi = p.lat * PI / 180, s = sin(phi);
    double w2 = 1 - KRASSOWSKY_E2 * s * s, w = sqrt(w2);
    double meridian = KRASSOWSKY_A * (1 - KRASSOWSKY_E2) / (w2 * w);
    double parallel = KRASSOWSKY_A / w * cos(phi);
    degrees out = { p.lon + east * 180 / (parallel * PI),
                    p.lat + north * 180 / (meridian * PI) };
    return out;
}

static degrees bd_from_gcj(degrees p)
{
    double r = sqrt(p.lon * p.lon + p.lat * p.lat) + 0.00002 * sin(p.lat * BD_TURN);
    double angle = atan2(p.lat, p.lon) + 0.000003 * cos(p.lon * BD_TURN);
    degrees out = { r * cos(angle) + 0.0065, r * sin(angle) + 0.006 };
    return out;
}

static degrees shift(sz_datum datum, degrees p)
{
    p = gcj_from_wgs(p);
    return datum == SZ_DATUM_BD09 ? bd_from_gcj(p) : p;
}

/* The shift changes by less than a hundredth of a move, so each round gains two
 * digits; 1e-11 degrees is a micrometre. */
static degrees unshift(sz_datum datum, degrees wanted)
{
    degrees p = wanted;
    for (int round = 0; round < 20; round++) {
        degrees got = shift(datum, p);
        double dx = wanted.lon - got.lon, dy = wanted.lat - got.lat;
        p.lon += dx;
        p.lat += dy;
        if (fabs(dx) < 1e-11 && fabs(dy) < 1e-11)
            break;
    }
    return p;
}

void sz__datum_to_wgs84(sz_datum datum, double *lon, double *lat, size_t stride,
                        size_t n)
{
    if (datum == SZ_DATUM_NONE)
        return;
    for (size_t i = 0; i < n * stride; i += stride) {
        degrees p = { lon[i], lat[i] };
        if (!in_box(p))
            continue;
        p = unshift(datum, p);
        lon[i] = p.lon;
        lat[i] = p.lat;
    }
}

void sz__datum_from_wgs84(sz_datum datum, double *lon, double *lat, size_t stride,
                          size_t n)
{
    if (datum == SZ_DATUM_NONE)
        return;
    for (size_t i = 0; i < n * stride; i += stride) {
        degrees p = { lon[i], lat[i] };
        if (!in_box(p))
            continue;
        p = shift(datum, p);
        lon[i] = p.lon;
        lat[i] = p.lat;
    }
}
