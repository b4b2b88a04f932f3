# make                 build the library and the program
# make demo            build, and draw the Sapporo example into demo/
# make check           build with warnings as errors, and run every test and rule
# make check-qgis      open what is written in a headless QGIS, and check GeoPackages by OGC's rules
# make check-san       the tests under AddressSanitizer and UndefinedBehaviorSanitizer
# make check-fuzz      fuzz each target for FUZZ_SECONDS (clang)
# make man             the manual pages (needs scdoc and jq; without them all else is built and installed)
# make deb             Debian packages in build/release/deb (needs debhelper); make check-deb tries them
# make bench coverage install uninstall clean print-binary
#
# WITH_FFTW=0 leaves out FFTW, which is under the GPL: a program linked with it may be passed on only
# under the GPL's terms. Without it density has its exact engine alone.
#
# V=1 shows every command. FLAVOUR=release|check|san|cov|fuzz lie side by side in build/; O=folder builds elsewhere.
VERSION := 0.1.0
SOVERSION := 0
VERSION_DATE := 2026-11-28
FLAVOUR ?= release
O ?= build/$(FLAVOUR)

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
datadir ?= $(prefix)/share
mandir ?= $(datadir)/man
bashcompletiondir ?= $(datadir)/bash-completion/completions
zshcompletiondir ?= $(datadir)/zsh/site-functions
INSTALL ?= install
CFLAGS ?= -O2 -g
FUZZ_SECONDS ?= 30
BRANCHES ?= 85
DEMO ?= demo

WITH_FFTW ?= 1
# Where Leaflet is, which every page for the web holds; Debian's libjs-leaflet has it here.
LEAFLET ?= /usr/share/javascript/leaflet
packages := gdal proj cairo cairo-pdf cairo-ft pangocairo pangoft2 harfbuzz-subset shapelib sqlite3 \
  yaml-0.1 libutf8proc zlib
ifneq ($(WITH_FFTW),0)
packages += fftw3
fftw_cppflags := -DCM_WITH_FFTW
endif
sanitizers := address,undefined,float-cast-overflow
optimized := $(filter-out -O0,$(filter -O%,$(CFLAGS)))
ifeq ($(FLAVOUR),fuzz)
CC := clang
fuzz_cflags := -fsanitize=fuzzer-no-link
fuzz_ldflags := -fsanitize=fuzzer
endif
warnings := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
  -Wformat=2 -Wconversion -Wwrite-strings -Wpointer-arith -Wcast-qual -Wundef \
  -Wno-missing-field-initializers # rows of option tables leave out what does not apply
# Read only when something is compiled: the set-up may install them in the same run.
package_cflags = $(eval package_cflags := $(patsubst -I%,-isystem %,$(filter-out -I/usr/include,\
  $(shell pkg-config --cflags $(packages)))))$(package_cflags)
package_libs = $(eval package_libs := $(shell pkg-config --libs $(packages)) -lgeos_c)$(package_libs)
cm_cppflags = -Iinclude -I. -D_GNU_SOURCE -DCM_VERSION=\"$(VERSION)\" -DCM_DATADIR=\"$(datadir)\" \
  $(fftw_cppflags) $(package_cflags)
