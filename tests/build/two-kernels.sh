# SPDX-License-Identifier: GPL-2.0-only
# make builds all anew for another kernel, also if that kernel's headers are older than what was built
# before, so that Kbuild would take it. For the same kernel nothing is built twice.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$TOP"/{Makefile,VERSION,module,uapi} "$work/"
# A kernel's build that compiles what is not there yet.
for kernel in a b; do
	mkdir -p "$work/$kernel/include/config"
	echo CONFIG_X86_64=y >"$work/$kernel/include/config/auto.conf"
	cat >"$work/$kernel/Makefile" <<END
modules: \$(M)/kvmtrapcount.ko
\$(M)/kvmtrapcount.ko: \$(M)/main.o
	cp \$< \$@
\$(M)/main.o:
	echo $kernel >\$@
	echo $kernel >>$work/compiled
END
done
# built KERNEL TIMES: build for KERNEL. TIMES: how many compilations there were in all.
built() {
	make -s -C "$work" KERNELDIR="$work/$1" ARCH=x86_64 || exit
	[ "$(cat "$work/build/kvmtrapcount.ko")" = "$1" ] || { echo "for $1 make gives what was built for $(cat "$work/build/kvmtrapcount.ko")"; exit 1; }
	[ "$(wc -l <"$work/compiled")" = "$2" ] || { echo "compiled $(wc -l <"$work/compiled") times, expected $2"; exit 1; }
}
built a 1
built a 1
built b 2
built a 3
