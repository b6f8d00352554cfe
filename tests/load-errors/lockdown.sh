# SPDX-License-Identifier: GPL-2.0-only
# If the module was loaded before lockdown, it goes on under integrity and confidentiality. The
# kernel refuses to load an unsigned module after that.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
# inside: print what runs inside the host.
inside() {
	cat <<'END'
set -e
mount -t securityfs s /sys/kernel/security
insmod kvmtrapcount.ko
for level in integrity confidentiality; do
	echo $level >/sys/kernel/security/lockdown
	echo 1 >/sys/module/kvmtrapcount/parameters/reset
	./trapgen hvc 100 >/dev/null
	echo 0 >/sys/module/kvmtrapcount/parameters/enabled
	./trapgen hvc 100 >/dev/null
	echo 1 >/sys/module/kvmtrapcount/parameters/enabled
	cat /sys/kernel/debug/kvmtrap/* >all
	awk -v l=$level '$1 == "cpu" { print l, $2 }' all
done
rmmod kvmtrapcount
dmesg -C
insmod kvmtrapcount.ko || dmesg | grep -i lockdown
END
}
for kernel in 6.1 6.12-amd64; do
	ko=$("$EMU/build.sh" "$kernel")
	trapgen=$("$EMU/userspace.sh" trapgen "$(kernel_arch "$kernel")")
	dir=$BUILD/check/lockdown
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$trapgen" "$dir/"
	inside >"$dir/inside"
	"$EMU/run.sh" -k "$kernel" -d "$dir" "bash inside 2>&1" >"$dir/out" || true
	echo "$kernel:"
	cat "$dir/out"
	grep -qx 'integrity 100' "$dir/out"
	grep -qx 'confidentiality 100' "$dir/out"
	grep -q 'insmod: ERROR: .*: Operation not permitted' "$dir/out"
	grep -q 'Lockdown: insmod: unsigned module loading is restricted' "$dir/out"
done
