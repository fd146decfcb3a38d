/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which plane coordinate system suits a place. The outlines are coarse and made
 * by hand, good to some ten kilometres (Hong Kong and Macao: to a few hundred
 * metres, since Shenzhen and Zhuhai begin at once behind). They choose a
 * projection, nothing else; --map-crs overrules them. */
#include <math.h>
#include <stdio.h>

#include "geom/crs.h"

typedef struct spot {
    float lon, lat;
} spot;

#define CORNERS(outline) (sizeof(outline) / sizeof *(outline))

/* Clockwise from the Amur's confluence with the Ussuri; well out at sea. */
static const spot mainland[] = {
    { 135.1f, 48.45f }, { 134.7f, 47.6f }, { 133.6f, 46.2f }, { 133.0f, 45.2f },
    { 131.6f, 45.0f }, { 131.1f, 44.6f }, { 131.3f, 43.5f }, { 130.9f, 42.8f },
    { 130.6f, 42.4f }, { 130.1f, 42.9f }, { 129.75f, 42.45f }, { 129.2f, 42.2f },
    { 128.1f, 42.0f }, { 128.2f, 41.4f }, { 127.0f, 41.75f }, { 126.3f, 41.1f },
    { 124.95f, 40.5f }, { 124.35f, 40.05f }, { 124.0f, 39.5f }, { 123.5f, 37.5f },
    { 123.5f, 31.0f }, { 122.8f, 28.5f }, { 120.8f, 26.0f }, { 119.0f, 24.2f },
    { 117.0f, 22.5f }, { 112.0f, 20.3f }, { 111.5f, 18.0f }, { 109.5f, 17.8f },
    { 108.2f, 18.5f }, { 108.1f, 21.45f }, { 107.0f, 21.9f }, { 106.6f, 22.0f },
    { 106.6f, 22.8f }, { 105.3f, 23.2f }, { 104.0f, 22.45f }, { 102.5f, 22.6f },
    { 101.7f, 22.4f }, { 101.8f, 21.1f }, { 100.1f, 21.4f }, { 99.1f, 22.1f },
    { 99.4f, 23.0f }, { 98.7f, 24.0f }, { 97.6f, 23.85f }, { 97.5f, 24.7f },
    { 98.6f, 26.0f }, { 98.4f, 27.6f }, { 97.3f, 28.2f }, { 95.0f, 29.0f },
    { 92.5f, 27.8f }, { 90.0f, 28.1f }, { 89.0f, 27.2f }, { 88.1f, 27.85f },
    { 86.0f, 27.9f }, { 84.0f, 28.8f }, { 81.8f, 30.3f }, { 80.5f, 30.4f },
    { 78.8f, 31.3f }, { 78.9f, 33.3f }, { 78.0f, 35.4f }, { 76.0f, 36.0f },
    { 74.5f, 37.2f }, { 73.6f, 39.4f }, { 74.8f, 40.4f }, { 76.5f, 40.4f },
    { 78.2f, 41.2f }, { 80.2f, 42.1f }, { 80.3f, 44.2f }, { 80.0f, 45.0f },
    { 82.5f, 45.2f }, { 82.9f, 47.1f }, { 85.6f, 47.2f }, { 85.7f, 48.4f },
    { 87.4f, 49.1f }, { 90.0f, 47.8f }, { 91.0f, 46.6f }, { 90.9f, 45.3f },
    { 93.5f, 44.9f }, { 95.4f, 44.2f }, { 96.4f, 42.7f }, { 100.0f, 42.6f },
    { 105.0f, 41.7f }, { 107.5f, 42.4f }, { 110.0f, 42.7f }, { 111.9f, 43.8f },
    { 111.8f, 45.0f }, { 114.5f, 45.4f }, { 116.0f, 46.3f }, { 119.8f, 46.8f },
    { 118.5f, 47.9f }, { 115.5f, 47.9f }, { 116.7f, 49.9f }, { 119.3f, 50.2f },
    { 120.8f, 52.0f }, { 120.0f, 52.7f }, { 121.0f, 53.4f }, { 123.5f, 53.6f },
    { 125.8f, 53.1f }, { 127.4f, 50.4f }, { 127.7f, 49.7f }, { 130.7f, 48.9f },
    { 131.0f, 47.8f }, { 133.0f, 48.2f },
    { 134.4f, 48.5f },
};

