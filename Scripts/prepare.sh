# shellcheck shell=sh
# What ./check and ./test begin with. After `prepare`, Swift, pkg-config, GSL and zlib are here, and LIBXSMM, SLEEF and Arb where
# they can be had.
# Messages go to standard error: standard output belongs to nnverify.

: "${root:?the folder of the project}"

# The exit code where nothing was checked. nnverify's own are others: 1 is a disagreement.
unavailable=69

# What SwiftPM is to be told about traits, one word or nothing: ${trait_option:+"$trait_option"}.
trait_option=""

say() { printf '%s\n' "$@" >&2; }

stop() {
  say "$@"
  exit "$unavailable"
}

# quietly NAME COMMAND...: what the command prints goes to .build/NAME.log, and is shown only if it fails.
quietly() {
  log=$root/.build/$1.log
  shift
  mkdir -p "$root/.build"
  "$@" >"$log" 2>&1 || {
    cat "$log" >&2
    return 1
  }
}

prepare() {
  require_swift
  if ! have required || ! have libxsmm || ! have sleef || ! have arb; then install_libraries; fi
  have gsl || stop "pkg-config still does not find GSL: see 'pkg-config --print-errors --exists gsl'."
  have zlib || stop "pkg-config still does not find zlib: see 'pkg-config --print-errors --exists zlib'."
  choose_traits
  have libxsmm ||
    say "Without LIBXSMM (libxsmm-dev): matrix products by GSL's own BLAS, slower, with the same verdicts."
  have sleef ||
    say "Without SLEEF (libsleef-dev): exp and its kin by the C library, slower, with the same verdicts."
  have arb ||
    say "Without Arb (libflint-arb-dev, FLINT 3): no proven enclosures; verdicts rest on rounding bounds and dual numbers."
}

# A trait for each optional library that is here. All of them are the default.
choose_traits() {
  traits=""
  if have libxsmm; then traits="XSMM"; fi
  if have sleef; then traits="${traits:+$traits,}SLEEF"; fi
  if have arb; then traits="${traits:+$traits,}Arb"; fi
  # shellcheck disable=SC2034 # read by the scripts
  case $traits in
    XSMM,SLEEF,Arb) trait_option="" ;;
    "") trait_option="--disable-default-traits" ;;
    *) trait_option="--traits=$traits" ;;
  esac
}

# pkg-config is asked, not the package manager: no network is needed, and what was built by hand counts too.
# Arb is a part of FLINT from version 3 on. Before, it was a library of its own that pkg-config does not know.
# Every macOS SDK has zlib, and pkg-config does not know of it.
have() {
  case $1 in
    required) have gsl && have zlib ;;
    zlib) [ "$(uname -s)" = Darwin ] || pkg-config --exists zlib 2>/dev/null ;;
    arb)
      pkg-config --exists "flint >= 3" 2>/dev/null || builds flint/arb.h -lflint || builds arb.h -lflint-arb -lflint
      ;;
    *) pkg-config --exists "$1" 2>/dev/null ;;
  esac
}

# builds HEADER LIBRARY...: whether a program that calls Arb can be built in this way.
builds() {
  header=$1
  shift
  # Swift brings its own clang, which need not be in PATH.
  clang=$(dirname -- "$(readlink -f "$(command -v swift)" 2>/dev/null)")/clang
  [ -x "$clang" ] || clang=clang
  mkdir -p "$root/.build"
  printf '#include <%s>\nint main(void) { arb_t x; arb_init(x); arb_exp(x, x, 53); }\n' "$header" |
    "$clang" -x c - -x none "$@" -o "$root/.build/with-arb" >/dev/null 2>&1
}

# Swift.

