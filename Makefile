# SPDX-License-Identifier: GPL-2.0-only
# For people; the kernel's build reads module/Kbuild only.
#
#   make [KERNELDIR=DIR] [ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-]
#   make tools | man
#   make install | install-tools | uninstall | uninstall-tools [PREFIX=/usr/local] [DESTDIR=]
#   make dkms-source | dkms-install | dkms-uninstall
#   make demo | lab | lab-NAME [KERNEL=6.1]
#   make check | check-lab | check-matrix | check-stress | check-debug | check-mutants | fuzz | bench
#   make lint | clean

KERNELRELEASE ?= $(shell uname -r)
KERNELDIR ?= /lib/modules/$(KERNELRELEASE)/build
VERSION := $(shell cat VERSION)
ARCH ?= arm64
export ARCH

# What `make check` runs: everything on Debian 12's kernel, in the other attachment
# what is not the same there; the exact counts in the corners: the oldest and the
# newest kernel, each KVM mode, a GICv2, a CPU with all features; stress, a twentieth
# as long; the debug kernel, shorter still. ATTACH=tracepoint: that where a group
# does not name one. JOBS: groups side by side.
CHECK ?= unit command build refuse harness demo 6.1:vhe 6.1:vhe-tracepoint:$(BOTH) 5.10:nvhe-tracepoint:$(CORNER) 7.2:vhe:$(CORNER) \
	7.2:protected:$(GUESTS) 6.1:nvhe-gicv2-tracepoint:$(GUESTS) 6.12:max:$(GUESTS) stress/6.1:vhe \
	rows/6.1:vhe:$(ROWS) rows/6.1:vhe-icount:46-fractions \
	6.1:vhe-up-tracepoint:late-load,disable stress/6.1:vhe-up-tracepoint:$(ATTACHING) \
	stress/7.2:vhe:walk stress/7.2:vhe-up-tracepoint:walk \
	6.1-kasan:vhe-tracepoint:exact-mem,hot,record-limit stress/6.1-kasan:vhe:$(STRESS_SHORT)
CORNER = $(GUESTS),attachments-agree,exact-nisv,exact-signals,record-limit,reset,hot,filters,witness
BOTH = exact-cpu,exact-mem,hot,lost,no-instance,other-probes,probes-off,times,totals-stay,tracepoint-ftrace,two-vms
GUESTS := exact-cpu,exact-io,exact-mem,exact-debug,exact-aarch32,exact-features
SHORT := injected,lost,reset,record-limit,totals-stay
EXACT := $(GUESTS),attachments-agree,exact-nisv,exact-signals,$(SHORT),late-load,many-asleep,mixed-smp,no-instance,other-probes,own-image,probes-off,two-vms,witness,zero-first
# What no other group looks at; all rows: make check-lab.
ROWS := 11-no-emulation,24-26-who-calls-whom,29-translation,38-chapter,39-own-vmm,40-prints,41-num-exits,42-exits-by-type,43-gva-to-hva,44-in-turn,45-by-timer
ATTACHING := load-unload,toggles,unload-while-traced,walk
STRESS_SHORT := fuzz,killed,load-unload,toggles,unload-while-read

# Debian's own; those with a fourth column are built with debugging.
KERNELS = $(shell awk '!/^\#/ && NF == 3 { print $$1 }' tests/vm/kernels.tsv)
# 5.10 has no protected mode. A GICv2 and a CPU with all features change some of
# the exit paths, so once each on the oldest and the newest.
MATRIX ?= $(addsuffix :$(EXACT),$(filter-out 5.10:protected,$(foreach k,$(KERNELS),$(foreach m,vhe nvhe protected,$(k):$(m)))) \
	5.10:vhe-gicv2 7.2:nvhe-gicv2 5.10:max 7.2:max)

STRESS ?= stress/6.1:vhe stress/5.10:nvhe stress/7.2:vhe stress/7.3-rt:vhe \
	stress/6.1:vhe-tracepoint stress/5.10:nvhe-up-tracepoint:$(ATTACHING) \
	stress/6.1:vhe-up-tracepoint:walk stress/7.2:vhe-up-tracepoint:walk
