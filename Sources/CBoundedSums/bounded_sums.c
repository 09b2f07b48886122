#include "CBoundedSums.h"

/* The same roundings in every build: nothing is fused. */
#pragma STDC FP_CONTRACT OFF

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* rows x stride numbers, row after row, each row filled up with exact zeros to a stride that is a multiple of four. */
struct rows {
  size_t rows, stride;
  double *value, *error;
  /* What an ordinary product with the number is at least, with everything that it may be off: 0 for an exact zero. */
  double *least;
  /* How many numbers of each column are not exact zeros; NaN where some are not finite. */
  double *terms;
};

/* What the rows are multiplied by, one after the other, `step` numbers apart. An error below 0: it adds nothing to any
   column. */
struct factors {
  const double *value, *error;
  size_t step;
};

/* One number at a time: what is left over behind the last whole vector. */
typedef double vd1 __attribute__((vector_size(8)));
typedef long long vi1 __attribute__((vector_size(8)));
#define LANES 1
#define vd vd1
#define vi vi1
#define NAME(f) single_##f
#include "bounded.inc"

/* The functions of CBoundedSums.h for `lanes` numbers at a time. */
#define ALL_NUMBERS(path, lanes)                                                                                       \
  static size_t path##_multiply(                                                                                       \
      const struct nnv_arithmetic *model, double x, double x_error, size_t n, const struct nnv_bounded *y,             \
      struct nnv_bounded *product) {                                                                                   \
    size_t i = 0;                                                                                                      \
    while (i + lanes <= n && path##_products(model, x, x_error, y + i, product + i)) i += lanes;                       \
    while (i < n && single_products(model, x, x_error, y + i, product + i)) ++i;                                       \
    return i;                                                                                                          \
  }                                                                                                                    \
  static void path##_split_all(                                                                                        \
      const struct nnv_arithmetic *model, double zero, size_t n, const struct nnv_bounded *x, double *value,           \
      double *error) {                                                                                                 \
    size_t i = 0;                                                                                                      \
    for (; i + lanes <= n; i += lanes) path##_split(model, zero, x + i, value + i, error + i);                         \
    for (; i < n; ++i) single_split(model, zero, x + i, value + i, error + i);                                         \
  }                                                                                                                    \
  static void path##_prepare_all(                                                                                      \
      const struct nnv_arithmetic *model, const struct nnv_bounded_view *x, const struct rows *y) {                    \
    for (size_t r = 0; r < y->rows; ++r) {                                                                             \
      const struct nnv_bounded *row = x->first + r * x->row_step;                                                      \
      double *value = y->value + r * y->stride, *error = y->error + r * y->stride, *least = y->least + r * y->stride;  \
      size_t c = 0;                                                                                                    \
      if (x->column_step == 1)                                                                                         \
        for (; c + lanes <= x->columns; c += lanes)                                                                    \
          path##_prepare(model, row + c, 1, value + c, error + c, least + c, y->terms + c);                            \
      else                                                                                                             \
        for (; c + lanes <= x->columns; c += lanes)                                                                    \
          path##_prepare(                                                                                              \
              model, row + c * x->column_step, x->column_step, value + c, error + c, least + c, y->terms + c);         \
      for (; c < x->columns; ++c)                                                                                      \
        single_prepare(model, row + c * x->column_step, 1, value + c, error + c, least + c, y->terms + c);             \
      for (; c < y->stride; ++c) value[c] = error[c] = least[c] = 0;                                                   \
    }                                                                                                                  \
  }                                                                                                                    \
  /* Row after row, in this order: what the padding of one gives lies where the next one goes. */                      \
  static void path##_sum(                                                                                              \
      const struct nnv_arithmetic *model, const struct nnv_bounded_view *x, const struct nnv_bounded_view *y,          \
      const struct nnv_bounded *start, double *scratch, struct nnv_bounded *sum) {                                     \
    const size_t stride = padded(y->columns), plane = y->rows * stride, factors = x->rows * x->columns;                \
    const struct rows rows = {                                                                                         \
        y->rows, stride, scratch, scratch + plane, scratch + 2 * plane, scratch + 3 * plane};                          \
    double *value = rows.terms + stride, *error = value + factors;                                                     \
    memset(rows.terms, 0, stride * sizeof *scratch);                                                                   \
    path##_prepare_all(model, y, &rows);                                                                               \
    path##_split_all(model, are_finite(&rows) ? -1 : 0, factors, x->first, value, error);                              \
    for (size_t j = 0; j < x->rows; ++j, sum += y->columns) {                                                          \
      const struct factors row = {value + j * x->row_step, error + j * x->row_step, x->column_step};                   \
      path##_row(model, &rows, row, start ? start + j : &nothing, sum);                                                \
    }                                                                                                                  \
  }                                                                                                                    \
  static void path##_activate(                                                                                         \
      const struct nnv_arithmetic *model, enum nnv_activation activation, size_t n, const struct nnv_bounded *u,       \
      struct nnv_bounded *v) {                                                                                         \
    EACH(activation, path, lanes, s, model, u + i, v + i)                                                              \
  }                                                                                                                    \
  static void path##_backpropagate(                                                                                    \
      const struct nnv_arithmetic *model, enum nnv_activation activation, size_t n, const struct nnv_bounded *e,       \
      const struct nnv_bounded *v, struct nnv_bounded *error) {                                                        \
    EACH(activation, path, lanes, _errors, model, e + i, v + i, error + i)                                             \
  }

