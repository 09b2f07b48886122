#ifndef NNVERIFY_CALLOCATOR_SHIM_H
#define NNVERIFY_CALLOCATOR_SHIM_H

/* Has malloc keep what is freed, as long as it is no more than so many bytes at a time, instead of giving it back to the system and
   asking for it again. Answers whether it will; only glibc gives memory back so eagerly. */
#if defined(__GLIBC__) || defined(__gnu_linux__)
#include <malloc.h>
static inline int nnverify_keep_freed(int bytes) {
  return mallopt(M_TRIM_THRESHOLD, bytes) && mallopt(M_MMAP_THRESHOLD, bytes);
}
#else
static inline int nnverify_keep_freed(int bytes) {
  (void)bytes;
  return 0;
}
#endif

#endif
