# SPDX-License-Identifier: GPL-2.0-only
# Two checkouts share the cache, and one has older files. Each builds its own files.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
other=$(mktemp -d)
trap 'rm -rf "$other"' EXIT
cp -r "$TOP"/{VERSION,module,uapi,emu,tests,userspace} "$other/"
echo 'MODULE_INFO(checkout, "the other one");' >>"$other/module/main.c"
touch -d '1 day ago' "$other/module/main.c"

is_other() { grep -q 'checkout=the other one' "$1"; }
# build_ours: build the module of this checkout. It must not have what only the other one has.
build_ours() {
	local ko
	ko=$("$EMU/build.sh" 6.1)
	! is_other "$ko" || { echo "our module is built from the other checkout"; exit 1; }
}
build_ours
theirs=$("$other/emu/build.sh" 6.1)
is_other "$theirs" || { echo "their module is not built from their checkout"; exit 1; }
touch -d '2 days ago' "$TOP/module/main.c"
build_ours

# A file that only the other checkout has is not built into ours.
echo '#error "the other one"' >"$other/userspace/kvmtrap/other.c"
if "$other/emu/userspace.sh" kvmtrap >/dev/null 2>&1; then
	echo "the other checkout is built without its own file"
	exit 1
fi
"$EMU/userspace.sh" kvmtrap >/dev/null
# The initramfs of the emulated host is of its own checkout, too.
echo '# the other one' >>"$other/emu/host-init"
touch -d '1 day ago' "$other/emu/host-init"
[ "$("$EMU/initramfs.sh" 6.1)" != "$("$other/emu/initramfs.sh" 6.1)" ] || {
	echo "one initramfs for both"
	exit 1
}
rm "$("$other/emu/initramfs.sh" 6.1)"
