#ifndef NNVERIFY_CSLEEF_SHIM_H
#define NNVERIFY_CSLEEF_SHIM_H

/* CVectorMath declares by itself what it calls: sleef.h shows a function only to who compiles for its instructions throughout. */
#if defined(__has_include) && !__has_include(<sleef.h>)
#error "SLEEF is missing. Debian, Ubuntu: apt-get install libsleef-dev. Or build without it: swift build --disable-default-traits."
#endif

#endif