cm_cflags := -std=c11 $(warnings) -fPIC -fopenmp -ffp-contract=off -ffile-prefix-map=$(CURDIR)=.
ifneq (,$(findstring clang,$(CC)))
cm_cflags += -Wno-pass-failed # clang says where it cannot vectorise what gcc can
endif
ifneq ($(FLAVOUR),release)
cm_cflags += -Werror
endif
ifneq ($(filter release check,$(FLAVOUR)),)
cm_cflags += -fstack-protector-strong -fstack-clash-protection \
  $(if $(optimized),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
cm_ldflags := -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
else ifeq ($(FLAVOUR),cov)
cm_cflags += --coverage -O0
cm_ldflags := --coverage
else
cm_cflags += -fsanitize=$(sanitizers) -fno-sanitize-recover=all -fno-omit-frame-pointer $(fuzz_cflags)
cm_ldflags := -fsanitize=$(sanitizers)
endif
compile = $(CC) $(cm_cppflags) $(CPPFLAGS) $(cm_cflags) $(CFLAGS) -MMD -MP
link = $(CC) $(cm_cflags) $(CFLAGS) $(cm_ldflags) $(LDFLAGS)
# V=1 shows the commands themselves.
say = $(if $(V),,@echo '  $(1)'; )
libs = $(package_libs) -lm $(LDLIBS)

lib_src := $(wildcard geo/*.c layers/*.c output/*.c)
cli_src := $(wildcard cli/*.c)
test_src := $(wildcard tests/unit/*.c tests/torture/*.c)
fuzz_src := $(wildcard tests/fuzz/fuzz_*.c)
bench_src := $(wildcard tests/bench/*.c)
program := $(O)/clustermap
archive := $(O)/libclustermap.a
shared := $(O)/libclustermap.so.$(SOVERSION)
tests := $(test_src:%.c=$(O)/%)
fuzzers := $(fuzz_src:%.c=$(O)/%)
benches := $(bench_src:%.c=$(O)/%)
replay := $(if $(fuzz_ldflags),,$(O)/tests/fuzz/replay.o)
# What the tests need to find: real data (skipped where absent) and the sanitizers' known leaks.
test_env = CM_TEST_DATA="$${CM_TEST_DATA:-$(abspath ../shared/data)}" CM_TEST_SHARE=$(CURDIR)/share \
  LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0

.PHONY: all build setup setup-check demo man readme test layout fuzz report check check-qgis test-qgis check-san \
  check-fuzz coverage bench install install-built deb check-deb uninstall clean print-binary FORCE
.SECONDARY:
all: setup
	@$(MAKE) build
build: $(program) $(archive) $(shared) $(O)/web
setup:
	@CC='$(CC)' WITH_FFTW='$(WITH_FFTW)' sh .ci/setup build
setup-check:
	@CC='$(CC)' WITH_FFTW='$(WITH_FFTW)' sh .ci/setup check

$(O)/compiler: FORCE # changes, and so rebuilds all, when the compiler or a flag does
	@mkdir -p $(@D) && echo '$(compile) $(link)' | cmp -s - $@ || echo '$(compile) $(link)' >$@
$(O)/%.o: %.c $(O)/compiler
	@mkdir -p $(@D)
	$(call say,compile $<)$(compile) -c $< -o $@
# No errno and no traps from arithmetic, so that roots and choices become vectors: no value changes.
$(O)/layers/density_%.o $(O)/layers/distance_%.o: private cm_cflags += -fno-math-errno -fno-trapping-math
$(archive): $(lib_src:%.c=$(O)/%.o)
	$(call say,archive $@)rm -f $@ && $(AR) rcsD $@ $^
$(O)/exports: Makefile
	@mkdir -p $(@D) && echo '{ global: cm_[!_]*; local: *; };' >$@
$(shared): $(lib_src:%.c=$(O)/%.o) $(O)/exports
	$(call say,link $@)$(link) -shared -Wl,-soname,$(@F),--version-script=$(O)/exports $(filter %.o,$^) $(libs) -o $@
# What pages are made of, beside the program. Leaflet may be missing: only a page needs it.
$(O)/web: $(wildcard share/web/*) $(wildcard $(LEAFLET)/leaflet.css $(LEAFLET)/leaflet.min.js)
	@mkdir -p $@ && cp $^ $@ && touch $@
$(program): $(cli_src:%.c=$(O)/%.o) $(archive)
	$(call say,link $@)$(link) -pie $^ $(libs) -o $@
$(O)/tests/fuzz/fuzz_%: $(O)/tests/fuzz/fuzz_%.o $(replay) $(archive)
	$(call say,link $@)$(link) $(fuzz_ldflags) $^ $(libs) -o $@
$(O)/tests/%: $(O)/tests/%.o $(archive)
	$(call say,link $@)$(link) $^ $(libs) -o $@

demo: setup
	@$(MAKE) build
	$(O)/clustermap run share/examples/sapporo/project.yaml --output-dir $(DEMO)
	@ls -l $(DEMO)
test: build $(tests) $(fuzzers)
	@$(test_env) sh tests/tools/run_tests.sh $(tests)
	@for f in $(fuzzers); do $(test_env) $$f tests/fuzz/corpus/$${f##*/}/* || exit 1; done
	@$(test_env) sh tests/tools/run_cli.sh $(abspath $(O)) tests/cli
check: setup-check
	@$(MAKE) FLAVOUR=check test layout
layout: $(archive)
	@CC='$(CC)' sh tests/tools/check_layout.sh $(archive)
check-qgis:
	@CC='$(CC)' WITH_FFTW='$(WITH_FFTW)' sh .ci/setup qgis
	@$(MAKE) FLAVOUR=check test-qgis
test-qgis: build
	@$(test_env) sh tests/tools/run_cli.sh $(abspath $(O)) tests/qgis
check-san: setup-check
	@$(MAKE) FLAVOUR=san test
fuzz: $(fuzzers)
	@for f in $(fuzzers); do mkdir -p $$f.corpus && \
	  $$f -max_total_time=$(FUZZ_SECONDS) $$f.corpus tests/fuzz/corpus/$${f##*/} || exit 1; done
check-fuzz: setup-check
	@$(MAKE) FLAVOUR=fuzz fuzz
coverage: setup-check
	@$(MAKE) FLAVOUR=cov test report
report:
	gcovr -r . -e tests/ --branches --fail-under-branch $(BRANCHES) --object-directory $(O) $(O)
bench: setup
	@$(MAKE) build run-bench
run-bench: $(benches)
	@for b in $(benches); do $(test_env) $$b || exit 1; done

