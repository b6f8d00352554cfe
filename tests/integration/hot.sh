# SPDX-License-Identifier: GPL-2.0-only
# With hot=1, each row says what exactly was trapped on. It agrees with the guest's program.
# groups: matrix attach
. "$(dirname "$0")/../lib/host.sh"
load_module hot=1
if on_x86; then
	bell='^0x060[04]$' rings='^vmm-out1$' fetched=not-present alike=out kind=port call=vmmcall marks=
	! on_intel || call=vmcall
	# A page that KVM has marked as a device's does not tell whether a load or a store came.
	[ $PAGE != EPT_VIOLATION ] || marks=1
else
	bell='^0x9000000$' rings='^vmm-write[48]$' fetched=translation alike=store kind=page
fi
# expect_rows "PROGRAM ..." "KIND NAME HOW COUNT" ...: run a program, and expect these rows, and
# besides them only the doorbell, the fetch of the program itself, and rows of the kind BUT.
# The pages that readonly writes to are as large as those of the host.
mapfile -t pages < <(for n in 0 1 2; do printf 'page 0x%x\n' $((0x20000000 + n * $(getconf PAGESIZE))); done)
expect_rows() {
	local program=$1
	shift
	echo 1 >$P/reset
	# shellcheck disable=SC2086
	"$TRAPGEN" $program --then "cat $K/hot >$WORK/hot" >"$WORK/out"
	case $? in 0) ;; 3) return ;; *) fail "trapgen $program" ;; esac
	printf '%s\n' "$@" | sort >"$WORK/want"
	rows "$WORK/hot" 'col("kind") != "'"${BUT:-}"'" && col("name") !~ "'"$bell"'" &&
		!(col("name") == "'"$fetched"'" && col("how") == "exec") { print col("kind"), col("name"), col("how"), col("exits") }' |
		sort >"$WORK/got"
	diff "$WORK/got" "$WORK/want" || fail "trapgen $program"
	n=$(rows "$WORK/hot" 'col("name") ~ "'"$bell"'" && col("how") ~ "'"$rings"'" { n += col("exits") } END { print n + 0 }')
	[ "$n" -ge 1 ] || fail "trapgen $program: no doorbell: $(cat "$WORK/hot")"
	ran=$((${ran:-0} + 1))
}
# expect_page "PROGRAM N" PAGE WHO HOW: N accesses to a page of a device.
expect_page() {
	local n=${1#* }
	if [ $marks ]; then
		expect_rows "$1" "page $2 $3-$4 1" "page $2 $3-access $((n - 1))"
	else
		expect_rows "$1" "page $2 $3-$4 $n"
	fi
}
if on_x86; then
	expect_rows "hvc 100" "call KVM_HC_VAPIC_POLL_IRQ $call 100"
	expect_rows "hvc 50 --vcpus=4" "call KVM_HC_VAPIC_POLL_IRQ $call 200"
	expect_rows "sysreg 30" "msr APIC_BASE read 30"
	expect_rows "wrmsr 30" "msr PAT write 30"
	expect_rows "sgi 20" "msr X2APIC_ICR write 20"
	expect_page "store 40" 0xa000000 vmm write
	expect_page "load 25" 0xa000000 vmm read
	expect_page "gic 15" 0xfec00000 kernel read
	# On Intel's CPUs integration/vmx tells how many these are, where they differ.
	[ $marks ] || { on_intel && [[ $(uname -r) =~ ^(5.10|6.1)[.] ]]; } ||
		expect_rows "lapic 15" "page 0xfee00000 kernel-read 15"
	expect_page "ioeventfd 7" 0xb000000 kernel write
	expect_rows "out16 9" "port 0x0610 vmm-out2 9"
	expect_rows "in32 9" "port 0x0610 vmm-in4 9"
	expect_rows "outs 9" "port 0x0610 vmm-outs1 9"
	# On Intel guests own the bit of CR4, and integration/vmx looks at what traps.
	on_intel || expect_rows "cr4 9" "reg CR4 write 9"
	expect_rows "dr-debug 9" "reg DR7 read 9" "reg DR7 write 9"
	expect_rows "touch 60" "fault not-present write 60"
	expect_rows "dirty 10" "fault not-present write 10" "fault permission write 10"
	expect_rows "readonly 3" "fault not-present read 3" "${pages[@]/%/ vmm-write 1}"
else
	expect_rows "hvc 100" "call PSCI_VERSION hvc 100"
	expect_rows "hvc 50 --vcpus=4" "call PSCI_VERSION hvc 200"
	expect_rows "smc 50" "call PSCI_VERSION smc 50"
	expect_rows "sysreg 30" "sysreg ID_AA64PFR0_EL1 read 30"
	expect_rows "sgi 20" "sysreg ICC_SGI1R_EL1 write 20"
	expect_rows "store 40" "page 0xa000000 vmm-write4 40"
	expect_rows "load 25" "page 0xa000000 vmm-read4 25"
	expect_rows "gic 15" "page 0x8000000 kernel-read4 15"
	expect_rows "ioeventfd 7" "page 0xb000000 kernel-write4 7"
	expect_rows "nisv-user 4" "page 0xa000000 vmm-read 4"
	expect_rows "touch 60" "fault translation write 60"
	expect_rows "dirty 10" "fault translation write 10" "fault permission write 10"
	expect_rows "jump 1" "fault translation-noslot exec 1"
	expect_rows "jump-gicv2 1" "fault permission-noslot exec 1"
	# The program writes the table first. Whether the registers trap depends on the mode.
	BUT=sysreg expect_rows "walk 1" "fault translation write 1" "fault translation-noslot walk-read 1"
	BUT=sysreg expect_rows "walk-gicv2 1" "fault translation write 1" "fault permission-noslot walk-read 1"
	BUT=sysreg expect_rows "walk-ram 1" "fault translation write 1" "fault translation walk-read 1"
	expect_rows "readonly 3" "fault translation read 3" "${pages[@]/%/ vmm-write4 1}"
	expect_rows "cp15 5" "sysreg p15,0,c1,c0,1 read 5"
	expect_rows "cp15-64 5" "sysreg p15,0,c12 write 5"
	expect_rows "cp14 3" "sysreg p14,0,c0,c0,0 read 3"
fi
[ "$ran" -ge 12 ] || fail "only $ran programs ran"
# Of a kind, the most frequent first: before the doorbell.
echo 1 >$P/reset
"$TRAPGEN" $alike 40 --then "cat $K/hot >$WORK/hot" >/dev/null || fail "trapgen"
assert_eq "those of the kind $kind, in their order" "$(column "$WORK/hot" exits kind=$kind | paste -sd ' ')" "40 1"

# The sums of the rows are those of the reasons. Nothing overflows here.
"$TRAPGEN" mixed 100 --then "cat $K/hot $K/reasons >$WORK/snap" >/dev/null
table_awk 'table == "hot" { hot[col("vm"), col("kind")] += col("exits"); if (col("how") == "overflow") bad = 1 }
	table == "reasons" && col("reason") == "'"$HVC"'" { reason[col("vm"), "call"] += col("exits") }
	table == "reasons" && col("reason") ~ /^MMIO_/ { reason[col("vm"), "page"] += col("exits") }
	table == "reasons" && col("reason") ~ /^PIO_/ { reason[col("vm"), "port"] += col("exits") }
	table == "reasons" && col("reason") ~ /^([DI]ABT_|NPF|PF_EXCP|EPT_)/ { reason[col("vm"), "fault"] += col("exits") }
	END {
		for (i in reason) {
			n++
			if (hot[i] != reason[i]) { print i, hot[i], reason[i]; bad = 1 }
		}
		exit bad || n < 3
	}' "$WORK/snap" || { cat "$WORK/snap"; fail "sums differ"; }

# There are more pages than rows. What has a row is exact, and `overflow` has the rest.
echo 1 >$P/reset
"$TRAPGEN" readonly 400 --then "cat $K/hot $K/reasons >$WORK/snap" >/dev/null || fail "trapgen"
table_awk 'table == "reasons" && col("reason") ~ /^MMIO_/ { want += col("exits") }
	table == "reasons" || col("kind") != "page" { next }
	{ sum += col("exits") }
	col("name") ~ /^0x2/ { rows++; if (col("exits") != 1) bad = 1 }
	col("how") == "overflow" { over = col("exits") }
	END { print rows, over, sum, want; exit bad || rows < 30 || over == 0 || sum != want }' "$WORK/snap" >"$WORK/sums" ||
	fail "pages: rows, overflow, sum, exits: $(cat "$WORK/sums")"

echo 0 >$P/hot
assert_eq "rows while off" "$(wc -l <$K/hot)" 2
exact mixed 50
echo 1 >$P/hot
exact mixed 50
[ "$(wc -l <$K/hot)" -gt 2 ] || fail "no rows when on again"

# A reset while guests run: hot and the counts begin again at the same exit.
"$TRAPGEN" store 1000000000 >/dev/null & pid=$!
stores() { [ "$(column_sum hot exits kind=page)" -gt 200 ]; }
wait_for stores
echo 1 >$P/reset
wait_for stores
freeze $pid
assert_eq "stores since the reset" "$(column_sum hot exits kind=page)" "$(column_sum reasons exits class=io)"
kill -CONT $pid
stop $pid

# Switched on while a guest runs, it has no row for the access that was open then.
if ! on_x86; then
	load_module
	"$TRAPGEN" gic 1000000000 >/dev/null & pid=$!
	wait_until column_sum vcpus exits pid=$pid -gt 100
	echo 1 >$P/hot
	wait_until column_sum hot exits kind=page -gt 100
	assert_eq "pages" "$(column hot name kind=page)" 0x8000000
	stop $pid
fi
