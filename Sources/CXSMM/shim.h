#ifndef NNVERIFY_CXSMM_SHIM_H
#define NNVERIFY_CXSMM_SHIM_H

#if defined(__has_include) && !__has_include(<libxsmm.h>)
#error "LIBXSMM is missing. Debian, Ubuntu: apt-get install libxsmm-dev. Or build without it: swift build --disable-default-traits."
#endif

#include <libxsmm.h>
#include <unistd.h>

/* Three sets of kernels of 1 to 10 KB each, which nobody can leave; a kernel is generated when it is first asked for and stays
   for ever. Whether there is one (there is none for a processor without a code generator) is decided once for each place in
   the set and kept, so that a shape has the same kernel on every call and every thread.

   All are column-major C = A B (+ C) with C: m x n, A: m x k, B: k x n, so that row-major callers pass their operands in
   reverse order. */

/* Limits the kernels to an instruction set, "hsw" say. Initialisation sets it too, so that it has to come first. */
static inline void nnverify_xsmm_limit(const char *architecture) {
  libxsmm_init();
  libxsmm_set_target_arch(architecture);
}

/* A kernel, or the null pointer. Code that nobody changes: any thread may hold it. */
struct __attribute__((swift_attr("@Sendable"))) nnverify_xsmm_kernel {
  const void *code;
};

/* The kernel in `slot`, generated if it is not there yet. The lock also keeps two threads out of the library's own dispatch. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_generated(
    const void **slot, libxsmm_blasint m, libxsmm_blasint n, libxsmm_blasint k, libxsmm_blasint lda, libxsmm_blasint ldb,
    libxsmm_blasint ldc, double beta) {
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
      libxsmm_dmmfunction made = libxsmm_dmmdispatch(m, n, k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
      found = made ? (const void *)made : &missing;
      __atomic_store_n(slot, found, __ATOMIC_RELEASE);
    }
    __atomic_clear(&busy, __ATOMIC_RELEASE);
  }
  return (struct nnverify_xsmm_kernel){found == &missing ? NULL : found};
}

#define nnverify_xsmm_largest_k 72

/* A whole small product, C = A B: m in {8, 16 ... 64} = lda = ldc, n in {1, 2, 4, 16, 17}, k in {1 ... 72}, ldb = k rounded up
   to a multiple of 8. 8 * 5 * 72 = 2880 kernels. Null outside the set. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_small(int m, int n, int k) {
  static const void *kernels[8][5][nnverify_xsmm_largest_k];
  if (m < 8 || m > 64 || m % 8 != 0 || k < 1 || k > nnverify_xsmm_largest_k) return (struct nnverify_xsmm_kernel){NULL};
  const int which = n == 1 ? 0 : n == 2 ? 1 : n == 4 ? 2 : n == 16 ? 3 : n == 17 ? 4 : -1;
  if (which < 0) return (struct nnverify_xsmm_kernel){NULL};
  return nnverify_xsmm_generated(&kernels[m / 8 - 1][which][k - 1], m, n, k, m, (k + 7) / 8 * 8, m, 0);
}

/* The stride of copied rows. */
#define nnverify_xsmm_ldb 520

/* The place of a stride among those that blocks of large products may have, or -1. */
static inline int nnverify_xsmm_stride(int stride) {
  if (stride >= 8 && stride <= 128 && stride % 8 == 0) return stride / 8 - 1;
  switch (stride) {
    case 136: return 16;
    case 200: return 17;
    case 264: return 18;
    case 392: return 19;
    case 520: return 20;
    case 776: return 21;
    case 1032: return 22;
    case 1544: return 23;
    case 2056: return 24;
    case 3080: return 25;
    case 4104: return 26;
    case 8200: return 27;
    default: return -1;
  }
}

/* A block of a large product, C = A B or C += A B, whose B has been copied: m in {8, 16, 32, 64}, n in {1, 4, 16, 17},
   k in {1, 4, 16, 64, 256}, ldb = 520, and lda = ldc one of the strides above. 28 * 4 * 4 * 5 * 2 = 4480 kernels. Null outside
   the set. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_block(int m, int n, int k, int ldac, int adds) {
  static const void *kernels[28][4][4][5][2];
  const int stride = nnverify_xsmm_stride(ldac);
  const int rows = m == 8 ? 0 : m == 16 ? 1 : m == 32 ? 2 : m == 64 ? 3 : -1;
  const int columns = n == 1 ? 0 : n == 4 ? 1 : n == 16 ? 2 : n == 17 ? 3 : -1;
  const int inner = k == 1 ? 0 : k == 4 ? 1 : k == 16 ? 2 : k == 64 ? 3 : k == 256 ? 4 : -1;
  if (stride < 0 || rows < 0 || columns < 0 || inner < 0 || m > ldac) return (struct nnverify_xsmm_kernel){NULL};
  return nnverify_xsmm_generated(
      &kernels[stride][rows][columns][inner][adds != 0], m, n, k, ldac, nnverify_xsmm_ldb, ldac, adds ? 1 : 0);
}

/* The block that most of a large product consists of, with a B that stands where it is: m = 64, n in {16, 17},
   k in {256, 257}, ldc and ldb among the strides above from 136 to 2056, lda = ldc or 64, of an A that has been copied.
   2 * 9 * 9 * 2 * 2 * 2 = 1296 kernels. Null outside the set. */
static inline struct nnverify_xsmm_kernel nnverify_xsmm_direct(
    int n, int k, int copied, int ldc, int ldb, int adds) {
  static const void *kernels[2][9][9][2][2][2];
  const int first = nnverify_xsmm_stride(ldc) - 16, second = nnverify_xsmm_stride(ldb) - 16;
  const int columns = n - 16, inner = k - 256;
  if (first < 0 || first > 8 || second < 0 || second > 8) return (struct nnverify_xsmm_kernel){NULL};
  if (columns < 0 || columns > 1 || inner < 0 || inner > 1) return (struct nnverify_xsmm_kernel){NULL};
  return nnverify_xsmm_generated(
      &kernels[copied != 0][first][second][columns][inner][adds != 0], 64, n, k, copied ? 64 : ldc, ldb, ldc,
      adds ? 1 : 0);
}

/* The library's own type of a kernel is variadic, which Swift cannot call. */
static inline void nnverify_xsmm_call(struct nnverify_xsmm_kernel kernel, const double *a, const double *b, double *c) {
  ((void (*)(const double *, const double *, double *))kernel.code)(a, b, c);
}

/* The bytes of a core's second cache, 0 where nobody tells. */
static inline long nnverify_second_cache(void) {
#if defined(_SC_LEVEL2_CACHE_SIZE)
  const long size = sysconf(_SC_LEVEL2_CACHE_SIZE);
  return size > 0 ? size : 0;
#else
  return 0;
#endif
}

/* Asks for numbers that will be needed soon, for the second cache. */
static inline void nnverify_xsmm_expect(const double *numbers, size_t count) {
  for (size_t i = 0; i < count; i += 8) __builtin_prefetch(numbers + i, 0, 2);
}

/* To be called after a kernel, which on x86 is made of AVX instructions. It leaves the upper halves of the vector registers in
   use, and as long as they are, every SSE instruction (the whole of libm's exp, say) runs two to four times slower. */
static inline void nnverify_xsmm_done(void) {
#if defined(__x86_64__)
  __asm__ volatile("vzeroupper" ::: "memory");
#endif
}

#endif
