# make          build/backcheck
# make check    all tests             make san   the same under ASan and UBSan
# make cov      branch coverage       make lint  rule files, man pages, code
# make deps     install what is missing (with sudo only when not root)
# make mutate   breaks the rules in every way of a list; lint, test or prove see it
# make sheet-check  the tip sheets on paper and screens, after make deps-sheet
# make schema-check  the JSON Schemas for editors, after make deps-schema
# make fuzz     records of any bytes, SECONDS long; needs clang
# make bench    times and instructions beside limits and peers
# make run      build and start the check
# Each variant builds in its own directory, so flags never mix.

V ?= release
B := build/$(V)
PREFIX ?= /usr/local
DESTDIR ?=
PACK := data/postpartum-back

CC ?= cc
ALL_CPPFLAGS = $(CPPFLAGS) -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -Iinclude \
	-Isrc/base -Isrc/rules -Isrc/assess -Isrc/prove -Isrc/report -Isrc/cli \
	-DBC_DATADIR='"$(PREFIX)/share/backcheck"'
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual \
	-Wwrite-strings -Wundef -Wvla -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -Wswitch-enum
FATAL := implicit-function-declaration return-type int-conversion \
	incompatible-pointer-types format switch-enum strict-prototypes \
	missing-prototypes vla cast-qual
WARN += $(FATAL:%=-Werror=%) $(if $(WERROR),-Werror)
CFLAGS ?= -O2 -g
FLAGS_release :=
FLAGS_san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
FLAGS_cov := -O0 -g --coverage
ALL_CFLAGS := -std=c11 $(WARN) $(CFLAGS) $(FLAGS_$(V))

# ---- libraries, by pkg-config; one line that names what is missing ----
HAVE = $(shell pkg-config --exists $(1) 2>/dev/null && echo yes)
need = $(if $(call HAVE,$(1)),,$(error $(2) is missing: \
	run 'make deps', or install $(3)))
NEEDS_LIBS := $(filter-out deps deps-sheet deps-schema schema-check clean fmt \
	uninstall,$(or $(MAKECMDGOALS),all))
ifneq ($(NEEDS_LIBS),)
ifeq ($(filter deps,$(MAKECMDGOALS)),)
ifeq ($(shell command -v pkg-config),)
$(error pkg-config is missing: run 'make deps', or install pkg-config)
endif
$(call need,yaml-0.1,libyaml,libyaml-dev)
$(call need,libcjson,cJSON,libcjson-dev)
ifneq ($(filter check san cov,$(MAKECMDGOALS)),)
$(call need,cmocka,cmocka,libcmocka-dev)
endif
endif
endif
# Recursive on purpose: 'make deps run' installs them before they are asked.
LIB_CFLAGS = $(shell pkg-config --cflags yaml-0.1 libcjson)
LIB_LIBS = $(shell pkg-config --libs yaml-0.1 libcjson)
TEST_LIBS = $(shell pkg-config --libs cmocka) -lm