DEBUG ?= 6.1-kasan:vhe stress/6.1-kasan:vhe-tracepoint 6.1-kcsan:vhe-tracepoint stress/6.1-kcsan:vhe:races

BENCH ?= 6.1 6.12 7.2

# Kbuild leaves its files beside the sources: beside copies of them.
SOURCES := build/module

all: modules tools

modules:
	@mkdir -p $(SOURCES)
	@cp -rpu VERSION module uapi $(SOURCES)/
	@$(MAKE) --no-print-directory -C $(SOURCES)/module KERNELDIR='$(KERNELDIR)'
	@cp -p $(SOURCES)/module/kvmtrapcount.ko build/

# The command alone builds and runs on any Linux; its Makefile has what can be set.
COMMAND = --no-print-directory -C userspace/kvmtrap O='$(CURDIR)/build/tools'

tools:
	@$(MAKE) $(COMMAND)

man:
	@$(MAKE) $(COMMAND) man

clean:
	rm -rf build

install: install-module install-tools

install-module: modules
	@$(MAKE) --no-print-directory -C $(SOURCES)/module KERNELDIR='$(KERNELDIR)' install
	@test -n '$(INSTALL_MOD_PATH)' || depmod '$(KERNELRELEASE)'

install-tools:
	@$(MAKE) $(COMMAND) install

uninstall: uninstall-tools
	rm -f '$(INSTALL_MOD_PATH)/lib/modules/$(KERNELRELEASE)/updates/kvmtrapcount.ko'*
	@test -n '$(INSTALL_MOD_PATH)' || depmod '$(KERNELRELEASE)'

uninstall-tools:
	@$(MAKE) $(COMMAND) uninstall

DKMS_TREE := $(DESTDIR)/usr/src/kvmtrapcount-$(VERSION)

dkms-source:
	install -d '$(DKMS_TREE)'
	cp -r VERSION module uapi '$(DKMS_TREE)/'
	rm '$(DKMS_TREE)/module/Makefile' '$(DKMS_TREE)/module/dkms.conf'
	sed 's/@VERSION@/$(VERSION)/' module/dkms.conf >'$(DKMS_TREE)/dkms.conf'

dkms-install: dkms-source
	dkms install kvmtrapcount/$(VERSION)

dkms-uninstall:
	dkms remove kvmtrapcount/$(VERSION) --all
	rm -rf '/usr/src/kvmtrapcount-$(VERSION)'

demo:
	@demo/demo.sh $(if $(KERNEL),'$(KERNEL)')

# The course: all experiments, or one of the folders in lab/.
lab:
	@lab/lab.sh $(if $(KERNEL),-k '$(KERNEL)')

lab-%:
	@lab/lab.sh $(if $(KERNEL),-k '$(KERNEL)') $*

check:
	@SCALE=$${SCALE:-20} tests/check.sh $(CHECK)

check-lab: lab
	@tests/check.sh lab rows/6.1:vhe rows/6.1:vhe-icount:46-fractions

check-matrix:
	@tests/check.sh $(MATRIX)

check-stress:
	@tests/check.sh $(STRESS)

check-debug:
	@SCALE=$${SCALE:-4} tests/check.sh $(DEBUG)

# Would the tests notice? With errors put into the module, one after another.
check-mutants:
	@tests/mutants/run.sh $(MUTANTS)

# The command's parsers, for an hour.
fuzz:
	@tests/fuzz/run.sh -t $${SECONDS_IN_ALL:-3600}

bench:
	@tests/bench/bench.sh $(BENCH)

lint:
	@tests/lint.sh

.PHONY: all modules tools man clean install install-module install-tools \
	uninstall uninstall-tools dkms-source dkms-install dkms-uninstall \
	demo lab check check-lab check-matrix check-stress check-debug \
	check-mutants fuzz bench lint
