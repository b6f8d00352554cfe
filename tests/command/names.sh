# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap names shows all tables of the headers, each once.
. "$(dirname "$0")/../lib/command.sh"
arch=$TOP/uapi/arm64
"$KVMTRAP" names --json >"$WORK/json"
count() { jq ".$1 | length" "$WORK/json"; }
entries() { sed -n "/define $2(X)/,/^\$/p" "$arch/$1" | grep -c '^	X('; }
assert_eq registers "$(count registers)" $(($(entries sysregs.h KVMTRAP_SYSREGS) + $(entries sysregs.h KVMTRAP_SYSREG_FAMILIES)))
assert_eq calls "$(count calls)" "$(entries calls.h KVMTRAP_CALLS)"
assert_eq reasons "$(count reasons)" $((64 + $(entries reasons.h KVMTRAP_FURTHER_REASONS)))
assert_eq classes "$(count classes)" 6
assert_eq user "$(count user)" $(($(entries reasons.h KVMTRAP_ARM64_KVM_EXITS) + 4))
assert_eq HVC64 "$(jq -c '.reasons[] | select(.reason == "HVC64")' "$WORK/json")" '{"class":"cpu","code":"0x16","reason":"HVC64"}'
assert_eq MPIDR_EL1 "$(jq -r '.registers[] | select(.name == "MPIDR_EL1").encoding' "$WORK/json")" S3_0_C0_C0_5
for part in classes reasons user registers calls; do
	assert_eq "$part as CSV" "$("$KVMTRAP" names $part --csv | wc -l)" $(($(count $part) + 1))
done
assert_eq twice "$(jq -r '.registers[].name' "$WORK/json" | sort | uniq -d)" ""