/* Deep Bay, the Shenzhen River, Mirs Bay. */
static const spot hong_kong[] = {
    { 113.82f, 22.13f }, { 113.82f, 22.42f }, { 113.89f, 22.43f }, { 113.95f, 22.475f },
    { 114.03f, 22.503f }, { 114.06f, 22.514f }, { 114.09f, 22.533f },
    { 114.12f, 22.534f }, { 114.15f, 22.545f }, { 114.17f, 22.561f },
    { 114.20f, 22.557f }, { 114.23f, 22.546f }, { 114.28f, 22.56f },
    { 114.42f, 22.56f }, { 114.51f, 22.53f }, { 114.51f, 22.13f },
};

static const spot macao[] = {
    { 113.528f, 22.213f }, { 113.552f, 22.216f }, { 113.605f, 22.217f },
    { 113.605f, 22.10f }, { 113.550f, 22.10f }, { 113.540f, 22.14f },
    { 113.528f, 22.18f },
};

static bool inside(double lon, double lat, const spot *outline, size_t n)
{
    bool in = false;
    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        double ax = (double)outline[i].lon, ay = (double)outline[i].lat;
        double bx = (double)outline[j].lon, by = (double)outline[j].lat;
        if ((ay > lat) != (by > lat) && lon < (bx - ax) * (lat - ay) / (by - ay) + ax)
            in = !in;
    }
    return in;
}

static bool in_box(double lon, double lat, double west, double south, double east,
                   double north)
{
    return lon >= west && lon <= east && lat >= south && lat <= north;
}

/* TWD97 zone 121 on the island, zone 119 on Penghu, Kinmen and Matsu; else 0. */
static int taiwan_code(double lon, double lat)
{
    if (in_box(lon, lat, 119.95, 21.7, 122.2, 25.45))
        return 3826;
    if (in_box(lon, lat, 119.25, 23.1, 119.8, 23.9) ||
        in_box(lon, lat, 118.2, 24.37, 118.55, 24.55) ||
        in_box(lon, lat, 119.88, 25.92, 120.55, 26.42))
        return 3825;
    return 0;
}

/* Number of the 3-degree zone, 0 for central meridian 75, 20 for 135. */
static int zone_of(double lon)
{
    int zone = (int)floor(lon / 3.0 + 0.5) - 25;
    return zone < 0 ? 0 : zone > 20 ? 20 : zone;
}

bool sz__crs_choose_frame(sz_frame frame, double lon, char code[32])
{
    int first = frame == SZ_FRAME_BEIJING54 ? 2422 : frame == SZ_FRAME_XIAN80 ? 2370
                                                                              : 0;
    if (first != 0)
        snprintf(code, 32, "EPSG:%d", first + zone_of(lon));
    return first != 0;
}

void sz__crs_choose(double lon, double lat, char code[32])
{
    int epsg = taiwan_code(lon, lat);
    if (epsg == 0 && inside(lon, lat, hong_kong, CORNERS(hong_kong)))
        epsg = 2326;
    if (epsg == 0 && inside(lon, lat, macao, CORNERS(macao)))
        epsg = 8433;
    if (epsg == 0 && inside(lon, lat, mainland, CORNERS(mainland)))
        epsg = 4534 + zone_of(lon);
    if (epsg == 0) {
        int zone = (int)floor((lon + 180.0) / 6.0) + 1;
        zone = zone < 1 ? 1 : zone > 60 ? 60 : zone;
        epsg = (lat < 0 ? 32700 : 32600) + zone;
    }
    snprintf(code, 32, "EPSG:%d", epsg);
}
