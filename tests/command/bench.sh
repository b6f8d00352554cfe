# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench computes what its measurements say, and tells what it leaves out and why it cannot
# measure. The first parts play an arm64 host, the last one is about x86.
. "$(dirname "$0")/../lib/bench.sh"

# --- numbers ---
# Rounds load the tracepoint 1st, 4th, 5th, 8th, 9th and 12th, the return probe in between.
on_kvm 'bench --rounds=6 --reason=hvc64,MMIO_USER --json; [ $status = 0 ] || cat "$WORK/err"; [ ! -e $M ]'
assert_eq "nothing" "$(row HVC64 null)" '[1000,null,null,null,null,null]'
# 21 24 25 28 29 32
assert_eq tracepoint "$(row HVC64 '"attach=tracepoint"')" '[1027,27,2.65,21,32,"costs"]'
# 31 64 75 108 119 152: they are farther apart than 91.5
assert_eq "tracepoint, times" "$(row HVC64 '"attach=tracepoint times=1"')" '[1092,92,9.15,31,152,"unclear"]'
assert_eq kretprobe "$(row HVC64 '"attach=kretprobe"')" '[1600,600,60,600,600,"costs"]'
# 620 630 660 670 700 710, and 100 for hot
assert_eq "kretprobe, times" "$(row HVC64 '"attach=kretprobe times=1"')" '[1665,665,66.5,620,710,"costs"]'
assert_eq "kretprobe, times, hot" "$(row MMIO_USER '"attach=kretprobe times=1 hot=1"')" '[1765,765,76.5,720,810,"costs"]'
assert_eq rows "$(get '.rows | length')" 14
assert_eq head "$(get '[.kvmtrap, .rounds, .vms, .left_out]')" '["bench",6,[],[]]'
# documented MEMBER: print the members of its rows, as docs/json.md has them.
documented() { awk -F' *[|] *' -v m="\`$1\`" '$2 != "" { now = $2 } now == "`bench`" && index($3, m) { print $4; exit }' "$TOP/docs/json.md"; }
members() { assert_eq "members of $1" "$(jq -r ".$1[0] | keys_unsorted | join(\" \")" "$WORK/out")" "$(documented "$1")"; }
members rows

# Of --reason each counts, of --attach the last.
on_kvm 'bench --rounds=6 --reason=hvc64 --reason=MMIO_USER --attach=kretprobe --attach=tracepoint --json; [ $status = 0 ] || cat "$WORK/err"'
assert_eq "chosen one by one" "$(get '[(.rows[].reason), (.rows[].setting)] | unique')" \
	'[null,"HVC64","MMIO_USER","attach=tracepoint","attach=tracepoint times=1","attach=tracepoint times=1 hot=1"]'

# VMs that run: all exits are of a kind that was not measured, and taken for the dearest.
mkdir -p "$WORK/vm"
on_kvm 'mkdir /sys/kernel/debug/kvm/$$-11
	cd /sys/kernel/debug/kvm/$$-11
	for f in exits hvc_exit_stat wfi_exit_stat wfe_exit_stat mmio_exit_user mmio_exit_kernel; do echo 0 >$f; done
	(while sleep 0.1; do echo $(($(cat exits) + 61234)) >../new; mv ../new exits; done) & moves=$!
	bench --rounds 6 --reason HVC64 --attach kretprobe -j
	cp "$WORK/out" "$WORK/json"
	bench --rounds 6 --reason HVC64 --attach kretprobe
	kill $moves; wait $moves || true
	echo $$ >"$WORK/pid"'
cp "$WORK/out" "$WORK/text"
mv "$WORK/json" "$WORK/out"
assert_eq "VM" "$(get '[.vms[] | [.vm_name, .pid, .setting]]')" \
	"[[\"bash\",$(cat "$WORK/pid"),\"attach=kretprobe\"],[\"bash\",$(cat "$WORK/pid"),\"attach=kretprobe times=1\"],[\"bash\",$(cat "$WORK/pid"),\"attach=kretprobe times=1 hot=1\"]]"
jq -e '.vms[0] | .per_second > 100 and (.cpu_percent - .per_second * 600 / 1e7 | fabs) < 1e-6 and .low_percent == .high_percent' "$WORK/out" >/dev/null || fail "$(get .vms)"
members vms
grep -qE "^bash \(process $(cat "$WORK/pid")\): [0-9]+(,[0-9]{3})* exits/s$" "$WORK/text" || fail "$(cat "$WORK/text")"
grep -qE '^  \+[0-9.]+ % of a CPU \(\+[0-9.]+ to \+[0-9.]+\) with attach=kretprobe$' "$WORK/text" || fail "$(cat "$WORK/text")"
grep -qE '^cpu    HVC64   attach=kretprobe  +1.60 us  \+600 ns   60.0  \+600 ns  \+600 ns  costs$' "$WORK/text" || fail "$(cat "$WORK/text")"
grep -q '% of a CPU (.*: unclear) with\|with attach=tracepoint' "$WORK/text" && fail "$(cat "$WORK/text")"

# --- what is left out ---
echo "modprobe: ERROR: could not insert 'kvmtrapcount': Operation not permitted" >"$WORK/no-kretprobe"
touch "$WORK/lacks-pending"
on_kvm 'bench --rounds 6 --reason WFx,HVC64 -j; [ $status = 0 ]'
assert_eq "left out" "$(get .left_out)" '[{"what":"WFx","why":"trapgen: this host has no pending"},{"what":"attach=kretprobe","why":"modprobe: ERROR: could not insert '"'kvmtrapcount'"': Operation not permitted; dmesg | grep kvmtrapcount says why"}]'
members left_out
assert_eq "the rest" "$(get '[.rows[].setting]')" '[null,"attach=tracepoint","attach=tracepoint times=1","attach=tracepoint times=1 hot=1"]'
on_kvm 'bench --rounds 6 --reason WFx,HVC64; [ $status = 0 ]'
grep -q '^# attach=kretprobe is left out: modprobe: ERROR' "$WORK/out" || fail "$(cat "$WORK/out")"
says 1 'nothing could be measured: trapgen: this host has no pending' 'bench --reason WFx'
cp "$WORK/no-kretprobe" "$WORK/no-tracepoint"
says 1 'nothing could be measured: modprobe: ERROR' 'bench --reason HVC64'
rm "$WORK"/no-* "$WORK/lacks-pending"
# A WFI that does not trap is not measured, nor is a module that does not count.
echo 50 >"$WORK/without-exit"
says 1 'only 50 of 100 passes made such an exit' 'bench --reason WFx'
rm "$WORK/without-exit"
touch "$WORK/blind"
says 1 'it counted only 0 of 5000 exits' 'bench --reason HVC64'
rm "$WORK/blind"
touch "$WORK/half-blind"
says 1 'it counted only 4001 of 5000 exits' 'bench --reason HVC64'
rm "$WORK/half-blind"

# --- what is wrong ---
says 1 'no /dev/kvm' 'rm "$WORK/dev/kvm"; bench'
says 1 'mount -t debugfs' 'rmdir /sys/kernel/debug/kvm; bench'
says 1 'modprobe kvm_intel' 'mount -t tmpfs none /sys/kernel/debug; bench'
says 1 'keep them with kvmtrap save' 'mkdir -p $M; bench; [ -d $M ]'
says 1 "cannot read $WORK/kvmtrapcount.ko.xz: No such file" 'bench --module="$WORK/kvmtrapcount.ko.xz"'
says 1 "$WORK/dummy.ko is not kvmtrapcount.ko: name that, no other module is loaded" 'touch "$WORK/dummy.ko"; bench --module="$WORK/dummy.ko"; [ ! -e "$WORK/insmod" ]'
says 1 "cannot run $WORK/none: No such file" 'bench --trapgen="$WORK/none"'
says 1 "cannot run $WORK: it is no file of a program" 'bench --trapgen="$WORK"'
cp "$WORK/bin/trapgen" "$WORK/mine"
on_kvm 'cd "$WORK"; bench --rounds 6 --reason HVC64 --trapgen=mine; [ $status = 0 ] || cat "$WORK/err"'
[ -s "$WORK/out" ] || fail "--trapgen without a slash"
says 1 'or the package kvmtrap-lab; or say --trapgen=FILE' '"$KVMTRAP" bench 2>"$WORK/err" || status=$?'
says 1 'cannot use CPU 1023' 'bench --cpu=1023'
touch "$WORK/fails-store"
says 1 'store ends with status 2: trapgen: cannot store' 'bench'
rm "$WORK/fails-store"
cp "$KVMTRAP" "$WORK/kvmtrap-nobody"
chmod 755 "$WORK" "$WORK/kvmtrap-nobody"
says 1 'only root' 'status=0; setpriv --reuid=65534 --regid=65534 --clear-groups -- "$WORK/kvmtrap-nobody" bench 2>"$WORK/err" || status=$?'

# --- a file of the module; somebody who holds it for a moment ---
touch "$WORK/kvmtrapcount.ko" "$WORK/busy"
on_kvm 'bench --rounds 6 --reason HVC64 --attach tracepoint --module "$WORK/kvmtrapcount.ko" -j; [ $status = 0 ] || cat "$WORK/err"; [ ! -e $M ]'
rm "$WORK/busy"
assert_eq insmod "$(sort -u "$WORK/insmod")" "$WORK/kvmtrapcount.ko attach=tracepoint enabled=1 times=0 hot=0 filter_pid=0 filter_vm=0 trace_min_ns=0"
assert_eq "rounds" "$(get '[.rounds, (.rows | length)]')" '[6,4]'
# Another module has this name.
echo 'rm -r $M' >"$WORK/when-loaded"
says 1 "$WORK/kvmtrapcount.ko is not kvmtrapcount: lsmod shows what was loaded" 'bench --attach tracepoint --module "$WORK/kvmtrapcount.ko"'
rm "$WORK/when-loaded"

# --- a terminal ---
if script -qc true /dev/null >/dev/null 2>&1; then
	export -f on_kvm
	# shellcheck disable=SC2016 # the inner shell's
	SHELL=/bin/bash TOLD_BY='setarch linux32 "$KVMTRAP" bench --rounds 6 --reason HVC64 --trapgen="$WORK/bin/trapgen" >/dev/null' \
		script -qec 'on_kvm "$TOLD_BY"' "$WORK/terminal" >/dev/null
	tr '\r' '\n' <"$WORK/terminal" | sed 's/ *$//' | grep '^trying\|^round' >"$WORK/told"
	assert_eq "told on a terminal" "$(paste -sd, "$WORK/told")" \
		'trying a guest: HVC64,round 1 of 6,round 2 of 6,round 3 of 6,round 4 of 6,round 5 of 6,round 6 of 6'
fi

# --- x86 ---
[ "$(uname -m)" = x86_64 ] || { echo "this is no x86-64: its kinds of exits were not tried"; exit 4; }

export machine=
# Rounds load the tracepoint only, six times: 21 to 26.
on_kvm 'bench --rounds=6 --json; [ $status = 0 ] || cat "$WORK/err"; [ ! -e $M ]'
assert_eq kinds "$(get '[.rows[] | select(.setting == null) | .class, .reason]')" \
	'["cpu","VMMCALL","cpu","MSR","mem","NPF","io","PIO_USER","io","MMIO_KERNEL","io","MMIO_USER"]'
for reason in VMMCALL MSR NPF PIO_USER MMIO_KERNEL MMIO_USER; do
	assert_eq "$reason" "$(row $reason '"attach=tracepoint"')" '[1024,24,2.35,21,26,"costs"]'
done
assert_eq "architecture, settings, left out" "$(get '[.arch, ([.rows[].setting] | unique | length), .left_out]')" '["x86",4,[]]'
# KVM tells hypercalls and what leaves to the VMM apart. The rest is taken for the dearest. Here all are
# hypercalls, so that there is no rest. bench reads exits first and hypercalls later: if the file grows in
# between, some exits are taken for the rest. That does not happen three times in a row.
touch "$WORK/dear-sysreg"
for _ in 1 2 3; do
	on_kvm 'mkdir /sys/kernel/debug/kvm/$$-11
		cd /sys/kernel/debug/kvm/$$-11
		for f in hypercalls mmio_exits io_exits; do echo 0 >$f; done
		ln -s hypercalls exits
		(while sleep 0.1; do echo $(($(cat exits) + 1000)) >../new; mv ../new hypercalls; done) & moves=$!
		bench --rounds 6 --reason vmmcall,msr -j
		kill $moves; wait $moves || true'
	exact=$(jq '.vms[0] | .per_second > 100 and (.cpu_percent - .per_second * 23.5 / 1e7 | fabs) < 1e-3' "$WORK/out")
	[ "$exact" != true ] || break
done
[ "$exact" = true ] || fail "$(cat "$WORK/out" "$WORK/err")"
assert_eq "a dear MSR" "$(row MSR '"attach=tracepoint"')" '[1524,524,52.35,521,526,"costs"]'
rm "$WORK/dear-sysreg"
on_kvm 'mkdir -p /sys/module/kvm_amd/parameters; echo N >/sys/module/kvm_amd/parameters/npt; bench --rounds 6 --reason pf_excp -j'
assert_eq "without nested paging" "$(get '[.rows[].reason] | unique')" '["PF_EXCP"]'
wrong() { # TEXT OPTION...
	on_kvm "bench ${*:2}; "'echo $status >"$WORK/status"'
	[ "$(cat "$WORK/status")" -ne 0 ] || fail "bench ${*:2}"
	grep -qF -- "$1" "$WORK/err" || fail "bench ${*:2}: $(cat "$WORK/err")"
}
wrong "'HVC64' is not measured: choose of VMMCALL,MSR,NPF,PIO_USER,MMIO_KERNEL,MMIO_USER" --reason HVC64
wrong "on x86 --attach is tracepoint, not 'kretprobe'" --attach kretprobe
# Both are there where they are built into the kernel.
on_kvm 'mkdir /sys/module/kvm_{amd,intel}; bench --rounds 6 -j; [ $status = 0 ] || cat "$WORK/err"'
assert_eq "kinds on AMD" "$(get '[.rows[] | select(.setting == null) | .reason][:3]')" '["VMMCALL","MSR","NPF"]'
has vmx
on_kvm 'mkdir /sys/module/kvm_{amd,intel}; bench --rounds 6 -j; [ $status = 0 ] || cat "$WORK/err"'
assert_eq "kinds on Intel" "$(get '[.rows[] | select(.setting == null) | .reason]')" \
	'["VMCALL","MSR_READ","EPT_VIOLATION","PIO_USER","MMIO_KERNEL","MMIO_USER"]'
