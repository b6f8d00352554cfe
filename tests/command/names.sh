# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap names shows all tables of the headers of each architecture, each entry once. It shows those
# of the copy's architecture, else of this machine's.
. "$(dirname "$0")/../lib/command.sh"
uapi=$TOP/uapi
"$KVMTRAP" names --arch arm64 --json >"$WORK/arm64"
"$KVMTRAP" names --arch=x86 --json >"$WORK/x86"
count() { jq ".$2 | length" "$WORK/$1"; }
entries() { sed -n "/define $2(X)/,/^\$/p" "$uapi/$1" | grep -c '^	X('; }
assert_eq registers "$(count arm64 registers)" $(($(entries arm64/sysregs.h KVMTRAP_SYSREGS) + $(entries arm64/sysregs.h KVMTRAP_SYSREG_FAMILIES)))
assert_eq calls "$(count arm64 calls)" "$(entries arm64/calls.h KVMTRAP_CALLS)"
assert_eq reasons "$(count arm64 reasons)" $((64 + $(entries arm64/reasons.h KVMTRAP_FURTHER_REASONS)))
assert_eq classes "$(count arm64 classes)" 6
assert_eq user "$(count arm64 user)" $(($(entries arm64/reasons.h KVMTRAP_ARM64_KVM_EXITS) + 4))
assert_eq HVC64 "$(jq -c '.reasons[] | select(.reason == "HVC64")' "$WORK/arm64")" '{"class":"cpu","code":"0x16","reason":"HVC64"}'
assert_eq MPIDR_EL1 "$(jq -r '.registers[] | select(.name == "MPIDR_EL1").encoding' "$WORK/arm64")" S3_0_C0_C0_5

assert_eq "MSRs" "$(count x86 msrs)" "$(entries x86/msrs.h KVMTRAP_MSRS)"
assert_eq "hypercalls" "$(count x86 calls)" "$(entries x86/calls.h KVMTRAP_KVM_HYPERCALLS)"
# 110 intercepts, and 4 of nested paging and what came with it.
assert_eq "reasons of x86" "$(count x86 reasons)" $((110 + 4 + $(entries x86/reasons.h KVMTRAP_X86_FURTHER_REASONS)))
assert_eq "classes of x86" "$(jq -c .classes "$WORK/x86")" "$(jq -c .classes "$WORK/arm64")"
assert_eq "user of x86" "$(count x86 user)" $(($(entries x86/reasons.h KVMTRAP_X86_KVM_EXITS) + 4))
row() { jq -c ".$1[] | select($2)" "$WORK/x86"; }
assert_eq NPF "$(row reasons '.reason == "NPF"')" '{"class":"mem","code":"0x400","reason":"NPF"}'
assert_eq PIO_USER "$(row reasons '.reason == "PIO_USER"')" '{"class":"io","code":"pio","reason":"PIO_USER"}'
assert_eq HLT "$(row user '.reason == "HLT"')" '{"number":5,"reason":"HLT"}'
assert_eq MISSED "$(row user '.reason == "MISSED"')" '{"number":null,"reason":"MISSED"}'
assert_eq APIC_BASE "$(row msrs '.name == "APIC_BASE"')" '{"number":"0x0000001b","name":"APIC_BASE"}'
assert_eq KICK_CPU "$(row calls '.name == "KVM_HC_KICK_CPU"')" '{"function":"0x00000005","name":"KVM_HC_KICK_CPU"}'
# Those that SVM has by the same name are among them.
assert_eq "VMX" "$(count x86 vmx)" $(($(entries x86/vmx.h KVMTRAP_VMX_OWN) + $(entries x86/vmx.h KVMTRAP_VMX_SHARED)))
assert_eq "CPUID of VMX" "$(row vmx '.reason == "CPUID"')" '{"class":"cpu","code":"10","reason":"CPUID"}'
assert_eq "EPT_VIOLATION" "$(row vmx '.reason == "EPT_VIOLATION"')" '{"class":"mem","code":"48","reason":"EPT_VIOLATION"}'
assert_eq "in order" "$(jq -c '.vmx[].code | tonumber' "$WORK/x86" | sort -n -c 2>&1)" ""
for arch in arm64:registers x86:vmx x86:msrs; do
	for part in classes reasons user calls ${arch#*:}; do
		n=$("$KVMTRAP" names --arch ${arch%:*} $part --csv | wc -l)
		assert_eq "$part of $arch as CSV" "$n" $(($(count ${arch%:*} $part) + 1))
	done
done
assert_eq parts "$(jq -c 'keys_unsorted' "$WORK/arm64" "$WORK/x86" | tr '\n' ' ')" \
	'["kvmtrap","version","arch","classes","reasons","user","registers","calls"] ["kvmtrap","version","arch","classes","reasons","vmx","user","msrs","calls"] '
assert_eq twice "$(jq -r '.registers[].name' "$WORK/arm64" | sort | uniq -d)" ""
assert_eq "twice on x86" "$(jq -r '(.msrs[] | .name, .number), (.reasons[] | .reason)' "$WORK/x86" | sort | uniq -d)" ""
assert_eq "twice in VMX" "$(jq -r '.vmx[].reason' "$WORK/x86" | sort | uniq -d)" ""

# Whose names.
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
for copy in a:arm64 amd-a:x86; do
	assert_eq "of ${copy%:*}" "$("$KVMTRAP" names -R "$STATES/${copy%:*}" --json | jq -r .arch)" "${copy#*:}"
	assert_eq "of ${copy%:*}, chosen" "$("$KVMTRAP" names -R "$STATES/${copy%:*}" --arch x86 --json | jq -r .arch)" x86
done
assert_eq "of a recording" "$("$KVMTRAP" --root "$WORK/amd.dat" names msrs --json | jq -r .arch)" x86
host=arm64
[ "$(uname -m)" != x86_64 ] || host=x86
assert_eq "of this machine" "$("$KVMTRAP" names --json)" "$(cat "$WORK/$host")"
says() { # TEXT ARGUMENT...
	"$KVMTRAP" names "${@:2}" >"$WORK/out" 2>"$WORK/err" && fail "names ${*:2}"
	grep -qF -- "$1" "$WORK/err" || fail "names ${*:2}: $(cat "$WORK/err")"
}
says 'arm64 has no msrs: say --arch=x86' --arch arm64 msrs
says 'x86 has no registers: say --arch=arm64' -R "$STATES/amd-a" registers
says "--arch is arm64 or x86, not 'riscv'" --arch riscv
sed 's/^arch x86/arch riscv/' "$STATES/amd-a" >"$WORK/later"
says "$WORK/later is of the architecture riscv, which this version does not know" -R "$WORK/later"
