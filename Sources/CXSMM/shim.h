#ifndef NNVERIFY_CXSMM_SHIM_H
#define NNVERIFY_CXSMM_SHIM_H

#if defined(__has_include) && !__has_include(<libxsmm.h>)
#error "LIBXSMM is missing. Debian, Ubuntu: apt-get install libxsmm-dev. Or build without it: swift build --disable-default-traits."
#endif

#include <libxsmm.h>

/* The kernels that a process can ever generate: M in {8, 16 … 64} = lda = ldc, N in {1, 4, 16}, K in {1 … 64}, ldb = K
   rounded up to a multiple of 8. 8 · 3 · 64 = 1536 kernels of about 10 KB each.

   The column-major kernel C = A·B (C: m × n, A: m × k, B: k × n), or null where there is none: a shape outside the set, a
   processor without a code generator. Whether there is one is decided once per shape and kept, so that a shape has the same
   kernel on every call and every thread. The lock also keeps two threads out of the library's own dispatch. */
static inline libxsmm_dmmfunction nnverify_xsmm_kernel(int m, int n, int k) {
  static const char missing = 0;
  static const void *kernels[8][3][64];
  static char busy;
  if (m < 8 || m > 64 || m % 8 != 0 || k < 1 || k > 64 || !(n == 1 || n == 4 || n == 16)) return NULL;

  const void **slot = &kernels[m / 8 - 1][n == 1 ? 0 : n == 4 ? 1 : 2][k - 1];
  const void *found = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
  if (!found) {
    while (__atomic_test_and_set(&busy, __ATOMIC_ACQUIRE)) {
    }
    found = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
    if (!found) {
      /* Everything is said explicitly: the library's defaults are beta = 1 and a prefetch that reads further arguments. */
      const libxsmm_blasint ld = m, ldb = (k + 7) / 8 * 8;
      const double alpha = 1, beta = 0;
      const int flags = LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
      libxsmm_dmmfunction made = libxsmm_dmmdispatch(m, n, k, &ld, &ldb, &ld, &alpha, &beta, &flags, &prefetch);
      found = made ? (const void *)made : &missing;
      __atomic_store_n(slot, found, __ATOMIC_RELEASE);
    }
    __atomic_clear(&busy, __ATOMIC_RELEASE);
  }
  return found == &missing ? NULL : (libxsmm_dmmfunction)found;
}

/* The kernel's type is variadic, which Swift cannot call. */
static inline void nnverify_xsmm_call(libxsmm_dmmfunction kernel, const double *a, const double *b, double *c) {
  ((void (*)(const double *, const double *, double *))kernel)(a, b, c);
}

#if defined(__x86_64__)
__attribute__((target("avx"))) static inline void nnverify_xsmm_forget_upper_halves(void) { __builtin_ia32_vzeroupper(); }
#endif

/* To be called after a kernel. The kernels leave the upper halves of the vector registers in use, and as long as they are,
   every SSE instruction (the whole of libm's exp, say) runs two to four times slower. */
static inline void nnverify_xsmm_done(void) {
#if defined(__x86_64__)
  if (libxsmm_get_target_archid() >= LIBXSMM_X86_AVX) nnverify_xsmm_forget_upper_halves();
#endif
}

#endif
