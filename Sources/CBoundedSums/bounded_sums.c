#include "CBoundedSums.h"

/* The same roundings in every build: nothing is fused. */
#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
  #include <immintrin.h>
#endif

/* rows x stride numbers, row after row, each row filled up with exact zeros to a stride that is a multiple of four. */
struct rows {
  size_t rows, stride;
  double *value, *magnitude, *error;
  /* What an ordinary product with the number is at least, with everything that it may be off: 0 for an exact zero. */
  double *least;
  /* How many numbers of each column are not exact zeros; NaN where some are not finite. */
  double *terms;
};

/* What the rows are multiplied by, one after the other, `step` numbers apart. An error below 0: it adds nothing to any
   column. */
struct factors {
  double *value, *magnitude, *error;
  size_t step;
};

/* What a sum begins with that has no start: an exact zero. */
static const struct nnv_bounded nothing = {0, 0, 0, 1};

static size_t padded(size_t columns) { return (columns + 3) & ~(size_t)3; }

static struct rows rows_in(double *scratch, size_t rows, size_t columns) {
  const size_t stride = padded(columns), plane = rows * stride;
  return (struct rows){
      rows, stride, scratch, scratch + plane, scratch + 2 * plane, scratch + 3 * plane, scratch + 4 * plane};
}

static struct factors factors_in(double *scratch, size_t count, size_t step) {
  return (struct factors){scratch, scratch + count, scratch + 2 * count, step};
}

static int are_finite(const struct rows *y) {
  for (size_t c = 0; c < y->stride; ++c)
    if (y->terms[c] != y->terms[c]) return 0;
  return 1;
}

/* One number at a time: what is left over behind the last whole vector. */
typedef double vd1 __attribute__((vector_size(8)));
typedef long long vi1 __attribute__((vector_size(8)));
#define LANES 1
#define vd vd1
#define vi vi1
#define NAME(f) single_##f
#include "bounded.inc"

/* Any processor. */
typedef double vd2 __attribute__((vector_size(16)));
typedef long long vi2 __attribute__((vector_size(16)));
#define LANES 2
#define vd vd2
#define vi vi2
#define NAME(f) portable_##f
#define REST_LANES 1
#define REST(f) single_##f
#include "bounded.inc"

#if defined(__x86_64__) && defined(__clang__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
typedef double vd4 __attribute__((vector_size(32)));
typedef long long vi4 __attribute__((vector_size(32)));
#define LANES 4
#define vd vd4
#define vi vi4
#define NAME(f) avx2_##f
#define REST_LANES 2
#define REST(f) portable_##f
#include "bounded.inc"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq"))), apply_to = function)
#define LANES 4
#define vd vd4
#define vi vi4
#define NAME(f) avx512_rest_##f
#include "bounded.inc"
typedef double vd8 __attribute__((vector_size(64)));
typedef long long vi8 __attribute__((vector_size(64)));
#define LANES 8
#define vd vd8
#define vi vi8
#define NAME(f) avx512_##f
#define REST_LANES 4
#define REST(f) avx512_rest_##f
#include "bounded.inc"
#pragma clang attribute pop

/* Calls `function` on the path that is asked for. */
#define ON(path, function, ...)                                                                                        \
  if (path == NNV_SUMS_AVX512) return avx512_##function(__VA_ARGS__);                                                  \
  if (path == NNV_SUMS_AVX2) return avx2_##function(__VA_ARGS__);                                                      \
  return portable_##function(__VA_ARGS__)

#else

#define ON(path, function, ...)                                                                                        \
  (void)path;                                                                                                          \
  return portable_##function(__VA_ARGS__)

#endif

size_t nnv_sum_scratch(size_t factors, size_t rows, size_t columns) {
  return (4 * rows + 1) * padded(columns) + 3 * factors;
}

void nnv_sum_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, const struct nnv_bounded_view *x,
    const struct nnv_bounded_view *y, const struct nnv_bounded *start, double *scratch, struct nnv_bounded *sum) {
  ON(path, sum, model, x, y, start, scratch, sum);
}

size_t nnv_multiply_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, double x, double x_error, size_t n,
    const struct nnv_bounded *y, struct nnv_bounded *product) {
  ON(path, multiply, model, x, x_error, n, y, product);
}

void nnv_split_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t n, const struct nnv_bounded *x, double *value,
    double *error) {
  ON(path, split_all, model, n, x, value, error);
}

void nnv_activate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_bounded_function function, size_t n,
    const struct nnv_bounded *u, struct nnv_bounded *v) {
  ON(path, activate, model, function, n, u, v);
}

void nnv_backpropagate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_bounded_function function, size_t n,
    const struct nnv_bounded *e, const struct nnv_bounded *v, struct nnv_bounded *error) {
  ON(path, backpropagate, model, function, n, e, v, error);
}

static enum nnv_sums_path chosen_path(void) {
#if defined(__x86_64__) && defined(__clang__)
  const char *limit = getenv("NNVERIFY_SIMD");
  if (limit && strcmp(limit, "none") == 0) return NNV_SUMS_PORTABLE;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      !(limit && strcmp(limit, "avx2") == 0))
    return NNV_SUMS_AVX512;
  if (__builtin_cpu_supports("avx2")) return NNV_SUMS_AVX2;
#endif
  return NNV_SUMS_PORTABLE;
}

/* Chosen before main, so that no call has to ask whether it has been. */
static enum nnv_sums_path chosen;

__attribute__((constructor)) static void choose(void) { chosen = chosen_path(); }

enum nnv_sums_path nnv_chosen_sums_path(void) { return chosen; }
