#ifndef NNVERIFY_BOUNDED_SUMS_H
#define NNVERIFY_BOUNDED_SUMS_H

#include <stddef.h>

/* Numbers with running error bounds, many at a time: the inner loops of the textbook's BoundedRows.

   Everything exists for AVX-512, for AVX2 and for any processor; which is used is decided once per process by what the
   processor has and what NNVERIFY_SIMD allows ("avx512", "avx2", "none"). Every path gives the same bits, those of the operators
   of BoundedNumber: every number is computed by itself, sums in the order of the rows, and nothing is fused. */

enum nnv_sums_path { NNV_SUMS_PORTABLE = 0, NNV_SUMS_AVX2 = 1, NNV_SUMS_AVX512 = 2 };

/* The path in use; the processor has those below it as well. */
enum nnv_sums_path nnv_chosen_sums_path(void);

/* A number with its bound, as BoundedNumber holds it. */
struct nnv_bounded {
  double value, inherited, mass, terms;
};

/* The arithmetic whose errors are bounded: see Arithmetic. */
struct nnv_arithmetic {
  double roundoff, underflow, largest;
};

/* What a row is multiplied by. */
struct nnv_bounded_factor {
  double value, magnitude, error;
  /* Whether it adds nothing to any column; and whether its error is 0. */
  int is_zero, is_exact;
};

/* rows x stride numbers, row after row, each row filled up with exact zeros to a stride that is a multiple of four. */
struct nnv_bounded_rows {
  size_t rows, stride;
  double *value, *error;
  /* What an ordinary product with the number is at least, with everything that it may be off: 0 for an exact zero. */
  double *least;
  /* How many numbers of each column are not exact zeros; NaN where some are not finite. */
  double *terms;
};

/* Takes apart rows x columns numbers, row after row. Everything that y points to is written to, and was 0. */
void nnv_prepare_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t columns, const struct nnv_bounded *x,
    const struct nnv_bounded_rows *y);

/* sum[j, c] = start[j] + x[j, 0] y[0, c] + x[j, 1] y[1, c] ... for j in 0 ..< count and c in 0 ..< columns.

   Without start all begin with 0. x has count x y->rows numbers, sum count x columns and room for three more. The mass is
   NaN where this is not the sum: where a product or the sum may overflow or underflow, or the sum is 0. */
void nnv_sum_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, const struct nnv_bounded_rows *y, size_t count,
    const struct nnv_bounded_factor *x, const struct nnv_bounded *start, size_t columns, struct nnv_bounded *sum);

/* product[i] = x y[i], where x has that error. The mass is NaN where this is not the product: where it may
   overflow or underflow. */
void nnv_multiply_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, double x, double x_error, size_t n,
    const struct nnv_bounded *y, struct nnv_bounded *product);

/* The values of n numbers, and their errors. */
void nnv_split_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t n, const struct nnv_bounded *x, double *value,
    double *error);

#endif
