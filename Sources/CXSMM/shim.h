#ifndef NNVERIFY_CXSMM_SHIM_H
#define NNVERIFY_CXSMM_SHIM_H

#if defined(__has_include) && !__has_include(<libxsmm.h>)
#error "LIBXSMM is missing. Debian, Ubuntu: apt-get install libxsmm-dev. Or build without it: swift build --disable-default-traits."
#endif

#include <libxsmm.h>

/* Two sets of kernels of about 10 KB each, which nobody can leave; a kernel is generated when it is first asked for and stays
   for ever. Whether there is one (there is none for a processor without a code generator) is decided once for each place in
   the set and kept, so that a shape has the same kernel on every call and every thread.

   All are column-major C = A B (+ C) with C: m x n, A: m x k, B: k x n, so that row-major callers pass their operands in
   reverse order. */

/* A kernel, or the null pointer. Code that nobody changes: any thread may hold it. */
struct __attribute__((swift_attr("@Sendable"))) nnverify_xsmm_kernel {
  const void *code;
};

/* The kernel in `slot`, generated if it is not there yet. The lock also keeps two threads out of the library's own dispatch. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_generated(
    const void **slot, libxsmm_blasint m, libxsmm_blasint n, libxsmm_blasint k, libxsmm_blasint ldac, libxsmm_blasint ldb,
    double beta) {
  static const char missing = 0;
  static char busy;
  const void *found = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
  if (!found) {
    while (__atomic_test_and_set(&busy, __ATOMIC_ACQUIRE)) {
    }
    found = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
    if (!found) {
      /* Everything is said explicitly: the library's defaults are beta = 1 and a prefetch that reads further arguments. */
      const double alpha = 1;
      const int flags = LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
      libxsmm_dmmfunction made = libxsmm_dmmdispatch(m, n, k, &ldac, &ldb, &ldac, &alpha, &beta, &flags, &prefetch);
      found = made ? (const void *)made : &missing;
      __atomic_store_n(slot, found, __ATOMIC_RELEASE);
    }
    __atomic_clear(&busy, __ATOMIC_RELEASE);
  }
  return (struct nnverify_xsmm_kernel){found == &missing ? NULL : found};
}

#define nnverify_xsmm_largest_k 72

/* A whole small product, C = A B: m in {8, 16 ... 64} = lda = ldc, n in {1, 2, 4, 16}, k in {1 ... 72}, ldb = k rounded up to
   a multiple of 8. 8 * 4 * 72 = 2304 kernels. Null outside the set. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_small(int m, int n, int k) {
  static const void *kernels[8][4][nnverify_xsmm_largest_k];
  if (m < 8 || m > 64 || m % 8 != 0 || k < 1 || k > nnverify_xsmm_largest_k) return (struct nnverify_xsmm_kernel){NULL};
  if (!(n == 1 || n == 2 || n == 4 || n == 16)) return (struct nnverify_xsmm_kernel){NULL};
  const int which = n == 16 ? 3 : n / 2;
  return nnverify_xsmm_generated(&kernels[m / 8 - 1][which][k - 1], m, n, k, m, (k + 7) / 8 * 8, 0);
}

#define nnverify_xsmm_ldb 128

/* A block of a large product, C = A B or C += A B: m in {8, 16, 32}, n in {1, 4, 16}, k in {1, 4, 16, 64, 128}, ldb = 128,
   and lda = ldc one of the strides below. 28 * 3 * 3 * 5 * 2 = 2520 kernels. Null outside the set. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_block(int m, int n, int k, int ldac, int adds) {
  static const void *kernels[28][3][3][5][2];
  const int stride = ldac % 8 != 0 || ldac < 8 ? -1
      : ldac <= 128 ? ldac / 8 - 1
      : ldac == 136 ? 16 : ldac == 200 ? 17 : ldac == 264 ? 18 : ldac == 392 ? 19 : ldac == 520 ? 20 : ldac == 776 ? 21
      : ldac == 1032 ? 22 : ldac == 1544 ? 23 : ldac == 2056 ? 24 : ldac == 3080 ? 25 : ldac == 4104 ? 26
      : ldac == 8200 ? 27 : -1;
  const int rows = m == 8 ? 0 : m == 16 ? 1 : m == 32 ? 2 : -1;
  const int columns = n == 1 ? 0 : n == 4 ? 1 : n == 16 ? 2 : -1;
  const int inner = k == 1 ? 0 : k == 4 ? 1 : k == 16 ? 2 : k == 64 ? 3 : k == 128 ? 4 : -1;
  if (stride < 0 || rows < 0 || columns < 0 || inner < 0 || m > ldac) return (struct nnverify_xsmm_kernel){NULL};
  return nnverify_xsmm_generated(
      &kernels[stride][rows][columns][inner][adds != 0], m, n, k, ldac, nnverify_xsmm_ldb, adds ? 1 : 0);
}

/* The library's own type of a kernel is variadic, which Swift cannot call. */
static inline void nnverify_xsmm_call(struct nnverify_xsmm_kernel kernel, const double *a, const double *b, double *c) {
  ((void (*)(const double *, const double *, double *))kernel.code)(a, b, c);
}

/* To be called after a kernel, which on x86 is made of AVX instructions. It leaves the upper halves of the vector registers in
   use, and as long as they are, every SSE instruction (the whole of libm's exp, say) runs two to four times slower. */
static inline void nnverify_xsmm_done(void) {
#if defined(__x86_64__)
  __asm__ volatile("vzeroupper" ::: "memory");
#endif
}

#endif
