# SPDX-License-Identifier: GPL-2.0-only
# For people. The kernel's build reads only module/Kbuild.
#
#   make [KERNELDIR=DIR] [ARCH=arm64|x86_64 CROSS_COMPILE=...]           the module
#   make tools | man                                                     the command
#   make install | install-tools | install-trapgen [PREFIX=/usr/local] [DESTDIR=]
#   make uninstall | uninstall-tools | uninstall-trapgen
#   make dkms-source | dkms-install | dkms-uninstall
#   make dist | vmms | install-vmms                                      for distributions
#   make demo | lab | lab-NAME [HOST=arm64|amd64] [KERNEL=6.1]
#   make check-here [CASES='exact-cpu ...']                                tests on this machine's KVM
#   make check | check-quick | check-lab | check-matrix | check-stress | check-debug | check-packages | check-mutants | fuzz | bench | bench-pages
#   make lint | clean

KERNELRELEASE ?= $(shell uname -r)
KERNELDIR ?= /lib/modules/$(KERNELRELEASE)/build
VERSION := $(shell cat VERSION)
ARCH ?= $(patsubst aarch64,arm64,$(shell uname -m))
# The module goes below DESTDIR as all else does. The kernel's build has its own name for that.
# An INSTALL_MOD_PATH that is set and empty says nothing.
MODULE_ROOT = $(or $(INSTALL_MOD_PATH),$(DESTDIR))
export ARCH
$(if $(word 2,[$(CURDIR)]),$(error make takes no path with a blank: move '$(CURDIR)'))
# Each folder in which make runs would have another one below it.
$(foreach name,DESTDIR INSTALL_MOD_PATH,$(if $(filter-out /%,$(firstword $($(name)))),\
	$(error $(name) must begin with /, and is '$($(name))')))

# What runs where is in tests/tests.cfg.
BENCH ?= 6.1 6.12 7.2 6.1-amd64 6.12-amd64 7.2-amd64 6.12-amd64:ept
# What many vCPUs, readers and several CPUs change is measured on one kernel; with a BENCH of one's own,
# not at all.
BENCH_LOAD ?= $(if $(filter file,$(origin BENCH)),6.1)

# Kbuild leaves its files beside the sources, so it gets copies of them.
SOURCES := build/module

# The module needs only its kernel's headers, make and a compiler.
all: modules

# Kbuild does not rebuild what is newer than the headers of another kernel.
BUILT_FOR = $(realpath $(KERNELDIR)) $(ARCH) $(CROSS_COMPILE)

modules:
	@mkdir -p $(SOURCES)
	@echo '$(BUILT_FOR)' | cmp -s - $(SOURCES)/built-for || rm -rf $(SOURCES)/module
	@echo '$(BUILT_FOR)' >$(SOURCES)/built-for
	@cp -rpu VERSION module uapi $(SOURCES)/
	@$(MAKE) --no-print-directory -C $(SOURCES)/module KERNELDIR='$(KERNELDIR)'
	@cp -p $(SOURCES)/module/kvmtrapcount.ko build/

# The command builds and runs on any Linux, without the module. Its Makefile has what can be set.
COMMAND = --no-print-directory -C userspace/kvmtrap O='$(CURDIR)/build/tools'
# trapgen, which kvmtrap bench runs, is for arm64 and x86-64.
TRAPGEN = --no-print-directory -C userspace/vmm O='$(CURDIR)/build/vmm'

# The day in the man pages, so that two builds are the same: that of the commit, or of the tarball's files.
tools man install-tools: export SOURCE_DATE_EPOCH ?= \
	$(shell { [ -e .git ] && git log -1 --format=%ct 2>/dev/null; } || stat -c %Y VERSION)

tools:
	@$(MAKE) $(COMMAND)

man:
	@$(MAKE) $(COMMAND) man

# trapgen, ownvmm and matrix, with the guests that are files.
vmms:
	@$(MAKE) $(TRAPGEN)

clean:
	rm -rf build

install: install-module install-tools install-trapgen

# The name that the kernel has when it runs. In Debian's headers of 5.10 and 6.1 the file
# include/config/kernel.release has another one.
UTS_RELEASE = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)".*/\1/p' '$(KERNELDIR)/include/generated/utsrelease.h')

