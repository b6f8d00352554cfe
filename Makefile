# SPDX-License-Identifier: GPL-2.0-only
# For people; the kernel's build reads Kbuild only.
#
#   make [KERNELDIR=DIR] [ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-]
#   make tools [PREFIX=/usr/local] [DESTDIR=]
#   make install | install-tools | uninstall | uninstall-tools | dkms-install | dkms-uninstall
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
CHECK ?= unit command build load-errors harness demo 6.1:vhe 6.1:vhe-tracepoint:$(BOTH) 5.10:nvhe-tracepoint:$(CORNER) 7.2:vhe:$(CORNER) \
	7.2:protected:$(GUESTS) 6.1:nvhe-gicv2-tracepoint:$(GUESTS) 6.12:max:$(GUESTS) stress/6.1:vhe \
	course/6.1:vhe:$(ROWS) course/6.1:vhe-icount:46-fractions \
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
KERNELS = $(shell awk '!/^\#/ && NF == 3 { print $$1 }' emu/kernels.tsv)
# 5.10 has no protected mode. A GICv2 and a CPU with all features change some of
# the exit paths, so once each on the oldest and the newest.
MATRIX ?= $(addsuffix :$(EXACT),$(filter-out 5.10:protected,$(foreach k,$(KERNELS),$(foreach m,vhe nvhe protected,$(k):$(m)))) \
	5.10:vhe-gicv2 7.2:nvhe-gicv2 5.10:max 7.2:max)

STRESS ?= stress/6.1:vhe stress/5.10:nvhe stress/7.2:vhe stress/7.3-rt:vhe \
	stress/6.1:vhe-tracepoint stress/5.10:nvhe-up-tracepoint:$(ATTACHING) \
	stress/6.1:vhe-up-tracepoint:walk stress/7.2:vhe-up-tracepoint:walk
DEBUG ?= 6.1-kasan:vhe stress/6.1-kasan:vhe-tracepoint 6.1-kcsan:vhe-tracepoint stress/6.1-kcsan:vhe:races

BENCH ?= 6.1 6.12 7.2

all: modules tools

modules:
	@test -d '$(KERNELDIR)' || { echo "no kernel headers in $(KERNELDIR): install them, or say KERNELDIR=DIR" >&2; exit 1; }
	@grep -qs '^CONFIG_ARM64=y' '$(KERNELDIR)/include/config/auto.conf' || { echo "the kernel headers in $(KERNELDIR) are not for arm64, and this module is: say KERNELDIR=DIR" >&2; exit 1; }
	$(MAKE) -C '$(KERNELDIR)' M='$(CURDIR)' modules

# The command alone builds and runs on any Linux.
tools:
	@$(MAKE) --no-print-directory -C userspace/kvmtrap O='$(CURDIR)/build/tools'

man:
	@command -v scdoc >/dev/null || { echo "the man pages need scdoc: apt install scdoc" >&2; exit 1; }
	@mkdir -p build/man
	@for page in docs/man/*.scd; do \
		scdoc <$$page >build/man/$$(basename $$page .scd) || exit 1; done

clean:
	rm -rf build
	find . -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' \
		-o -name '.*.cmd' -o -name '*.symvers' -o -name 'modules.order' \
		-o -name '.tmp_versions' -prune | xargs -r rm -rf

PREFIX ?= /usr/local
BIN := $(DESTDIR)$(PREFIX)/bin
MAN := $(DESTDIR)$(PREFIX)/share/man
COMPLETION := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
SHARE := $(DESTDIR)$(PREFIX)/share/kvmtrap
UNITS := $(DESTDIR)$(PREFIX)/lib/systemd/system

install: install-module install-tools

install-module: modules
	$(MAKE) -C '$(KERNELDIR)' M='$(CURDIR)' INSTALL_MOD_DIR=updates modules_install
	@test -n '$(INSTALL_MOD_PATH)' || depmod '$(KERNELRELEASE)'

install-tools: tools man
	install -d '$(BIN)'
	install build/tools/kvmtrap '$(BIN)/'
	install -d '$(UNITS)' '$(SHARE)' '$(MAN)/man1' '$(MAN)/man5' '$(COMPLETION)'
	install -m 644 build/man/*.1 '$(MAN)/man1/'
	install -m 644 build/man/*.5 '$(MAN)/man5/'
	install -m 644 userspace/completion/kvmtrap '$(COMPLETION)/'
	for unit in userspace/prometheus/*.service userspace/prometheus/*.timer; do \
		sed 's|@BIN@|$(PREFIX)/bin|' $$unit >'$(UNITS)'/$${unit##*/} || exit 1; done
	install -m 644 userspace/prometheus/alerts.yml userspace/prometheus/dashboard.json '$(SHARE)/'

uninstall: uninstall-tools
	rm -f '$(INSTALL_MOD_PATH)/lib/modules/$(KERNELRELEASE)/updates/kvmtrapcount.ko'*
	@test -n '$(INSTALL_MOD_PATH)' || depmod '$(KERNELRELEASE)'

uninstall-tools:
	rm -f '$(BIN)/kvmtrap' '$(UNITS)'/kvmtrap-export.* '$(COMPLETION)/kvmtrap'
	rm -f '$(MAN)'/man1/kvmtrap.1 '$(MAN)'/man1/kvmtrap-*.1 '$(MAN)/man5/kvmtrapcount.5'
	rm -rf '$(SHARE)'

DKMS_TREE := $(DESTDIR)/usr/src/kvmtrapcount-$(VERSION)

dkms-source:
	install -d '$(DKMS_TREE)'
	cp -r Kbuild VERSION dkms.conf module '$(DKMS_TREE)/'
	find '$(DKMS_TREE)' -name '*.o' -o -name '.*.cmd' | xargs -r rm -f

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
	@tests/check.sh lab course/6.1:vhe course/6.1:vhe-icount:46-fractions

check-matrix:
	@tests/check.sh $(MATRIX)

check-stress:
	@tests/check.sh $(STRESS)

check-debug:
	@SCALE=$${SCALE:-4} tests/check.sh $(DEBUG)

# Would the tests notice? With errors put into the module, one after another.
check-mutants:
	@tests/mutation/run.sh $(MUTANTS)

# The command's parsers, for an hour.
fuzz:
	@tests/fuzz/run.sh -t $${SECONDS_IN_ALL:-3600}

bench:
	@tests/bench/bench.sh $(BENCH)

lint:
	@tests/lint.sh

.PHONY: all modules clean install uninstall dkms-source dkms-install \
	dkms-uninstall demo lab check check-lab check-matrix check-stress \
	check-debug check-mutants fuzz bench lint
