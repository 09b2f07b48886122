#ifndef NNVERIFY_VECTOR_MATH_H
#define NNVERIFY_VECTOR_MATH_H

#include <stddef.h>

/* Elementary functions over arrays of binary64, and the passes of a layer that are made of them.

   Every function exists for AVX-512, for AVX2 with FMA, and for any processor; which is used is decided once per process by what
   the processor has and what NNVERIFY_SIMD allows ("avx512", "avx2", "none"). exp, expm1, log, tanh and erfc are SLEEF's
   (u10: at most 1.0 ulp; erfc u15: at most 1.5 ulp), or the C library's on the path for any processor and where the package
   trait SLEEF is off. Two are the project's own, for they are what networks spend their time in: e^x below 0 for AVX-512 (at most
   1.1 ulp seen) and log(1 + x) up to 1 for AVX2 and AVX-512 (1.1 ulp).

   Results of equal arguments are equal, wherever in an array they stand: tails are computed by the same instructions.
   Source and target may be the same array; apart from that arrays do not overlap. Any n is allowed, 0 too. */

enum nnv_path { NNV_PORTABLE = 0, NNV_AVX2 = 1, NNV_AVX512 = 2 };

/* The path in use. */
enum nnv_path nnv_path(void);

/* Where the functions come from: "SLEEF" or "libm". */
const char *nnv_library(void);

enum nnv_activation {
  NNV_LINEAR,
  NNV_SIGMOID,
  NNV_TANH,
  NNV_RELU,
  NNV_LEAKY_RELU,
  NNV_ELU,
  NNV_SOFTPLUS,
  NNV_SILU,
  NNV_GELU
};

/* a = g(z). alpha is that of leaky_relu and elu. */
void nnv_activate(enum nnv_activation g, double alpha, size_t n, const double *z, double *a);

/* dz = da g'(z), with a = g(z). At a kink the slope is that of the left side. */
void nnv_times_slope(
    enum nnv_activation g, double alpha, size_t n, const double *z, const double *a, const double *da, double *dz);

/* Row-major matrices whose columns are cases; `stride` is the distance between rows, and all of its columns are computed. */

/* a = softmax(z), column by column. Largest exponent 0, so that nothing overflows. */
void nnv_softmax(size_t rows, size_t stride, const double *z, double *a);

/* l[c] = log sum_j e^(z[j,c]), for c in 0 ..< stride. */
void nnv_log_sum_exp(size_t rows, size_t stride, const double *z, double *l);

/* dz = a (da - sum_k a_k da_k), column by column: the transposed Jacobian of softmax. */
void nnv_times_softmax_slope(size_t rows, size_t stride, const double *a, const double *da, double *dz);

/* Sums over the rows, added to what stands in e: one number per column. */

/* e[c] += sum_j softplus(z[j,c]) - y[j,c] z[j,c], and beside it a = sigma(z) and dz = a - y. */
void nnv_sigmoid_binary_cross_entropy(
    size_t rows, size_t stride, const double *z, const double *y, double *a, double *dz, double *e);

/* e[c] += sum_j (y[j,c] - a[j,c])^2 */
void nnv_add_squares(size_t rows, size_t stride, const double *a, const double *y, double *e);

/* e[c] += sum_j y[j,c] z[j,c] */
void nnv_add_products(size_t rows, size_t stride, const double *y, const double *z, double *e);

/* b = transposed a. a: rows x columns with a distance of a_stride between rows; b: columns x rows, b_stride. */
void nnv_transpose(size_t rows, size_t columns, const double *a, size_t a_stride, double *b, size_t b_stride);

/* b = c * transposed a, elementwise: the same shapes. */
void nnv_transpose_scaled(
    size_t rows, size_t columns, const double *a, size_t a_stride, double c, double *b, size_t b_stride);

/* z[j,c] += b[j] for a row-major matrix, all columns of the stride. */
void nnv_add_bias(size_t rows, size_t stride, const double *b, double *z);

/* c = a + b and c = a - b */
void nnv_add(size_t n, const double *a, const double *b, double *c);
void nnv_subtract(size_t n, const double *a, const double *b, double *c);

/* b[j,c] = a[j,c] + w[j] d[c], rounded twice, for c in 0 ..< columns; w has a distance of w_stride between its numbers. */
void nnv_add_outer(
    size_t rows, size_t columns, size_t stride, const double *a, const double *w, size_t w_stride, const double *d,
    double *b);

/* The sum of nnv_sigmoid_binary_cross_entropy with one logarithm for eight rows, where there are more than one:
   sum_j log(1 + p_j) = log prod_j (1 + p_j). Each term may be off by some 4 u of itself more. */
void nnv_add_binary_cross_entropy_by_products(
    size_t rows, size_t stride, const double *z, const double *y, double *e);

/* u[j,c] = b[j] + w[j,0] v[0,c] + w[j,1] v[1,c] ... for c in 0 ..< columns, rounded after every operation and added up in this order:
   the bits of a scalar loop. v and u have the same stride. */
void nnv_ordered_product(
    size_t rows, size_t inner, size_t columns, const double *w, size_t w_stride, const double *b, const double *v,
    size_t stride, double *u);

/* What differs between two row-major matrices, noted per column in e. */

/* e[c] = max(e[c], max_j |a[j,c] - b[j,c]|); NaN stays. */
void nnv_note_shifts(size_t rows, size_t stride, const double *a, const double *b, double *e);

/* e[c] = 1 where a[j,c] > 0 and b[j,c] > 0 are not the same for some j. */
void nnv_note_crossings(size_t rows, size_t stride, const double *a, const double *b, double *e);

#endif
