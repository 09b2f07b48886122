# Short names for what contributors do often. Nothing needs make: ./check and ./test do without.

.PHONY: help check test format lint asan tsan fuzz docs bench-peers coverage clean

# As ./check and ./test do, with those of LIBXSMM, SLEEF and Arb that are installed. Looked up only where it is used.
TRAITS = $(shell root=. && . Scripts/prepare.sh && choose_traits && echo "$$trait_option")
TIME ?= 10m

help: ## this list
	@sed -n 's/^\([a-z]*\): [^#]*## /\1 /p' Makefile | while read -r name text; do printf '%-10s %s\n' "$$name" "$$text"; done

check: ## the main job: ten thousand generated problems and the stored cases
	./check

test: ## what must pass before a change is sent: lint and all tests, with LIBXSMM, SLEEF and Arb and without
	./test

format: ## formats the Swift code
	swift format format --in-place --parallel -r Package.swift Sources Tests Benchmarks examples/swift

lint: ## lints Swift, and the shell scripts where shellcheck is installed
	Scripts/lint

# Without XCTest, whose empty run leaks and so fails under the address sanitizer.
asan: ## all tests under the address sanitizer
	LSAN_OPTIONS=suppressions=$(CURDIR)/Scripts/sanitizers/leaks \
	  swift test $(TRAITS) --disable-xctest --sanitize=address --scratch-path .build/asan

# The thread sanitizer holds signals back from a thread that waits, so a Ctrl-C would never arrive.
tsan: ## all tests but that of Ctrl-C under the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/Scripts/sanitizers/races \
	  swift test $(TRAITS) --disable-xctest --sanitize=thread --scratch-path .build/tsan --skip InterruptionTests

fuzz: ## checks problems of a fresh seed for ten minutes; TIME=8h make fuzz for longer
	./check --time $(TIME)

# The library hands on the other modules, so their pages belong to its documentation.
MODULES := GradientVerification Networks Reference Vectorized NumericDerivatives Verification Fixtures Suite Grading Reports
docs: ## the library's documentation as a site in .build/docs
	swift package $(TRAITS) --allow-writing-to-directory .build/docs generate-documentation \
	  $(MODULES:%=--target %) --enable-experimental-combined-documentation --output-path .build/docs
	@echo "To read it: python3 -m http.server -d .build/docs, then http://localhost:8000/documentation"

bench-peers: ## times nnverify and its peers, and prints one table
	Benchmarks/bench-peers

coverage: ## which lines the tests run, file by file
	swift test $(TRAITS) --disable-xctest --enable-code-coverage --scratch-path .build/coverage
	Scripts/coverage .build/coverage

clean: ## removes everything that was built
	rm -rf .build Benchmarks/.build
