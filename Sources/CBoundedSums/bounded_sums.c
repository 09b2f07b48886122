#include "CBoundedSums.h"

/* The same roundings in every build: nothing is fused. */
#pragma STDC FP_CONTRACT OFF

#include <stdlib.h>
#include <string.h>

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
  static void path##_multiply(                                                                                         \
      const struct nnv_arithmetic *model, double x, double x_error, size_t n, const struct nnv_bounded *y,             \
      struct nnv_bounded *product) {                                                                                   \
    size_t i = 0;                                                                                                      \
    for (; i + lanes <= n; i += lanes) path##_products(model, x, x_error, y + i, product + i);                         \
    for (; i < n; ++i) single_products(model, x, x_error, y + i, product + i);                                         \
  }                                                                                                                    \
  static void path##_split_all(                                                                                        \
      const struct nnv_arithmetic *model, size_t n, const struct nnv_bounded *x, double *value, double *error) {       \
    size_t i = 0;                                                                                                      \
    for (; i + lanes <= n; i += lanes) path##_split(model, x + i, value + i, error + i);                               \
    for (; i < n; ++i) single_split(model, x + i, value + i, error + i);                                               \
  }                                                                                                                    \
  static void path##_prepare_all(                                                                                      \
      const struct nnv_arithmetic *model, size_t columns, const struct nnv_bounded *x,                                 \
      const struct nnv_bounded_rows *y) {                                                                              \
    for (size_t r = 0; r < y->rows; ++r, x += columns) {                                                               \
      double *value = y->value + r * y->stride, *error = y->error + r * y->stride, *least = y->least + r * y->stride;  \
      size_t c = 0;                                                                                                    \
      for (; c + lanes <= columns; c += lanes)                                                                         \
        path##_prepare(model, x + c, value + c, error + c, least + c, y->terms + c);                                   \
      for (; c < columns; ++c) single_prepare(model, x + c, value + c, error + c, least + c, y->terms + c);            \
    }                                                                                                                  \
  }

/* What a sum begins with that has no start: an exact zero. */
static const struct nnv_bounded nothing = {0, 0, 0, 1};

/* Row after row, in this order: what the padding of one gives lies where the next one goes. */
#define SUM(path)                                                                                                      \
  static void path##_sum(                                                                                              \
      const struct nnv_arithmetic *model, const struct nnv_bounded_rows *y, size_t count,                              \
      const struct nnv_bounded_factor *x, const struct nnv_bounded *start, size_t columns, struct nnv_bounded *sum) {  \
    for (size_t j = 0; j < count; ++j, x += y->rows, sum += columns)                                                   \
      path##_row(model, y, x, start ? start + j : &nothing, sum);                                                      \
  }

#define ROW(path)                                                                                                      \
  static void path##_row(                                                                                              \
      const struct nnv_arithmetic *model, const struct nnv_bounded_rows *y, const struct nnv_bounded_factor *x,        \
      const struct nnv_bounded *start, struct nnv_bounded *sum)

/* Any processor. */
typedef double vd2 __attribute__((vector_size(16)));
typedef long long vi2 __attribute__((vector_size(16)));
#define LANES 2
#define vd vd2
#define vi vi2
#define NAME(f) portable_##f
#include "bounded.inc"
ALL_NUMBERS(portable, 2)

ROW(portable) {
  for (size_t c = 0; c < y->stride; c += 2) portable_columns(model, y, x, start, c, sum + c);
}
SUM(portable)

#if defined(__x86_64__) && defined(__clang__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
typedef double vd4 __attribute__((vector_size(32)));
typedef long long vi4 __attribute__((vector_size(32)));
#define LANES 4
#define vd vd4
#define vi vi4
#define NAME(f) avx2_##f
#include "bounded.inc"
ALL_NUMBERS(avx2, 4)

ROW(avx2) {
  for (size_t c = 0; c < y->stride; c += 4) avx2_columns(model, y, x, start, c, sum + c);
}
SUM(avx2)
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
ALL_NUMBERS(avx512, 8)

ROW(avx512) {
  size_t c = 0;
  for (; c + 8 <= y->stride; c += 8) avx512_columns(model, y, x, start, c, sum + c);
  if (c < y->stride) avx512_rest_columns(model, y, x, start, c, sum + c);
}
SUM(avx512)
#pragma clang attribute pop

/* Calls `function` on the path that is asked for. */
#define ON(path, function, ...)                                                                                        \
  if (path == NNV_SUMS_AVX512) return avx512_##function(__VA_ARGS__);                                                  \
  if (path == NNV_SUMS_AVX2) return avx2_##function(__VA_ARGS__);                                                      \
  portable_##function(__VA_ARGS__)

#else

#define ON(path, function, ...)                                                                                        \
  (void)path;                                                                                                          \
  portable_##function(__VA_ARGS__)

#endif

void nnv_prepare_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t columns, const struct nnv_bounded *x,
    const struct nnv_bounded_rows *y) {
  ON(path, prepare_all, model, columns, x, y);
}

void nnv_sum_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, const struct nnv_bounded_rows *y, size_t count,
    const struct nnv_bounded_factor *x, const struct nnv_bounded *start, size_t columns, struct nnv_bounded *sum) {
  ON(path, sum, model, y, count, x, start, columns, sum);
}

void nnv_multiply_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, double x, double x_error, size_t n,
    const struct nnv_bounded *y, struct nnv_bounded *product) {
  ON(path, multiply, model, x, x_error, n, y, product);
}

void nnv_split_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t n, const struct nnv_bounded *x, double *value,
    double *error) {
  ON(path, split_all, model, n, x, value, error);
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
