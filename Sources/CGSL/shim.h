#ifndef NNVERIFY_CGSL_SHIM_H
#define NNVERIFY_CGSL_SHIM_H

#if defined(__has_include) && !__has_include(<gsl/gsl_version.h>)
#error "GSL is missing. Debian, Ubuntu: apt-get install libgsl-dev. macOS: brew install gsl."
#endif

#include <gsl/gsl_cblas.h>
#include <gsl/gsl_chebyshev.h>
#include <gsl/gsl_deriv.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_version.h>

/* gsl_version is a variable, which Swift takes for shared mutable state. It never changes. */
static inline const char *nnverify_gsl_version(void) { return gsl_version; }

/* The cosine that GSL takes, to the last bit. */
static inline double nnverify_cosine(double x) { return cos(x); }

/* The power that it takes. */
static inline double nnverify_power(double x, double y) { return pow(x, y); }

#endif
