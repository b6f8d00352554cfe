# SPDX-License-Identifier: GPL-2.0-only
# On x86 the module's callback of kvm_entry has the arguments that the tracepoint has: where calls by a
# pointer are checked (CFI), others are a crash. The headers tell them in another place; the event that
# was compiled from the tracepoint is in kvm.ko, and prints the second argument.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
# What make check builds anyway, or all of them.
kernels="5.10-amd64 6.12-amd64 7.3-amd64"
[ "${SCALE:-1}" -gt 1 ] || kernels=$(debian_kernels amd64)
for kernel in $kernels; do
	"$EMU/build.sh" "$kernel" >/dev/null
	release=$(cat "$CACHE/kernel/$kernel/release")
	kvm=$(find "$CACHE/kernel/$kernel/modules/lib/modules/$release/kernel" -name 'kvm.ko*')
	case $kvm in
	*.xz) xz -dc "$kvm" ;;
	*) cat "$kvm" ;;
	esac >"$BUILD/kvm.ko"
	printed=no flag=no
	! grep -qaF 'REC->immediate_exit' "$BUILD/kvm.ko" || printed=yes
	! grep -q -e '-DKVMTRAP_ENTRY_HAS_FLAGS ' "$BUILDROOT/src/module-$kernel/module/.main.o.cmd" || flag=yes
	echo "$kernel: the event prints it: $printed, the callback takes it: $flag"
	[ $printed = $flag ] || exit 1
done
rm -f "$BUILD/kvm.ko"
