# SPDX-License-Identifier: GPL-2.0-only
# More vCPUs than records: the surplus is counted without a name, not dropped.
# groups: corner matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load max_vcpus=2
"$TRAPGEN" hvc 500 --vcpus=6 --then "cat $K/vcpus $K/health >$WORK/snap; cat $K/reasons >$WORK/reasons" >"$WORK/out" ||
	fail "trapgen"
kvm=$(awk '$3 == "kvm" && $4 == "exits" { n += $5 } $2 == "kvm" && $3 == "exits" { n += $4 }
	END { print n }' "$WORK/out")
same "all exits" "$(summary total)" "$kvm"
same "all HVC" "$(summary cpu)" 3000
same "rows of live vCPUs" "$(grep -c ' live ' "$WORK/snap")" 2
same "rows of unattributed" "$(grep -c ' unattributed ' "$WORK/snap")" 1
same "unattributed HVC" "$(awk '$1 == "-" && $5 == "HVC64" { print $6 }' "$WORK/reasons")" 2000
[ "$(health exits.unattributed)" -ge 2008 ] || fail "health: $(health exits.unattributed) unattributed"
echo 1 >$P/reset
same "unattributed after reset" "$(health exits.unattributed)" 0

# Those whose outcome is known only later, too.
"$TRAPGEN" mixed 100 --vcpus=6 --then "cat $K/reasons $K/userspace >$WORK/snap" >/dev/null || fail "trapgen"
of() { awk -v reason="$1" '/^kvmtrap/ { delete c; getline; for (i = 1; i <= NF; i++) c[$i] = i; next }
	$c["vm"] == "-" && $c["reason"] == reason { n += $(c["exits"] ? c["exits"] : c["returns"]) } END { print n + 0 }' "$WORK/snap"; }
same "unattributed HVC" "$(of HVC64)" 400
same "unattributed MMIO" "$(of MMIO_USER)" 404
[ "$(of DABT_LOW)" -ge 400 ] || fail "unattributed page faults: $(of DABT_LOW)"
same "unattributed returns" "$(of MMIO)" 404
same "all MMIO" "$(summary io_user)" 606
same "lost" "$(summary lost)" 0
