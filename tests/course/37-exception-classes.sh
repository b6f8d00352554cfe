# SPDX-License-Identifier: GPL-2.0-only
# Row 37: all 64 exception classes have a name and a class.
. "$(dirname "$0")/../lib/host.sh"
"$KVMTRAP" names --json >"$WORK/names" || fail "names"
for ec in $(seq 0 63); do
	code=$(printf '0x%02x' "$ec")
	grep -q "\"$code\"" "$WORK/names" || fail "no $code"
done
"$KVMTRAP" names | grep -q '^cpu  *0x16  *HVC64$' || fail "HVC64"