require_swift() {
  needed=$(sed -n 's|^// *swift-tools-version: *\([0-9]*\.[0-9]*\).*|\1|p' "$root/Package.swift")
  remedy="Install Swift $needed or newer (https://www.swift.org/install), then run this again."
  command -v swift >/dev/null 2>&1 || stop "Swift is missing. $remedy"
  answer=$(swift --version 2>&1) || stop "$answer" "Swift is here but does not run (see above). $remedy"
  found=$(printf '%s\n' "$answer" | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p')
  # A version that cannot be read is left to SwiftPM to judge.
  if [ -n "$found" ] && [ "$(version_number "$found")" -lt "$(version_number "$needed")" ]; then
    stop "This is Swift $found, which is too old. $remedy"
  fi
}

# 6.2 becomes 6002, so that 6.10 is newer.
version_number() { echo "$((${1%%.*} * 1000 + ${1#*.}))"; }

# Libraries.

install_libraries() {
  if [ "$(uname -s)" = Darwin ]; then
    install_by_brew
  elif command -v apt-get >/dev/null 2>&1; then
    install_by_apt
  elif ! have required; then
    stop "GSL, zlib or pkg-config is missing, and there is no apt-get here to install them." \
      "Install them by this system's package manager (Fedora: dnf install gsl-devel zlib-devel pkgconf), then run this again." \
      "Optional: LIBXSMM (libxsmm-devel) and SLEEF (sleef-devel) for speed, FLINT 3 (flint-devel) for proven enclosures."
  fi
}

# Homebrew has no LIBXSMM, and of SLEEF only what is for x86 is used.
install_by_brew() {
  if ! have gsl; then
    command -v brew >/dev/null 2>&1 ||
      stop "GSL or pkg-config is missing, and so is Homebrew to install them: get it from https://brew.sh, run" "" \
        "    brew install gsl pkg-config" \
        "    brew install flint    # if you like: proven enclosures" "" "and then this again."
    say "Installing gsl and pkg-config by Homebrew ..."
    quietly install brew install gsl pkg-config || stop "Homebrew failed (see above): run 'brew install gsl pkg-config'."
  fi
  if ! have arb && command -v brew >/dev/null 2>&1; then
    say "Installing flint by Homebrew ..."
    quietly install brew install flint || say "Homebrew failed (see above): going on without flint."
  fi
}

install_by_apt() {
  # Nothing to do where apt knows its packages and what is missing is none of them. It tells without the network.
  if have required && offers libgsl-dev && [ -z "$(optional_packages)" ]; then return; fi

  if [ "$(id -u)" -eq 0 ]; then
    sudo=""
  elif have required && ! sudo -n true >/dev/null 2>&1; then
    # For what can be done without, nobody is asked for a password.
    return
  elif command -v sudo >/dev/null 2>&1; then
    sudo="sudo"
  else
    stop "GSL, zlib or pkg-config is missing, installing them needs root, and there is no sudo here." "$(by_hand)"
  fi

  say "Installing what is missing by apt-get ..."
  # One source of several that cannot be reached is no reason to stop.
  quietly install as_root apt-get update || say "apt-get update failed (see above); going on."
  command -v pkg-config >/dev/null 2>&1 || install_package pkg-config || stop "$(by_hand)"
  have gsl || install_package libgsl-dev || stop "$(by_hand)"
  have zlib || install_package zlib1g-dev || stop "$(by_hand)"
  for package in $(optional_packages); do
    install_package "$package" || say "Going on without $package."
  done
}

# Those that are missing and that apt could install. Where there is no libflint-arb-dev any more, Arb is in libflint-dev.
optional_packages() {
  if ! have libxsmm && offers libxsmm-dev; then echo libxsmm-dev; fi
  if ! have sleef && offers libsleef-dev; then echo libsleef-dev; fi
  if ! have arb; then
    if offers libflint-arb-dev; then
      echo libflint-arb-dev
    elif offers libflint-dev; then
      echo libflint-dev
    fi
  fi
}

install_package() {
  quietly install as_root apt-get -o DPkg::Lock::Timeout=60 install --yes --no-install-recommends "$1" || {
    say "apt-get could not install $1 (see above)."
    return 1
  }
}

as_root() { ${sudo:+"$sudo"} env DEBIAN_FRONTEND=noninteractive "$@"; }

# Whether apt could install a package. Neither root nor the network is needed.
offers() { apt-get install --simulate "$1" >/dev/null 2>&1; }

by_hand() {
  printf '%s\n' "As root, run" "" \
    "    apt-get update" \
    "    apt-get install pkg-config libgsl-dev zlib1g-dev" \
    "    apt-get install libxsmm-dev         # where there is one: faster matrix products" \
    "    apt-get install libsleef-dev        # where there is one: faster exp" \
    "    apt-get install libflint-arb-dev    # or else libflint-dev: proven enclosures" "" \
    "and then this again."
}
