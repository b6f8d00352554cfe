# SPDX-License-Identifier: GPL-2.0-only
# The module builds without a warning for a kernel whose KVM is newer than its version says.
# Vendors have such kernels (RHEL 9, SLES: the KVM of 6.x on 5.14). Here it is Debian's 5.10,
# with headers in which a vCPU has mp_state, as from 5.19 on, and no power_off.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
kernel=5.10
"$EMU/kernel.sh" $kernel
release=$(cat "$CACHE/kernel/$kernel/release")
common=${release%-arm64}-common
tree=$BUILDROOT/src/module-backported
headers=$BUILDROOT/src/headers-backported	# -common, -kernel
own "$tree"
rm -rf "$tree" "$headers"-{common,kernel}
mkdir -p "$tree"
# Hard links to the same files, in folders of the same depth, so that symbolic links in them
# still work. A file that is changed becomes a file of its own.
cp -al "$BUILDROOT/usr/src/linux-headers-$common" "$headers-common"
cp -al "$BUILDROOT/usr/src/linux-headers-$release" "$headers-kernel"
sed -i 's,/usr/src/linux-headers-[^/]*-common/,/src/headers-backported-common/,' "$headers-kernel/Makefile"
sed -i 's/^\tbool power_off;$/\tstruct kvm_mp_state mp_state;/' "$headers-common/arch/arm64/include/asm/kvm_host.h"
grep -q 'struct kvm_mp_state mp_state;' "$headers-common/arch/arm64/include/asm/kvm_host.h"
if grep -rn 'bool power_off;' "$headers-common/arch/arm64/include/asm"; then exit 1; fi

cp -r "$TOP"/{VERSION,module,uapi} "$tree/"
log=$BUILD/backported.log
# shellcheck disable=SC2046 # words
chroot "$BUILDROOT" make -s -C /src/headers-backported-kernel ARCH=arm64 $(compiler $kernel) W=1 \
	M=/src/module-backported/module modules >"$log" 2>&1 || { cat "$log"; exit 1; }
if grep -E 'warning|WARNING' "$log"; then exit 1; fi
# The module was built with these headers.
grep -q '/src/headers-backported-common/' "$tree/module/.main.o.cmd"
rm -rf "$tree" "$headers"-{common,kernel}
