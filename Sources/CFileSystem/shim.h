#ifndef NNVERIFY_CFILESYSTEM_SHIM_H
#define NNVERIFY_CFILESYSTEM_SHIM_H

/* Two calls of the operating system that Swift's import of the C library lacks: glibc declares them only under _GNU_SOURCE. */

/* Exchanges two files or folders of one file system in one step: each has the other's name afterwards, and no moment lies
   between. Answers 0, or -1 with errno. */
#if defined(__APPLE__)
#include <stdio.h>
#include <unistd.h>
static inline int nnverify_exchange(const char *one, const char *other) { return renamex_np(one, other, RENAME_SWAP); }
/* Writes to the disk what the file system of an open file holds back. */
static inline int nnverify_synchronise(int file) { return fsync(file); }
#else
#include <fcntl.h>
extern int renameat2(int oldFolder, const char *oldPath, int newFolder, const char *newPath, unsigned int flags);
static inline int nnverify_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, 1u << 1 /* RENAME_EXCHANGE */);
}extern int syncfs(int file);
/* Writes to the disk what the file system of an open file holds back. */
static inline int nnverify_synchronise(int file) { return syncfs(file); }
#endif

#endif
