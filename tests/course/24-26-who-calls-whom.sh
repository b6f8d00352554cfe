# SPDX-License-Identifier: GPL-2.0-only
# Rows 24, 26: this kernel has exactly the functions that docs/kvm.md says it has. The ioctls there
# are those that strace sees, on the same descriptors.
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
doc=$HERE/kvm.md
kernel=$(uname -r | cut -d. -f1,2)
case $kernel in 5.10 | 6.1 | 6.12 | 7.2) ;; *) skip "docs/kvm.md does not tell of $kernel" ;; esac
awk '{ sub(/\..*/, "", $3); print $3 }' /proc/kallsyms | sort -u >"$WORK/symbols"
chapter='## Who calls whom' least=20
! on_x86 || chapter="## The way of an exit on AMD" least=17
awk -v chapter="$chapter" '/^## / { inside = $0 == chapter } inside' $doc |
	sed -n 's/^| `\([a-z_0-9]*\)` | .* | \([0-9. ]*\) |$/\1 \2/p' >"$WORK/functions"
[ "$(wc -l <"$WORK/functions")" -ge $least ] || fail "the table of functions has $(wc -l <"$WORK/functions") rows"
while read -r function kernels; do
	case " $kernels " in
	*" $kernel "*) grep -qx "$function" "$WORK/symbols" || fail "$kernel has no $function" ;;
	*) ! grep -qx "$function" "$WORK/symbols" || fail "$kernel has $function, and the table does not say so" ;;
	esac
done <"$WORK/functions"

strace -f -y -o "$WORK/strace" "$TRAPGEN" gic 3 >/dev/null || fail "strace"
if ! on_x86; then
	strace -f -y -o "$WORK/strace2" $HERE/ownvmm $HERE/hello.bin >/dev/null || fail "strace"
	cat "$WORK/strace2" >>"$WORK/strace"
fi
n=0
while read -r kind request; do
	case $kind in
	*kvm-vm*) row='anon_inode:kvm-vm' ;;
	*kvm-vcpu*) row='anon_inode:kvm-vcpu' ;;
	/dev/kvm) row='/dev/kvm' ;;
	*vgic*) row='kvm-arm-vgic' ;;
	*) continue ;;
	esac
	grep -F "| \`$row" $doc | grep -q "[| ]${request}[| ]" || fail "$request on $kind is not in the chapter"
	n=$((n + 1))
done <<<"$(sed -n 's/.*ioctl([0-9]*<\([^>]*\)>, \(KVM_[A-Z0-9_]*\)\( or KVM_[A-Z0-9_]*\)\?.*/\1 \2 \3/p' "$WORK/strace" |
	awk '{ print $1, $4 == "KVM_GET_ONE_REG" || $4 == "KVM_SET_ONE_REG" ? $4 : $2 }' | sort -u)"
[ $n -ge 10 ] || fail "strace shows $n kinds of request: $(head -n 40 "$WORK/strace")"