install-module: modules
	@$(MAKE) --no-print-directory -C $(SOURCES)/module KERNELDIR='$(KERNELDIR)' \
		INSTALL_MOD_PATH='$(MODULE_ROOT)' install
	@test -n '$(MODULE_ROOT)' || depmod '$(UTS_RELEASE)'

install-tools:
	@$(MAKE) $(COMMAND) install

install-trapgen:
	@$(MAKE) $(TRAPGEN) install

install-vmms:
	@$(MAKE) $(TRAPGEN) install-all

# The module of every kernel that has it, or of KERNELRELEASE where that is said.
uninstall: uninstall-tools uninstall-trapgen
	@for ko in '$(MODULE_ROOT)'/lib/modules/$(if $(filter file,$(origin KERNELRELEASE)),*,'$(KERNELRELEASE)')/updates/kvmtrapcount.ko*; do \
		[ -e "$$ko" ] || continue; \
		echo "rm -f '$$ko'"; \
		rm -f "$$ko" || exit; \
		kernel=$${ko%/updates/*}; \
		test -n '$(MODULE_ROOT)' || depmod "$${kernel##*/}" || exit; \
	done

uninstall-tools:
	@$(MAKE) $(COMMAND) uninstall

uninstall-trapgen:
	@$(MAKE) $(TRAPGEN) uninstall

DKMS_SOURCES := $(DESTDIR)/usr/src
DKMS_TREE = $(DKMS_SOURCES)/kvmtrapcount-$(VERSION)

# The sources alone, in a new folder: no objects of make -C module, no file of another release.
dkms-source:
	rm -rf '$(DKMS_TREE)'
	install -d '$(DKMS_TREE)'
	for file in VERSION $$(find module uapi -name '*.[ch]' ! -name '*.mod.c' -o -name Kbuild); do \
		install -D -m 644 $$file '$(DKMS_TREE)'/$$file || exit; done
	sed 's/@VERSION@/$(VERSION)/' module/dkms.conf >'$(DKMS_TREE)/dkms.conf'
	chmod -R u=rwX,go=rX '$(DKMS_TREE)'

# dkms is this machine's, and works below no other root.
can-dkms:
	@test -z '$(DESTDIR)' || { echo "dkms-install and dkms-uninstall are for this machine: dkms-source puts the sources below DESTDIR" >&2; exit 1; }
	@command -v dkms >/dev/null || { echo "there is no dkms here: apt install dkms" >&2; exit 1; }
	@for tree in '$(DKMS_SOURCES)'/kvmtrapcount-*; do \
		! { dpkg -S "$$tree" || rpm -qf "$$tree"; } >/dev/null 2>&1 || { echo "$$tree is a package's: remove that first (apt purge kvmtrapcount-dkms)" >&2; exit 1; }; done

# Take away the module of each version that dkms has, for all kernels, and its sources. dkms removes nothing
# whose sources are gone, so it gets its file of them once more.
forget_dkms = for version in $$(dkms status kvmtrapcount | sed -n 's|^kvmtrapcount[/,] *\([^,:]*\).*|\1|p' | sort -u); do \
	conf='$(DKMS_SOURCES)/kvmtrapcount-'$$version/dkms.conf; \
	[ -e "$$conf" ] || { mkdir -p "$${conf%/*}" && sed "s/@VERSION@/$$version/" module/dkms.conf >"$$conf"; } || exit; \
	dkms remove kvmtrapcount/$$version --all && rm -rf '$(DKMS_SOURCES)/kvmtrapcount-'$$version || exit; done

# The kernels for which dkms has installed a module.
dkms_kernels = $$(dkms status kvmtrapcount | sed -n 's/^kvmtrapcount.*, \([^,]*\), [^,]*: installed.*/\1/p')

# What does not build for a kernel that has a module takes none away. A kernel that was removed, of which only
# that module is left, does not count. $(KERNELRELEASE) comes last, so that build/ has its module.
try-dkms: can-dkms
	@for kernel in $(dkms_kernels); do \
		dir='$(MODULE_ROOT)/lib/modules/'$$kernel; \
		[ "$$kernel" != '$(KERNELRELEASE)' ] && [ -e "$$dir/kernel" ] || continue; \
		why="it does not build for $$kernel"; \
		if [ ! -e "$$dir/build/Makefile" ]; then why="the headers of $$kernel are not here"; \
		elif $(MAKE) --no-print-directory modules KERNELDIR="$$dir/build"; then continue; fi; \
		echo "$$why, so nothing was changed; dkms uninstall kvmtrapcount/VERSION -k $$kernel gives that kernel up (dkms status has the VERSION)" >&2; \
		exit 1; \
	done
	@$(MAKE) --no-print-directory modules

