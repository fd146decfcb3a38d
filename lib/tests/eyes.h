/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How colours look: to the usual eye, and to protanopes and deuteranopes. */
#ifndef SIZHI_TESTS_EYES_H
#define SIZHI_TESTS_EYES_H

#include <math.h>
#include <stdint.h>

static inline double linear(double c) /* IEC 61966-2-1 */
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static inline void times(double m[3][3], const double v[3], double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
}

/* CIE L*a*b*, D65, of linear sRGB. */
static inline void lab(const double rgb[3], double out[3])
{
    static double to_xyz[3][3] = { { 0.4124, 0.3576, 0.1805 },
                                   { 0.2126, 0.7152, 0.0722 },
                                   { 0.0193, 0.1192, 0.9505 } };
    static const double white[] = { 0.9505, 1.0, 1.089 };
    double xyz[3], f[3];
    times(to_xyz, rgb, xyz);
    for (int i = 0; i < 3; i++) {
        double t = xyz[i] / white[i];
        f[i] = t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
    out[0] = 116.0 * f[1] - 16.0;
    out[1] = 500.0 * (f[0] - f[1]);
    out[2] = 200.0 * (f[1] - f[2]);
}

/* What an eye without one sort of cones sees (Vienot, Brettel and Mollon 1999, in Color
 * Research and Application 24): linear RGB to LMS, the lost cone from the other two, and
 * back. LOST 0: protanopia, 1: deuteranopia, 2: nothing is lost. */
static inline void see(int lost, const double rgb[3], double out[3])
{
    static double to_lms[3][3] = { { 17.8824, 43.5161, 4.11935 },
                                   { 3.45565, 27.1554, 3.86714 },
                                   { 0.0299566, 0.184309, 1.46709 } };
    static double back[3][3] = { { 0.080944448, -0.130504409, 0.116721066 },
                                 { -0.010248533, 0.054019326, -0.113614708 },
                                 { -0.000365297, -0.004121615, 0.693511405 } };
    double lms[3];
    times(to_lms, rgb, lms);
    if (lost == 0)
        lms[0] = 2.02344 * lms[1] - 2.52581 * lms[2];
    else if (lost == 1)
        lms[1] = 0.494207 * lms[0] + 1.24827 * lms[2];
    times(back, lms, out);
    for (int i = 0; i < 3; i++)
        out[i] = fmin(1.0, fmax(0.0, out[i]));
}

static inline void seen_as(const double rgb[3], int lost, double out[3])
{
    double light[3], seen[3];
    for (int i = 0; i < 3; i++)
        light[i] = linear(rgb[i]);
    see(lost, light, seen);
    lab(seen, out);
}

static inline void of_hex(uint32_t hex, double rgb[3])
{
    for (int i = 0; i < 3; i++)
        rgb[i] = (hex >> (16 - 8 * i) & 255) / 255.0;
}

/* Distance of two colours (CIE 1976) to the eye that tells them apart worst. */
static inline double distance(const double a[3], const double b[3])
{
    double worst = HUGE_VAL;
    for (int lost = 0; lost < 3; lost++) {
        double x[3], y[3];
        seen_as(a, lost, x);
        seen_as(b, lost, y);
        worst = fmin(worst, sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) +
                                 pow(x[2] - y[2], 2)));
    }
    return worst;
}

static inline double usual_distance(const double a[3], const double b[3])
{
    double x[3], y[3];
    seen_as(a, 2, x);
    seen_as(b, 2, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

static inline double lightness(const double rgb[3])
{
    double out[3];
    seen_as(rgb, 2, out);
    return out[0];
}

#endif
