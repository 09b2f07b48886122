#include "CVectorMath.h"

/* The same roundings in every build: nothing is fused but where it says so. */
#pragma STDC FP_CONTRACT OFF

#if defined(NNVERIFY_SLEEF) && defined(__has_include) && !__has_include(<sleef.h>)
#error "SLEEF is missing. Debian, Ubuntu: apt-get install libsleef-dev. Or build without it: --disable-default-traits."
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What passes.inc makes of one set of instructions. */
struct passes {
  void (*activate)(enum nnv_activation, double, size_t, const double *, double *);
  void (*times_slope)(
      enum nnv_activation, double, size_t, const double *, const double *, const double *, double *);
  void (*softmax)(size_t, size_t, const double *, double *);
  void (*log_sum_exp)(size_t, size_t, const double *, double *);
  void (*times_softmax_slope)(size_t, size_t, const double *, const double *, double *);
  void (*sigmoid_binary_cross_entropy)(
      size_t, size_t, const double *, const double *, double *, double *, double *);
  void (*add_squares)(size_t, size_t, const double *, const double *, double *);
  void (*add_products)(size_t, size_t, const double *, const double *, double *);
  void (*transpose_scaled)(size_t, size_t, const double *, size_t, double, double *, size_t);
  void (*add_bias)(size_t, size_t, const double *, double *);
  void (*add)(size_t, const double *, const double *, double *);
  void (*subtract)(size_t, const double *, const double *, double *);
  void (*add_outer)(
      size_t, size_t, size_t, const double *, const double *, size_t, const double *, double *);
  void (*note_shifts)(size_t, size_t, const double *, const double *, double *);
  void (*note_crossings)(size_t, size_t, const double *, const double *, double *);
  void (*add_binary_cross_entropy_by_products)(size_t, size_t, const double *, const double *, double *);
  void (*ordered_product)(
      size_t, size_t, size_t, const double *, size_t, const double *, const double *, size_t, double *);
};

/* Eight numbers, whatever the instructions: what a transposition moves at a time. */
typedef double block __attribute__((vector_size(64)));
typedef double half __attribute__((vector_size(32)));

/* A function over vectors, from the C library's for one number. */
#define FROM_LIBM(vector, name, function)                                                                              \
  static inline vector name(vector x) {                                                                                \
    for (unsigned lane = 0; lane < sizeof x / sizeof x[0]; ++lane) x[lane] = function(x[lane]);                        \
    return x;                                                                                                          \
  }

/* SLEEF's. sleef.h declares a function only to who compiles for its instructions throughout. */
#define FROM_SLEEF(vector, name, function)                                                                             \
  extern vector function(vector);                                                                                      \
  static inline vector name(vector x) { return function(x); }