# ---- what is built ----
LIB_SRC := $(filter-out src/main.c,$(wildcard src/*/*.c))
LIB_OBJ := $(LIB_SRC:src/%.c=$(B)/%.o) $(B)/builtin.o $(B)/style.o
PROG := $(B)/backcheck
TEST_SRC := $(wildcard tests/test_*.c)
TEST_SHARED := $(addprefix tests/,support.c page.c random_rules.c records.c \
	results.c)
TESTS := $(TEST_SRC:tests/%.c=$(B)/tests/%)
PACK_FILES := pack sources questions conditions wording contacts safety-net \
	red-flags referrals causes tips seed-claims

.PHONY: fuzz mutate all check san cov lint fmt install uninstall clean deps deps-sheet \
	deps-schema run sheet-check schema-check
.DELETE_ON_ERROR:

# 'make VERBOSE=1' shows the commands.
Q := $(if $(VERBOSE),,@)

all: $(PROG)
	@ln -sfn $(V)/backcheck build/backcheck

$(PROG): $(B)/main.o $(B)/libbackcheck.a
	@echo '  LD    $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIB_LIBS) $(LDLIBS)

$(B)/libbackcheck.a: $(LIB_OBJ)
	@rm -f $@
	@echo '  AR    $@'
	$(Q)$(AR) rcs $@ $^

$(B)/%.o: src/%.c Makefile | install-deps-first
	@mkdir -p $(@D)
	@echo '  CC    $<'
	$(Q)$(CC) $(ALL_CPPFLAGS) $(LIB_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/builtin.o $(B)/style.o: $(B)/%.o: $(B)/%.c | install-deps-first
	@echo '  CC    $@'
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Where installed rules are looked for is compiled in.
$(B)/cli/run.o: $(B)/prefix
$(B)/prefix: always
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@
.PHONY: always

# A file as the elements of an array.
BYTES := od -An -v -tu1
COMMAS := sed 's/ *\([0-9][0-9]*\)/\1,/g'

# The looks of the HTML page, ending in a NUL.
$(B)/style.c: src/report/sheet.css Makefile
	@mkdir -p $(@D)
	@{ echo '#include "html.h"'; echo 'const char html_style[] = {'; \
	$(BYTES) $< | $(COMMAS); echo '0 };'; } >$@

# The rule files as bytes, in the order of enum pack_file.
$(B)/builtin.c: $(PACK_FILES:%=$(PACK)/%.yaml) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "pack.h"'; \
	for f in $(PACK_FILES); do \
	  echo "static const unsigned char f_$$f[] = {" | tr - _; \
	  $(BYTES) $(PACK)/$$f.yaml | $(COMMAS); \
	  echo '};'; \
	done; \
	echo 'const struct yfile pack_builtin[PACK_FILE_COUNT] = {'; \
	for f in $(PACK_FILES); do \
	  s=`echo f_$$f | tr - _`; \
	  echo "{ \"built-in $$f.yaml\", (const char *)$$s, sizeof($$s) },"; \
	done; \
	echo '};'; } > $@

-include $(wildcard $(B)/*.d $(B)/*/*.d)

# Order 'deps' before everything when both are asked for.
.PHONY: install-deps-first
install-deps-first: $(filter deps,$(MAKECMDGOALS))

# ---- tests ----
$(B)/tests/%: tests/%.c $(TEST_SHARED) $(TEST_SHARED:.c=.h) $(B)/libbackcheck.a
	@mkdir -p $(@D)
	@echo '  TEST  $@'
	$(Q)$(CC) $(ALL_CPPFLAGS) -Itests $(LIB_CFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ \
	  $< $(TEST_SHARED) $(B)/libbackcheck.a $(TEST_LIBS) $(LIB_LIBS)

$(B)/tests/pty $(B)/tests/peak: $(B)/tests/%: tests/%.c | install-deps-first
	@mkdir -p $(@D)
	@echo '  TEST  $@'
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -o $@ $<

# The benchmark's own programs; 'make bench' runs them, 'make check' tries them.
BENCH := gen limit run
.PHONY: bench
$(B)/bench/%.o: tests/bench/%.c Makefile | install-deps-first
	@mkdir -p $(@D)
	@echo '  BENCH $<'
	$(Q)$(CC) $(ALL_CPPFLAGS) $(LIB_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

BENCH_GEN := gen shipped synth synth_yaml synth_peer
$(B)/bench/gen: $(BENCH_GEN:%=$(B)/bench/%.o)
$(B)/bench/limit: $(B)/bench/limit.o
$(B)/bench/run: $(B)/bench/run.o
$(BENCH:%=$(B)/bench/%): $(B)/libbackcheck.a
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
	  $(LIB_LIBS)

# Sizes: N records (1000000 is the whole), ROUNDS of each, a SEED.
N ?= 100000
ROUNDS ?= 5
SEED ?= 1
PART ?= batch rules load growth split peers count
bench: all $(BENCH:%=$(B)/bench/%)
	@B=$(B) N=$(N) ROUNDS=$(ROUNDS) SEED=$(SEED) PART='$(PART)' \
	  sh tests/bench/bench.sh

check: $(TESTS) $(PROG) $(B)/tests/pty $(B)/tests/peak \
  $(BENCH:%=$(B)/bench/%) $(if $(filter release,$(V)),all)
	@B=$(B) PACK=$(PACK) sh tests/run.sh $(TESTS)

san:
	@$(MAKE) --no-print-directory V=san WERROR=1 check

# Breaks a copy of the pack in nearly two thousand ways, one at a time; takes minutes.
MUTANTS := $(B)/mutate
$(B)/tests/mutate: tests/mutate.c tests/differ.c tests/differ.h \
  $(B)/libbackcheck.a
	@mkdir -p $(@D)
	@echo '  TEST  $@'
	$(Q)$(CC) $(ALL_CPPFLAGS) -Itests $(LIB_CFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ \
	  tests/mutate.c tests/differ.c $(B)/libbackcheck.a $(LIB_LIBS)

mutate: all $(B)/tests/mutate
	@$(B)/tests/mutate build/backcheck $(MUTANTS)

# Records to begin with are made by the benchmark's generator.
SECONDS ?= 60
FUZZ := build/fuzz/records
fuzz: $(B)/bench/gen
	@$(MAKE) --no-print-directory V=fuzz CC=clang build/fuzz/tests/fuzz_record
	@mkdir -p $(FUZZ)
	@$(B)/bench/gen records shipped 200 1 | \
	  awk '{ print > sprintf("$(FUZZ)/%03d", NR) }'
	@build/fuzz/tests/fuzz_record -max_total_time=$(SECONDS) -max_len=4096 \
	  -print_final_stats=1 $(FUZZ)

$(B)/tests/fuzz_record: tests/fuzz_record.c $(B)/libbackcheck.a
	@mkdir -p $(@D)
	@echo '  FUZZ  $@'
	$(Q)$(CC) $(ALL_CPPFLAGS) $(LIB_CFLAGS) $(ALL_CFLAGS) -fsanitize=fuzzer \
	  -o $@ $^ $(LIB_LIBS)

# Needs a browser, and what reads its pages: make deps-sheet.
sheet-check: all | $(filter deps-sheet,$(MAKECMDGOALS))
	@sh tests/sheet.sh

# Needs Python and two modules: make deps-schema.
schema-check:
	@$(or $(SCHEMA_PYTHON),python3) tests/schema.py

cov:
	@$(MAKE) --no-print-directory V=cov check
	@command -v gcovr >/dev/null || { echo 'cov needs gcovr'; exit 1; }
	@gcovr --root . --filter src/ --branches --print-summary build/cov \
	  >build/cov/summary
	@tail -45 build/cov/summary

lint: all
	@for f in $(PACK)/tests/*.yaml; do tail -n 1 $$f | grep -qx '\.\.\.' || \
	  { echo "$$f: no end marker"; exit 1; }; done
	@build/backcheck lint $(PACK)
	@mandoc -T lint -W style src/cli/backcheck.1 src/rules/backcheck-rules.5
	@echo 'rule files and man pages: clean'

fmt:
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] include/*.h tests/*.[ch] \
	  tests/bench/*.[ch])

# ---- machine ----
# One line a package manager: its command, then the packages.
APT := libc6-dev pkg-config libyaml-dev libcjson-dev libcmocka-dev mandoc
DNF := glibc-devel pkgconf-pkg-config libyaml-devel cjson-devel libcmocka-devel \
	mandoc
APK := musl-dev pkgconf yaml-dev cjson-dev cmocka-dev mandoc
PACMAN := pkgconf libyaml cjson cmocka mandoc
BREW := pkg-config libyaml cjson cmocka mandoc
SHEET_APT := chromium poppler-utils tidy fonts-liberation
SHEET_DNF := chromium poppler-utils tidy liberation-sans-fonts
SHEET_APK := chromium poppler-utils tidyhtml font-liberation
SHEET_PACMAN := chromium poppler tidy ttf-liberation
SHEET_BREW := chromium poppler tidy-html5 font-liberation
SCHEMA_APT := python3-jsonschema python3-yaml
SCHEMA_DNF := python3-jsonschema python3-pyyaml
SCHEMA_APK := py3-jsonschema py3-yaml
SCHEMA_PACMAN := python-jsonschema python-yaml
SCHEMA_BREW := python

DEPS_MISSING = $(shell pkg-config --exists yaml-0.1 libcjson cmocka 2>/dev/null && \
	command -v mandoc >/dev/null && \
	echo '\#include <stdint.h>' | $(CC) -E - >/dev/null 2>&1 || echo yes)
SHEET_MISSING = $(shell command -v pdftoppm >/dev/null && \
	command -v tidy >/dev/null && \
	{ command -v chromium || command -v chromium-browser || \
	command -v google-chrome; } >/dev/null || echo yes)
# The packages are for the Python of the system, which may not be the first.
# (Homebrew has none of Python modules: schema-check says what to do.)
SCHEMA_PYTHON = $(shell for p in python3 /usr/bin/python3; do \
	$$p -c 'import jsonschema, yaml' 2>/dev/null && echo $$p && break; done)

# $(call install_with,prefix of the variables above)
define install_with
	@sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	has() { command -v $$1 >/dev/null; }; \
	if has apt-get; then $$sudo apt-get update -q && \
	  $$sudo apt-get install -y --no-install-recommends $($(1)APT); \
	elif has dnf; then $$sudo dnf install -y $($(1)DNF); \
	elif has apk; then $$sudo apk add $($(1)APK); \
	elif has pacman; then $$sudo pacman -S --needed --noconfirm $($(1)PACMAN); \
	elif has brew; then brew install $($(1)BREW); \
	else echo "no package manager known here: install $($(1)APT)"; exit 1; fi
endef

deps:
	@:
ifneq ($(DEPS_MISSING),)
	$(call install_with,)
endif

deps-sheet:
	@:
ifneq ($(SHEET_MISSING),)
	$(call install_with,SHEET_)
endif

deps-schema:
	@:
	$(if $(SCHEMA_PYTHON),,$(call install_with,SCHEMA_))

run: all
	@build/backcheck || [ $$? -eq 3 ]

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib \
	  $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/man/man5 \
	  $(DESTDIR)$(PREFIX)/share/backcheck/postpartum-back/tests \
	  $(DESTDIR)$(PREFIX)/share/backcheck/schema
	install -m 755 $(PROG) $(DESTDIR)$(PREFIX)/bin/backcheck
	install -m 644 $(B)/libbackcheck.a $(DESTDIR)$(PREFIX)/lib/
	install -m 644 include/backcheck.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 src/cli/backcheck.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 src/rules/backcheck-rules.5 \
	  $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 $(PACK_FILES:%=$(PACK)/%.yaml) \
	  $(DESTDIR)$(PREFIX)/share/backcheck/postpartum-back/
	install -m 644 $(PACK)/tests/*.yaml \
	  $(DESTDIR)$(PREFIX)/share/backcheck/postpartum-back/tests/
	install -m 644 data/schema/*.json \
	  $(DESTDIR)$(PREFIX)/share/backcheck/schema/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/backcheck \
	  $(DESTDIR)$(PREFIX)/lib/libbackcheck.a \
	  $(DESTDIR)$(PREFIX)/include/backcheck.h \
	  $(DESTDIR)$(PREFIX)/share/man/man1/backcheck.1 \
	  $(DESTDIR)$(PREFIX)/share/man/man5/backcheck-rules.5
	rm -rf $(DESTDIR)$(PREFIX)/share/backcheck

clean:
	rm -rf build
