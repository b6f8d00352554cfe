# SPDX-License-Identifier: GPL-2.0-only
# For people; the kernel's build reads Kbuild only.
#
#   make [KERNELDIR=DIR] [ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-]
#   make tools [PREFIX=/usr/local] [DESTDIR=]
#   make install | install-tools | uninstall | uninstall-tools | dkms-install | dkms-uninstall
#   make demo | lab | lab-NAME [KERNEL=6.1]
#   make check | check-quick | check-lab | check-matrix | check-stress | check-debug | check-mutants | fuzz | bench
#   make lint | clean

KERNELRELEASE ?= $(shell uname -r)
KERNELDIR ?= /lib/modules/$(KERNELRELEASE)/build
VERSION := $(shell cat VERSION)
ARCH ?= arm64
export ARCH

# What runs where is in tests/tests.cfg.
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
	@tests/run -g check

# The daily loop.
check-quick:
	@tests/lint.sh -q
	@tests/run -g quick

check-lab: lab
	@tests/run -g lab

check-matrix check-stress check-debug:
	@tests/run -g $(@:check-%=%)

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
	dkms-uninstall demo lab check check-quick check-lab check-matrix \
	check-stress check-debug check-mutants fuzz bench lint
