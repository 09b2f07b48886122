#ifndef NNVERIFY_CARB_SHIM_H
#define NNVERIFY_CARB_SHIM_H

/* Arb is a library of its own up to 2.23 (Debian 12), and a part of FLINT from 3.0 on. Package.swift says what to link. */
#if __has_include(<flint/arb.h>)
#include <flint/flint.h>
#include <flint/arb.h>
#include <flint/arb_hypgeom.h>
#elif __has_include(<arb.h>)
#include <arb.h>
#include <arb_hypgeom.h>
#else
#error "Arb is missing. Debian, Ubuntu: apt-get install libflint-arb-dev, or libflint-dev where that is FLINT 3. macOS: brew install flint. Or build without it: swift build --traits XSMM."
#endif

/* "Arb 2.23.0", or "FLINT 3.1.2", of which Arb is a part. */
static inline const char *nnverify_arb_version(void) {
#ifdef __ARB_VERSION
  return arb_version;
#else
  return FLINT_VERSION;
#endif
}

static inline const char *nnverify_arb_library(void) {
#ifdef __ARB_VERSION
  return "Arb";
#else
  return "FLINT";
#endif
}

#endif
