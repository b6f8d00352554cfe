# SPDX-License-Identifier: GPL-2.0-only
# A kernel without one of the functions (ENOENT), or that forbids a probe on it
# (EINVAL): one line that names it, and what was attached before is detached.
# The module is built with another name for the function, to stand for that.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/no-symbol
rm -rf "$dir"
mkdir -p "$dir"
header=module/arch/arm64/probe.h

# variant NAME FROM TO
variant() {
	local tree=$dir/tree
	rm -rf "$tree"
	mkdir -p "$tree/tests"
	cp -r "$TOP"/{Kbuild,VERSION,module,emu} "$tree/"
	cp -r "$TOP"/tests/modules "$tree/tests/"
	sed -i "s/\"$2\"/\"$3\"/" "$tree/$header"
	grep -q "\"$3\"" "$tree/$header"
	# The same name in the build root would mix with the real one.
	cp "$(BUILD_AS=variant "$tree/emu/build.sh" 6.1)" "$dir/$1.ko"
	rm -rf "$tree"
}
variant exit handle_exit no_such_function
variant run kvm_arch_vcpu_ioctl_run no_such_function
variant create kvm_arch_vcpu_create no_such_function
variant destroy kvm_arch_vcpu_destroy no_such_function
variant forbidden handle_exit do_debug_exception

"$EMU/run.sh" -d "$dir" 'for v in exit run create destroy forbidden; do
		dmesg -C
		insmod $v.ko && echo LOADED
		dmesg | grep "kvmtrapcount: cannot"
		ls -d /sys/module/kvmtrapcount /sys/kernel/debug/kvmtrap 2>/dev/null
		grep kvmtrapcount /sys/kernel/debug/kprobes/list
	done; true' >"$dir/out"
cat "$dir/out"
[ "$(wc -l <"$dir/out")" -eq 10 ]
[ "$(grep -c 'cannot probe no_such_function: this kernel has no such function' "$dir/out")" -eq 4 ]
[ "$(grep -c 'cannot probe do_debug_exception: this kernel forbids a probe there' "$dir/out")" -eq 1 ]
[ "$(grep -c 'insmod: ERROR: .*: \(Unknown symbol in module\|No such file or directory\)' "$dir/out")" -eq 4 ]
[ "$(grep -c 'insmod: ERROR: .*: Invalid' "$dir/out")" -eq 1 ]
