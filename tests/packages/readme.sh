#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# readme.sh KERNEL DIR: do what README says under "Install", word by word, in a bare Debian of the suite that
# has KERNEL, with DIR as its folder. First the module and the command are built and installed, then the
# packages. What no chroot can do is left out: to load the module. Prints how many seconds each command took.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
kernel=$1 dir=$2
suite=$(kernel_field "$kernel" 2) arch=$(kernel_arch "$kernel")
root=bare-$suite
[ "$arch" = "$HOST_ARCH" ] || root+=-$arch
"$TOP/tests/packages/root.sh" "$root"
rm -rf "$dir"
mkdir -p "$dir/tree"
tar -xf "$("$TOP/packaging/dist" "$dir")" -C "$dir/tree" --strip-components=1
cp -r "$TOP/debian" "$dir/tree/"

# README's chapter "Install". No pipe from here on: sed ends early.
install=$(sed -n '/^## Install/,/^## First/p' "$TOP/README.md")
# The first lines that are indented, up to that which loads the module. Then those behind "Packages.", and how
# to remove what these install.
sed -n '/^    /{s/^    //; /^modprobe/q; p}' <<<"$install" >"$dir/source"
sed -n '/^\*\*Packages\.\*\*/,$s/^    //p' <<<"$install" >"$dir/packages"
grep -o '`apt purge [^`]*`' <<<"$install" | tr -d '`' >"$dir/removal"
grep -q '^make' "$dir/source" && grep -q '^apt install' "$dir/packages" && [ -s "$dir/removal" ] || die "README has no such commands"

# shellcheck disable=SC2016 # the inner shell's
"$TOP/tests/packages/in-root.sh" "$root" "$dir" 'exec bash -euo pipefail -c "$1" bash "$2"' '
PATH=/usr/local/sbin:/usr/local/bin:$PATH
fail() { echo "FAIL: $*"; exit 1; }
# follow FILE: run the commands in it, and say what each took.
follow() {
	local command rest begun
	while IFS= read -ru 3 command; do
		while [[ $command = *\\ ]]; do
			IFS= read -ru 3 rest
			command=${command%\\}${rest#"${rest%%[! ]*}"}
		done
		begun=$SECONDS
		eval "$command" || fail "$command"
		echo "=== $((SECONDS - begun)) s: $command"
	done 3<"$1"
}
left() { find / -xdev -name "*kvmtrap*" ! -path "/work/*" ! -path "/var/cache/apt/*"; }

printf "%s\n" "APT::Get::Assume-Yes \"true\";" "Binary::apt::APT::Keep-Downloaded-Packages \"true\";" >/etc/apt/apt.conf.d/here
apt-get -q update
# The newest kernel of the suite is the one that runs, for those who ask.
release=$(apt-cache depends "linux-headers-$1" | sed -n "s/^ *Depends: linux-headers-//p" | head -n 1)
[ -n "$release" ] || fail "no linux-headers-$1"
printf "#!/bin/sh\n[ \"\$*\" != -r ] || { echo %s; exit; }\nexec /usr/bin/uname \"\$@\"\n" "$release" >/usr/local/bin/uname
chmod +x /usr/local/bin/uname

cd /work/tree
follow ../source
[ "$(modinfo -k "$release" -F version kvmtrapcount)" = "$(cat VERSION)" ] || fail "the module is not installed"
version() { kvmtrap --version | grep " $(cat VERSION)\$" || fail "kvmtrap says: $(kvmtrap --version)"; }
version
make uninstall
[ -z "$(left)" ] || fail "make uninstall leaves: $(left)"
make clean

follow ../packages
dkms status | grep "$release.*: installed" || fail "dkms has not installed the module: $(dkms status)"
version
follow ../removal
[ -z "$(left)" ] || fail "apt purge leaves: $(left)"
echo "=== done"' "$arch"
