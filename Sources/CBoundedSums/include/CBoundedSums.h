#ifndef NNVERIFY_BOUNDED_SUMS_H
#define NNVERIFY_BOUNDED_SUMS_H

#include <stddef.h>

/* Numbers with running error bounds, many at a time: the inner loops of the textbook's BoundedGrids.

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
  /* What a library function may be off, relative to its result. */
  double function_error;
};

/* rows x columns numbers of a grid, or of its transpose: so many numbers from one row to the next, and from one column to
   the next. All the numbers of the grid lie one behind the other. */
struct nnv_bounded_view {
  const struct nnv_bounded *first;
  size_t rows, columns, row_step, column_step;
};

/* sum[j, c] = start[j] + x[j, 0] y[0, c] + x[j, 1] y[1, c] ... for every row j of x and every column c of y.

   Without start all begin with 0. sum has room for three numbers more, scratch for nnv_sum_scratch. The mass is NaN where this
   is not the sum: where a product or the sum may overflow or underflow, where a factor or a number of y is not finite, and where
   the sum is 0. */
void nnv_sum_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, const struct nnv_bounded_view *x,
    const struct nnv_bounded_view *y, const struct nnv_bounded *start, double *scratch, struct nnv_bounded *sum);

/* How many doubles a sum with so many factors, and so many rows and columns of y, needs beside its arguments. */
size_t nnv_sum_scratch(size_t factors, size_t rows, size_t columns);

/* product[i] = x y[i], where x has that error, up to a number of which this is not the product: where it may overflow or
   underflow, and where x is 0 and the number is not. Returns how many were multiplied. product may be y. */
size_t nnv_multiply_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, double x, double x_error, size_t n,
    const struct nnv_bounded *y, struct nnv_bounded *product);

/* The values of n numbers, and their errors. */
void nnv_split_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, size_t n, const struct nnv_bounded *x, double *value,
    double *error);

enum nnv_bounded_function { NNV_BOUNDED_SIGMOID = 0, NNV_BOUNDED_TANH = 1 };

/* v[i] = g(u[i]), as the textbook computes it. The mass is NaN where this is not v: where a step may overflow or underflow; for
   the sigmoid also where u has an error of 2^-40 or more, for tanh where u is an exact zero. */
void nnv_activate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_bounded_function function, size_t n,
    const struct nnv_bounded *u, struct nnv_bounded *v);

/* error[i] = e[i] g'(u[i]) by the printed formula, which uses v[i] = g(u[i]). The mass is NaN where this is not the error:
   where a step may overflow or underflow, or a factor is an exact zero. */
void nnv_backpropagate_bounded(
    enum nnv_sums_path path, const struct nnv_arithmetic *model, enum nnv_bounded_function function, size_t n,
    const struct nnv_bounded *e, const struct nnv_bounded *v, struct nnv_bounded *error);

#endif
