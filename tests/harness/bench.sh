# SPDX-License-Identifier: GPL-2.0-only
# The benchmark ends with an error where a guest tells no number, and prints none instead. The host is
# played here.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkdir "$work/bin" "$work/tracing"
cp "$TOP"/tests/bench/{lib.sh,exits,many} "$work/"
# Nothing of this machine's is touched.
sed -i "s,^T=.*,T=$work/tracing,; s,^K=.*,K=$work," "$work/lib.sh"
cat >"$work/arch.sh" <<'END'
ATTACHMENTS=(tracepoint) kinds=(hvc store) names=(HVC STORE) passes=(10 20) MOST_VCPUS=2 ALONE=1
END
for program in insmod rmmod sleep; do printf '#!/bin/sh\n' >"$work/bin/$program"; done
# An exit takes 100 ns, a store 150. As part of a VM's life an exit takes 0.001 us.
cat >"$work/trapgen" <<'END'
#!/bin/bash
[ ! -e "lacks-$1" ] || { echo "trapgen: this host has no $1" >&2; exit 3; }
case $1 in hvc) ns=100 ;; *) ns=150 ;; esac
echo "vcpu 0 ns $(($2 * ns))"
echo "cpu us $(($2 / 1000))"
END
printf 'memory.bytes 100\nrecords.limit 10\n' >"$work/health"
chmod +x "$work/trapgen" "$work"/bin/*
PATH=$work/bin:$PATH
bash "$work/exits" >"$work/out" 2>/dev/null || fail "exits: $(cat "$work/out")"
grep -qx '| nothing attached | 100 | 150 |' "$work/out" || fail "$(cat "$work/out")"
grep -qx '| nothing attached, again | +0 | +0 |' "$work/out" || fail "$(cat "$work/out")"
bash "$work/many" >"$work/out" 2>/dev/null || fail "many: $(cat "$work/out")"
touch "$work/lacks-store"
! bash "$work/exits" >"$work/out" 2>"$work/err" || fail "exits ends well without a store: $(cat "$work/out")"
grep -qx 'not measured: STORE' "$work/err" || fail "$(cat "$work/err")"
touch "$work/lacks-hvc"
! bash "$work/many" >"$work/out" 2>"$work/err" || fail "many ends well without a guest: $(cat "$work/out")"
