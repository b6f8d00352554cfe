# SPDX-License-Identifier: GPL-2.0-only
# What the scripts of the package kvmtrap do where it is removed. The RPM's disables the timer also in a
# chroot, where no systemd runs; an upgrade does not. Debian's removes the exporter's file below DPKG_ROOT,
# and not the one of the machine that dpkg runs on.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
[ -d "$TOP/debian" ] || { echo "the tarball has no debian/"; exit 4; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
printf '#!/bin/sh\necho "$*" >>%s/calls\n' "$work" >"$work/bin/systemctl"
chmod +x "$work/bin/systemctl"

# called COUNT RUNS: what the script of the RPM calls if COUNT packages stay. RUNS: a folder if systemd runs.
called() {
	: >"$work/calls"
	awk '/^%/ { on = $0 == "%preun -n kvmtrap"; next } on' "$TOP/packaging/kvmtrapcount.spec" |
		sed "s,/run/systemd/system,$2," >"$work/script"
	PATH=$work/bin:$PATH sh -e "$work/script" "$1"
	xargs <"$work/calls"
}
disable='--no-reload disable kvmtrap-export.timer'
stop='stop kvmtrap-export.timer kvmtrap-export.service'
[ "$(called 0 /nowhere)" = "$disable" ] || { echo "in a chroot: $(called 0 /nowhere)"; exit 1; }
[ "$(called 0 "$work")" = "$disable $stop" ] || { echo "on a host: $(called 0 "$work")"; exit 1; }
[ -z "$(called 1 "$work")" ] || { echo "at an upgrade: $(called 1 "$work")"; exit 1; }

# rm is one that only tells.
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >>%s/calls\n' "$work" >"$work/bin/rm"
chmod +x "$work/bin/rm"
for root in '' "$work/root"; do
	for how in remove purge; do
		: >"$work/calls"
		PATH=$work/bin:$PATH DPKG_ROOT=$root sh -e "$TOP/debian/kvmtrap.postrm" $how
		[ "$(grep -c "^$root/var/.*/kvmtrap.prom\$" "$work/calls")" = 3 ] && ! grep "^/" "$work/calls" | grep -qv "^$root/var/" ||
			{ echo "$how with DPKG_ROOT='$root' removes $(cat "$work/calls")"; exit 1; }
	done
done
: >"$work/calls"
PATH=$work/bin:$PATH DPKG_ROOT='' sh -e "$TOP/debian/kvmtrap.postrm" upgrade
[ ! -s "$work/calls" ] || { echo "an upgrade removes $(cat "$work/calls")"; exit 1; }
