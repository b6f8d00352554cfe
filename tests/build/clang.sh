# SPDX-License-Identifier: GPL-2.0-only
# The module builds with clang and LLVM's tools, without a warning at W=1, for a kernel that
# was built with them. Debian's kernels were not. So their headers are copied, and changed to
# what Kconfig answers if clang is the compiler.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
"$EMU/clang.sh"
tree=$BUILDROOT/src/module-clang
headers=$BUILDROOT/src/headers-clang
own "$tree"

# as_if_clang HEADERS: remove options that only gcc has, and change the name or value of
# options that depend on the compiler: in the file for make, and in the one for C.
as_if_clang() {
	local clang
	clang=$(chroot "$BUILDROOT" clang -dumpversion | awk -F. '{ print $1 * 10000 + $2 * 100 + $3 }')
	sed -i -E -e '/CONFIG_(GCC|CC_NO|CC_OPT)[0-9]*_|CONFIG_CC_HAS_(MIN_FUNCTION_ALIGNMENT|UBSAN_BOUNDS_STRICT)/d' \
		-e 's/CONFIG_CC_IS_GCC\b/CONFIG_CC_IS_CLANG/; s/CONFIG_AS_IS_GNU\b/CONFIG_AS_IS_LLVM/' \
		-e 's/CONFIG_LD_IS_BFD\b/CONFIG_LD_IS_LLD/; s/CONFIG_UBSAN_BOUNDS_STRICT\b/CONFIG_UBSAN_ARRAY_BOUNDS/' \
		-e "s/(CONFIG_(CLANG|LLD|AS)_VERSION[= ]).*/\\1$clang/; s/(CONFIG_LD_VERSION[= ]).*/\\10/" \
		-e 's/(CONFIG_CC_IMPLICIT_FALLTHROUGH=).*/\1"-Wimplicit-fallthrough"/' \
		"$1/include/config/auto.conf" "$1/include/generated/autoconf.h"
	# From 6.13 on, the headers name the folder that they are in.
	sed -i 's,^KBUILD_OUTPUT=.*,KBUILD_OUTPUT=/src/headers-clang,' "$1/Makefile"
}

for kernel in 6.12 7.3; do
	"$EMU/kernel.sh" "$kernel"
	rm -rf "$tree" "$headers"
	cp -a "$BUILDROOT/usr/src/linux-headers-$(cat "$CACHE/kernel/$kernel/release")" "$headers"
	as_if_clang "$headers"
	mkdir -p "$tree"
	cp -r "$TOP"/{VERSION,module,uapi} "$tree/"
	# Tell make the compiler: otherwise it takes the one that the headers name.
	log=$BUILD/clang-$kernel.log
	chroot "$BUILDROOT" make -s -C /src/headers-clang ARCH=arm64 LLVM=1 CC=clang W=1 \
		M=/src/module-clang/module modules >"$log" 2>&1 || { cat "$log"; exit 1; }
	if grep -E 'warning|WARNING' "$log"; then
		echo "warnings for $kernel"
		exit 1
	fi
	grep -qa 'clang version' "$tree/module/kvmtrapcount.ko" || { echo "not built with clang"; exit 1; }
done
rm -rf "$tree" "$headers"