man: $(O)/man/clustermap.1
$(O)/man/clustermap.1: $(program) docs/PROJECT.md $(wildcard docs/man/*)
	@rm -rf $(@D)
	$(call say,pages $(@D))SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(date -u -d $(VERSION_DATE) +%s)} \
	  sh docs/man/make_pages.sh $(program) $(@D)

readme: build # brings README.md's list of verbs and options up to the tables
	@$(program) --describe | jq -r -f docs/man/readme.jq >$(O)/readme.md
	@awk -v list=$(O)/readme.md '/^<!-- From here/ {print; while ((getline line <list) > 0) print line; off = 1; next} \
	  /^## / {off = 0} !off' README.md >$(O)/README.md && cp $(O)/README.md README.md

under_prefix = $(patsubst $(prefix)/%,$${prefix}/%,$(1))
install: all
	@if command -v scdoc >/dev/null && command -v jq >/dev/null; then $(MAKE) man; \
	else echo 'without manual pages: scdoc or jq is missing'; fi
	@$(MAKE) install-built
install-built: # what is built by now, the manual pages if they are
	$(INSTALL) -d $(addprefix $(DESTDIR),$(bindir) $(libdir)/pkgconfig $(includedir)/clustermap \
	  $(datadir)/clustermap $(mandir)/man1 $(mandir)/man5 $(bashcompletiondir) $(zshcompletiondir))
	$(INSTALL) -m 755 $(program) $(DESTDIR)$(bindir)
	$(INSTALL) -m 644 $(archive) $(shared) $(DESTDIR)$(libdir)
	ln -sf $(notdir $(shared)) $(DESTDIR)$(libdir)/libclustermap.so
	$(INSTALL) -m 644 include/clustermap/*.h $(DESTDIR)$(includedir)/clustermap
	cp -R share/. $(O)/web $(DESTDIR)$(datadir)/clustermap
	$(INSTALL) -m 644 cli/completion.bash $(DESTDIR)$(bashcompletiondir)/clustermap
	$(INSTALL) -m 644 cli/completion.zsh $(DESTDIR)$(zshcompletiondir)/_clustermap
	[ ! -e $(O)/man/clustermap.1 ] || { $(INSTALL) -m 644 $(O)/man/*.1 $(DESTDIR)$(mandir)/man1 && \
	  $(INSTALL) -m 644 $(O)/man/*.5 $(DESTDIR)$(mandir)/man5; }
	printf '%s\n' 'prefix=$(prefix)' 'includedir=$(call under_prefix,$(includedir))' \
	  'libdir=$(call under_prefix,$(libdir))' '' \
	  'Name: clustermap' 'Description: Maps of industrial clusters' 'Version: $(VERSION)' \
	  'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lclustermap' \
	  'Requires.private: $(packages)' 'Libs.private: -lgeos_c -lm -fopenmp' \
	  >$(DESTDIR)$(libdir)/pkgconfig/clustermap.pc
# The package is made in a copy, with no network: what docs/debian asks for must be there.
deb_folder = $(O)/deb
deb_source = $(deb_folder)/clustermap-$(VERSION)
deb:
	@rm -rf $(deb_folder) && mkdir -p $(deb_source)
	@cp -R geo include layers output cli share docs Makefile LICENSE README.md $(deb_source)
	@mv $(deb_source)/docs/debian $(deb_source)/debian
	cd $(deb_source) && env -u MAKEFLAGS -u MAKELEVEL -u FLAVOUR -u O \
	  SOURCE_DATE_EPOCH=$$(date -u -d $(VERSION_DATE) +%s) DEB_BUILD_OPTIONS='noautodbgsym parallel=2' \
	  $(deb_run) dpkg-buildpackage -b -us -uc >../build.log 2>&1 || { tail -n 20 ../build.log; exit 1; }
	@ls -l $(deb_folder)/*.deb
check-deb:
	@sh tests/tools/check_deb.sh $(abspath $(O))
uninstall:
	rm -f $(DESTDIR)$(bindir)/clustermap $(addprefix $(DESTDIR)$(libdir)/, \
	  libclustermap.a libclustermap.so $(notdir $(shared)) pkgconfig/clustermap.pc) \
	  $(DESTDIR)$(mandir)/man1/clustermap.1 $(DESTDIR)$(mandir)/man1/clustermap-*.1 \
	  $(DESTDIR)$(mandir)/man5/clustermap-project.5 \
	  $(DESTDIR)$(bashcompletiondir)/clustermap $(DESTDIR)$(zshcompletiondir)/_clustermap
	rm -rf $(DESTDIR)$(includedir)/clustermap $(DESTDIR)$(datadir)/clustermap
clean:
	rm -rf build
print-binary:
	@echo $(abspath $(program))

-include $(patsubst %.c,$(O)/%.d,$(lib_src) $(cli_src) $(test_src) $(bench_src) \
  $(wildcard tests/fuzz/*.c))