/* The function of the activation for `lanes` numbers at a time, and then for the rest. */
#define EACH(activation, path, lanes, function, ...)                                                                   \
  size_t i = 0;                                                                                                        \
  switch (activation) {                                                                                                \
  case NNV_SIGMOID:                                                                                                    \
    for (; i + lanes <= n; i += lanes) path##_sigmoid##function(__VA_ARGS__);                                          \
    for (; i < n; ++i) single_sigmoid##function(__VA_ARGS__);                                                          \
    break;                                                                                                             \
  case NNV_TANH:                                                                                                       \
    for (; i + lanes <= n; i += lanes) path##_tanh##function(__VA_ARGS__);                                             \
    for (; i < n; ++i) single_tanh##function(__VA_ARGS__);                                                             \
    break;                                                                                                             \
  }

/* What a sum begins with that has no start: an exact zero. */
static const struct nnv_bounded nothing = {0, 0, 0, 1};

static size_t padded(size_t columns) { return (columns + 3) & ~(size_t)3; }

static int are_finite(const struct rows *y) {
  for (size_t c = 0; c < y->stride; ++c)
    if (y->terms[c] != y->terms[c]) return 0;
  return 1;
}

#define ROW(path)                                                                                                      \
  static void path##_row(                                                                                              \
      const struct nnv_arithmetic *model, const struct rows *y, struct factors x, const struct nnv_bounded *start,     \
      struct nnv_bounded *sum)

/* Any processor. */
typedef double vd2 __attribute__((vector_size(16)));
typedef long long vi2 __attribute__((vector_size(16)));
#define LANES 2
#define vd vd2
#define vi vi2
#define NAME(f) portable_##f
#include "bounded.inc"

ROW(portable) {
  for (size_t c = 0; c < y->stride; c += 2) portable_columns(model, y, x, start, c, sum + c);
}
ALL_NUMBERS(portable, 2)

#if defined(__x86_64__) && defined(__clang__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
typedef double vd4 __attribute__((vector_size(32)));
typedef long long vi4 __attribute__((vector_size(32)));
#define LANES 4
#define vd vd4
#define vi vi4
#define NAME(f) avx2_##f
#include "bounded.inc"

ROW(avx2) {
  for (size_t c = 0; c < y->stride; c += 4) avx2_columns(model, y, x, start, c, sum + c);
}
ALL_NUMBERS(avx2, 4)
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
#include "bounded.inc"

ROW(avx512) {
  size_t c = 0;
  for (; c + 8 <= y->stride; c += 8) avx512_columns(model, y, x, start, c, sum + c);
  if (c < y->stride) avx512_rest_columns(model, y, x, start, c, sum + c);
}
ALL_NUMBERS(avx512, 8)
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
  return (3 * rows + 1) * padded(columns) + 2 * factors;
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
  ON(path, split_all, model, 0, n, x, value, error);
}

void nnv_activate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_activation activation, size_t n,
    const struct nnv_bounded *u, struct nnv_bounded *v) {
  ON(path, activate, model, activation, n, u, v);
}

void nnv_backpropagate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_activation activation, size_t n,
    const struct nnv_bounded *e, const struct nnv_bounded *v, struct nnv_bounded *error) {
  ON(path, backpropagate, model, activation, n, e, v, error);
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
