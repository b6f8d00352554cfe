# SPDX-License-Identifier: GPL-2.0-only
# A vendor's kernel has a KVM that is newer than its version says (RHEL 9, SLES:
# that of 6.x on 5.14). Here: Debian's headers of 5.10 where a vCPU has mp_state, as
# from 5.19 on, and no power_off. The module builds, without a warning.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
kernel=5.10
"$EMU/kernel.sh" $kernel
release=$(cat "$CACHE/kernel/$kernel/release")
common=${release%-arm64}-common
tree=$BUILDROOT/src/module-backported
headers=$BUILDROOT/src/headers-backported	# -common, -kernel
rm -rf "$tree" "$headers"-{common,kernel}
mkdir -p "$tree"
# Links to the same files, as deep, for their own links: what is changed becomes a
# file of its own.
cp -al "$BUILDROOT/usr/src/linux-headers-$common" "$headers-common"
cp -al "$BUILDROOT/usr/src/linux-headers-$release" "$headers-kernel"
sed -i 's,/usr/src/linux-headers-[^/]*-common/,/src/headers-backported-common/,' "$headers-kernel/Makefile"
sed -i 's/^\tbool power_off;$/\tstruct kvm_mp_state mp_state;/' "$headers-common/arch/arm64/include/asm/kvm_host.h"
grep -q 'struct kvm_mp_state mp_state;' "$headers-common/arch/arm64/include/asm/kvm_host.h"
! grep -rq 'bool power_off;' "$headers-common/arch/arm64/include/asm"

cp -r "$TOP"/{VERSION,module,uapi} "$tree/"
log=$BUILD/backported.log
# shellcheck disable=SC2046 # words
chroot "$BUILDROOT" make -s -C /src/headers-backported-kernel ARCH=arm64 $(compiler $kernel) W=1 \
	M=/src/module-backported/module modules >"$log" 2>&1 || { cat "$log"; exit 1; }
if grep -E 'warning|WARNING' "$log"; then exit 1; fi
# It was built with them.
grep -q '/src/headers-backported-common/' "$tree/module/.main.o.cmd"
rm -rf "$tree" "$headers"-{common,kernel}