/* All that passes.inc needs but exp_below, log_one_plus and log_of_product. */
#define ALL_FROM_LIBM(vector, path)                                                                                    \
  FROM_LIBM(vector, path##_expm1, expm1)                                                                               \
  FROM_LIBM(vector, path##_log, log)                                                                                   \
  FROM_LIBM(vector, path##_tanh, tanh)                                                                                 \
  FROM_LIBM(vector, path##_erfc, erfc)
#define ALL_FROM_SLEEF(vector, path, lanes, suffix)                                                                    \
  FROM_SLEEF(vector, path##_expm1, Sleef_expm1##lanes##_u10##suffix)                                                   \
  FROM_SLEEF(vector, path##_log, Sleef_log##lanes##_u10##suffix)                                                       \
  FROM_SLEEF(vector, path##_tanh, Sleef_tanh##lanes##_u10##suffix)                                                     \
  FROM_SLEEF(vector, path##_erfc, Sleef_erfc##lanes##_u15##suffix)

/* Any processor. */
typedef double vd2 __attribute__((vector_size(16)));
typedef long long vi2 __attribute__((vector_size(16)));
ALL_FROM_LIBM(vd2, portable)
FROM_LIBM(vd2, portable_exp_below, exp)
FROM_LIBM(vd2, portable_log_one_plus, log1p)
FROM_LIBM(vd2, portable_log_of_product, log1p)
#define LANES 2
#define vd vd2
#define vi vi2
#define NAME(f) portable_##f
#include "passes.inc"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
typedef double vd4 __attribute__((vector_size(32)));
typedef long long vi4 __attribute__((vector_size(32)));
#if defined(NNVERIFY_SLEEF)
ALL_FROM_SLEEF(vd4, avx2, d4, avx2)
FROM_SLEEF(vd4, avx2_exp_below, Sleef_expd4_u10avx2)
#else
ALL_FROM_LIBM(vd4, avx2)
FROM_LIBM(vd4, avx2_exp_below, exp)
#endif
#define LANES 4
#define vd vd4
#define vi vi4
#define NAME(f) avx2_##f
#include "log_one_plus.inc"
#include "passes.inc"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
typedef double vd8 __attribute__((vector_size(64)));
typedef long long vi8 __attribute__((vector_size(64)));
#if defined(NNVERIFY_SLEEF)
ALL_FROM_SLEEF(vd8, avx512, d8, avx512f)
#else
ALL_FROM_LIBM(vd8, avx512)
#endif
#define LANES 8
#define vd vd8
#define vi vi8
#define NAME(f) avx512_##f
#include "avx512_functions.inc"
#include "passes.inc"
#pragma clang attribute pop

#endif

static enum nnv_path chosen_path(void) {
#if defined(__x86_64__)
  const char *limit = getenv("NNVERIFY_SIMD");
  if (limit && strcmp(limit, "none") == 0) return NNV_PORTABLE;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && !(limit && strcmp(limit, "avx2") == 0)) return NNV_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return NNV_AVX2;
#endif
  return NNV_PORTABLE;
}

/* Chosen before main, so that no call has to ask whether it has been. */
static enum nnv_path path;
static struct passes use;

__attribute__((constructor)) static void choose(void) {
  path = chosen_path();
  use = portable_passes;
#if defined(__x86_64__)
  if (path == NNV_AVX2) use = avx2_passes;
  if (path == NNV_AVX512) use = avx512_passes;
#endif
}

enum nnv_path nnv_path(void) { return path; }

const char *nnv_library(void) {
#if defined(NNVERIFY_SLEEF)
  if (path != NNV_PORTABLE) return "SLEEF";
#endif
  return "libm";
}

void nnv_activate(enum nnv_activation g, double alpha, size_t n, const double *z, double *a) {
  use.activate(g, alpha, n, z, a);
}

void nnv_times_slope(
    enum nnv_activation g, double alpha, size_t n, const double *z, const double *a, const double *da, double *dz) {
  use.times_slope(g, alpha, n, z, a, da, dz);
}

void nnv_softmax(size_t rows, size_t stride, const double *z, double *a) { use.softmax(rows, stride, z, a); }

void nnv_log_sum_exp(size_t rows, size_t stride, const double *z, double *l) { use.log_sum_exp(rows, stride, z, l); }

void nnv_times_softmax_slope(size_t rows, size_t stride, const double *a, const double *da, double *dz) {
  use.times_softmax_slope(rows, stride, a, da, dz);
}

void nnv_sigmoid_binary_cross_entropy(
    size_t rows, size_t stride, const double *z, const double *y, double *a, double *dz, double *e) {
  use.sigmoid_binary_cross_entropy(rows, stride, z, y, a, dz, e);
}

void nnv_add_squares(size_t rows, size_t stride, const double *a, const double *y, double *e) {
  use.add_squares(rows, stride, a, y, e);
}

void nnv_add_products(size_t rows, size_t stride, const double *y, const double *z, double *e) {
  use.add_products(rows, stride, y, z, e);
}

void nnv_transpose(size_t rows, size_t columns, const double *a, size_t a_stride, double *b, size_t b_stride) {
  use.transpose_scaled(rows, columns, a, a_stride, 1, b, b_stride);
}

void nnv_transpose_scaled(
    size_t rows, size_t columns, const double *a, size_t a_stride, double c, double *b, size_t b_stride) {
  use.transpose_scaled(rows, columns, a, a_stride, c, b, b_stride);
}

void nnv_add_bias(size_t rows, size_t stride, const double *b, double *z) { use.add_bias(rows, stride, b, z); }

void nnv_add(size_t n, const double *a, const double *b, double *c) { use.add(n, a, b, c); }

void nnv_subtract(size_t n, const double *a, const double *b, double *c) { use.subtract(n, a, b, c); }

void nnv_add_outer(
    size_t rows, size_t columns, size_t stride, const double *a, const double *w, size_t w_stride, const double *d,
    double *b) {
  use.add_outer(rows, columns, stride, a, w, w_stride, d, b);
}

void nnv_note_shifts(size_t rows, size_t stride, const double *a, const double *b, double *e) {
  use.note_shifts(rows, stride, a, b, e);
}

void nnv_note_crossings(size_t rows, size_t stride, const double *a, const double *b, double *e) {
  use.note_crossings(rows, stride, a, b, e);
}

void nnv_add_binary_cross_entropy_by_products(
    size_t rows, size_t stride, const double *z, const double *y, double *e) {
  use.add_binary_cross_entropy_by_products(rows, stride, z, y, e);
}

void nnv_ordered_product(
    size_t rows, size_t inner, size_t columns, const double *w, size_t w_stride, const double *b, const double *v,
    size_t stride, double *u) {
  use.ordered_product(rows, inner, columns, w, w_stride, b, v, stride, u);
}