# dkms would keep what it has built of other sources of this version, and the module of a newer one, so it
# must forget these first. The other kernels get theirs again. Where make install has put the module, dkms 3.2
# would refuse to install its own, and 3.0 would not do it. A run that is stopped in between leaves its list to the
# next one. make -n runs each line that has make in it.
dkms-install: try-dkms
	@{ cat build/dkms-kernels 2>/dev/null; printf '%s\n' '$(KERNELRELEASE)' $(dkms_kernels); } | sort -u >build/dkms-kernels.new
	@mv build/dkms-kernels.new build/dkms-kernels
	@$(forget_dkms)
	@$(MAKE) --no-print-directory dkms-source
	@status=0; \
	for kernel in $$(cat build/dkms-kernels); do \
		dkms build kvmtrapcount/$(VERSION) -k $$kernel && \
			rm -f '$(MODULE_ROOT)/lib/modules/'$$kernel/updates/kvmtrapcount.ko* && \
			dkms install kvmtrapcount/$(VERSION) -k $$kernel || status=1; \
	done; \
	rm build/dkms-kernels; \
	exit $$status

dkms-uninstall: can-dkms
	@$(forget_dkms)
	rm -rf '$(DKMS_TREE)'

# The tarball, build/kvmtrapcount-VERSION.tar.xz.
dist:
	@packaging/dist

# Which host is emulated. ARCH on the command line means the same. What the environment has
# does not count: some shells export HOST, and it is the name of the machine.
emulated = $(foreach word,HOST ARCH,$(if $(filter command,$(origin $(word))),-a '$($(word))')) \
	$(if $(KERNEL),-k '$(KERNEL)')

demo:
	@demo/demo.sh $(emulated)

# All experiments of the lab, or one of them: a folder in lab/.
lab:
	@lab/lab.sh $(emulated)

lab-%:
	@lab/lab.sh $(emulated) $*

check:
	@tests/run -g check

# For every day.
check-quick:
	@tests/lint.sh -q
	@tests/run -g quick

check-lab: lab
	@lab/lab.sh -a amd64
	@tests/run -g lab

check-matrix check-stress check-debug:
	@tests/run -g $(@:check-%=%)

# Debian's packages and RPMs: they build, again byte by byte, and an emulated host installs them. STEPS=all:
# also on arm64, and under Secure Boot. The head of check.sh has the steps.
check-packages:
	@tests/packages/check.sh $(STEPS)

# On this machine's own kernel, CPU and KVM, without emulation.
check-here:
	@tests/here.sh $(CASES)

# Would the tests notice an error? Errors are put into the module, one after another.
check-mutants:
	@tests/mutation/run.sh $(MUTANTS)

# Fuzz the command's parsers, for an hour.
fuzz:
	@tests/fuzz/run.sh -t $${SECONDS_IN_ALL:-3600}

bench:
	@tests/bench/bench.sh $(BENCH)

# The pages in docs/cost/, and the tables in documents that are made of them.
bench-pages:
	@PARTS=exits tests/bench/bench.sh $(BENCH)
	$(if $(BENCH_LOAD),@PARTS="many reading cpus" tests/bench/bench.sh $(BENCH_LOAD))
	@cp $(patsubst %,build/bench/%.md,$(subst :,-,$(BENCH)) $(addsuffix -load,$(BENCH_LOAD))) docs/cost/
	@tests/bench/tables

lint:
	@tests/lint.sh

.PHONY: all modules tools man vmms dist clean install install-module install-tools install-trapgen install-vmms \
	uninstall uninstall-tools uninstall-trapgen dkms-source dkms-install dkms-uninstall can-dkms try-dkms \
	demo lab check check-quick check-here check-lab check-matrix check-stress check-debug \
	check-packages check-mutants fuzz bench bench-pages lint
