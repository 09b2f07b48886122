#ifndef NNVERIFY_CARB_SHIM_H
#define NNVERIFY_CARB_SHIM_H

/* FLINT 3 contains Arb. Before, Arb was a library beside FLINT. */
#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#include <flint/arb_hypgeom.h>
#include <flint/flint.h>
#define NNVERIFY_ARB_LIBRARY "FLINT"
#define NNVERIFY_ARB_VERSION flint_version
#elif __has_include(<arb.h>)
#include <arb.h>
#include <arb_hypgeom.h>
#define NNVERIFY_ARB_LIBRARY "Arb"
#define NNVERIFY_ARB_VERSION arb_version
#else
#error "Arb is missing. Debian 12, Ubuntu 22.04: apt-get install libflint-arb-dev. Later ones: apt-get install libflint-dev. macOS: brew install flint. Or build without it: swift build --disable-default-traits."
#endif

#include <math.h>

/* "Arb" or "FLINT": whose version nnverify_arb_version tells. */
static inline const char *nnverify_arb_library(void) { return NNVERIFY_ARB_LIBRARY; }

/* The version that is bound at run time. */
static inline const char *nnverify_arb_version(void) { return NNVERIFY_ARB_VERSION; }

/* Whether the ball has memory besides its struct: a midpoint of more than two limbs, or an exponent of more than a word. */
static inline int nnverify_arb_owns_memory(const arb_t x) {
  return ARF_HAS_PTR(arb_midref(x)) || COEFF_IS_MPZ(ARF_EXP(arb_midref(x))) || COEFF_IS_MPZ(MAG_EXP(arb_radref(x)));
}

/* The rounding modes are numbers in one version and an enumeration in another, so they stay here. */

/* The double nearest to the midpoint; an infinity beyond the range of doubles, NaN where there is no midpoint. */
static inline double nnverify_arb_midpoint(const arb_t x) { return arf_get_d(arb_midref(x), ARF_RND_NEAR); }

/* A bound on |t - y| for every t in the ball x, from above or from below.

   The difference of the midpoint and y is rounded to 64 bits, and Arb adds what that loses to the radius. (An exact
   difference would need as many bits as the exponents are apart, and these may be apart by millions.) Every further step
   is rounded in the direction of the bound. */
static inline double nnverify_arb_distance(const arb_t x, double y, int fromAbove) {
  if (!arb_is_finite(x)) return fromAbove ? INFINITY : 0;
  if (!isfinite(y)) return INFINITY;

  arb_t difference;
  arf_t exact;
  mag_t bound;
  arb_init(difference);
  arf_init(exact);
  mag_init(bound);
  arf_set_d(exact, y);
  arb_sub_arf(difference, x, exact, 64);
  if (fromAbove)
    arb_get_mag(bound, difference);
  else
    arb_get_mag_lower(bound, difference);
  double distance;
  if (MAG_EXP(bound) > -1000 && MAG_EXP(bound) < 1000) {
    /* A magnitude has 30 bits, and is a double. */
    distance = ldexp((double)MAG_MAN(bound), (int)MAG_EXP(bound) - MAG_BITS);
  } else {
    arf_set_mag(exact, bound);
    distance = arf_get_d(exact, fromAbove ? ARF_RND_CEIL : ARF_RND_FLOOR);
  }
  mag_clear(bound);
  arf_clear(exact);
  arb_clear(difference);
  return distance;
}

/* The double nearest to the truth, ties to even, written to *nearest; answers whether the ball determines it.

   Rounding is monotonic, so it is determined where both ends of the ball round to the same double. The ends are taken with
   more bits than the midpoint has, rounded outwards. A truth that may be 0 and is surely smaller than half the smallest
   subnormal number rounds to 0, whose sign is then a plus. */
static inline int nnverify_arb_round(const arb_t x, long precision, double *nearest) {
  *nearest = NAN;
  if (!arb_is_finite(x)) return 0;
  arf_t end;
  arf_init(end);
  arb_get_lbound_arf(end, x, precision + 64);
  double lower = arf_get_d(end, ARF_RND_NEAR);
  arb_get_ubound_arf(end, x, precision + 64);
  double upper = arf_get_d(end, ARF_RND_NEAR);
  arf_clear(end);
  if (lower != upper) return 0;
  *nearest = upper == 0 && arb_contains_zero(x) ? 0.0 : upper;
  return 1;
}

/* Whether y is one of the numbers of the ball. */
static inline int nnverify_arb_contains(const arb_t x, double y) {
  if (!isfinite(y)) return 0;
  if (!arb_is_finite(x)) return 1;

  arf_t exact;
  arf_init(exact);
  arf_set_d(exact, y);
  int contained = arb_contains_arf(x, exact);
  arf_clear(exact);
  return contained;
}

#endif
