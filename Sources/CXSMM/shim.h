#ifndef NNVERIFY_CXSMM_SHIM_H
#define NNVERIFY_CXSMM_SHIM_H

#if defined(__has_include) && !__has_include(<libxsmm.h>)
#error "LIBXSMM is missing. Debian, Ubuntu: apt-get install libxsmm-dev. Or build without it: swift build --disable-default-traits."
#endif

#include <libxsmm.h>

#endif
