# SPDX-License-Identifier: GPL-2.0-only
# The whole demo: Debian boots in a guest, mem and io add what they must, and our total is KVM's
# own (demo/table checks these). It shows what it promises.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
out=$BUILD/demo.out
"$TOP/demo/demo.sh" >"$out" 2>&1 || { cat "$out"; exit 1; }
for what in 'guest: Debian GNU/Linux' 'pid 1 is systemd' 'mem: touched 8192 fresh pages' \
	'io: read the clock 1000 times' '(0-before)' '(1-boot)' '(2-mem)' '(3-io)' 'KVM says'; do
	grep -qF "$what" "$out" || { echo "the demo does not show: $what"; exit 1; }
done
[ "$(grep -c '^kvmtrap vcpus 1$' "$out")" -eq 4 ]
[ -s "$BUILD/demo/host.log" ] && [ -s "$BUILD/demo/guest.log" ]
