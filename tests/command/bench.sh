# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench computes what its measurements say, tells what it leaves out, and leaves nothing
# behind when it is stopped or killed. The module, KVM and trapgen are played by scripts here,
# so that every number is known. Whatever this machine is, the first parts play an arm64 host:
# where the kernel gives the name of a machine of 32 bits, bench takes it for one. The last part is
# about x86.
. "$(dirname "$0")/../lib/command.sh"
can_mount || { echo "no mount namespaces here"; exit 4; }
M=/sys/module/kvmtrapcount
export M PATH=$WORK/bin:$PATH
mkdir "$WORK/bin" "$WORK/dev"
play() { cat >"$WORK/bin/$1"; chmod +x "$WORK/bin/$1"; }

# Loading counts how often it was done. Files in $WORK make it fail: no-ATTACH has the message.
play modprobe <<'E2'
#!/bin/bash
[ "$*" = "--first-time kvmtrapcount attach=${3#*=} enabled=1 times=0 hot=0 filter_pid=0 filter_vm=0 trace_min_ns=0" ] ||
	{ echo "modprobe: unexpected $*"; exit 9; }
attach=${3#*=}
! cat "$WORK/no-$attach" 2>/dev/null || exit 1
echo $(($(cat "$WORK/loads" 2>/dev/null || echo 0) + 1)) >"$WORK/loads"
mkdir -p $M/parameters /sys/kernel/debug/kvmtrap
echo $attach >$M/parameters/attach
echo 0 >$M/parameters/times
echo 0 >$M/parameters/hot
echo 0 >"$WORK/counted"
printf 'kvmtrap summary 1\nclass exits percent\ntotal 0 0\n' >/sys/kernel/debug/kvmtrap/summary
E2
play insmod <<'E2'
#!/bin/bash
echo "$*" >>"$WORK/insmod"
exec modprobe --first-time kvmtrapcount "${@:2}"
E2
# Somebody holds the module each time when it is to be unloaded first, if the file busy is there.
play rmmod <<'E2'
#!/bin/bash
if [ -e "$WORK/busy" ] && [ ! -e "$WORK/was-busy" ]; then
	touch "$WORK/was-busy"
	echo "rmmod: ERROR: Module kvmtrapcount is in use" >&2
	exit 1
fi
rm -f "$WORK/was-busy"
rm -r $M /sys/kernel/debug/kvmtrap
E2
# An HVC takes 1000 ns, with the tracepoint 20 more and one for each loading so far, with a
# return probe 600 more; times adds 10 for each loading, hot 100. What is done once: 77777.
play trapgen <<'E2'
#!/bin/bash
fail() { echo "trapgen: $2" >&2; exit "$1"; }
[ ! -e "$WORK/lacks-$1" ] || fail 3 "this host has no $1"
[ ! -e "$WORK/fails-$1" ] || fail 2 "cannot $1"
ns=1000
loads=$(cat "$WORK/loads" 2>/dev/null)
if [ -d $M ]; then
	p=$M/parameters
	case $(<$p/attach) in tracepoint) ns=$((ns + 20 + loads)) ;; *) ns=$((ns + 600)) ;; esac
	[ $(<$p/times) -eq 0 ] || ns=$((ns + 10 * loads))
	[ $(<$p/hot) -eq 0 ] || ns=$((ns + 100))
	n=$(($(<"$WORK/counted") + $2))
	[ ! -e "$WORK/half-blind" ] || n=$((n - $2 / 5))
	echo $n >"$WORK/counted"
	[ -e "$WORK/blind" ] || sed -i "s/^total .*/total $n 0/" /sys/kernel/debug/kvmtrap/summary
	if [ -e "$WORK/hold" ]; then
		echo $$ >"$WORK/held.new"
		mv "$WORK/held.new" "$WORK/held"
		while [ -e "$WORK/hold" ]; do sleep 0.1; done
	fi
fi
case $(uname -m)$1 in x86_64hvc) stat=hypercalls ;; x86_64store) stat=mmio_exits ;; x86_64out) stat=io_exits ;; x86_64*) stat=exits ;;
*hvc) stat=hvc_exit_stat ;; *pending) stat=wfi_exit_stat ;; *gic) stat=mmio_exit_kernel ;; *store) stat=mmio_exit_user ;; *touch) stat=exits ;; esac
echo "pid $$"
echo "vcpu 0 ns 5"
echo "vcpu 0 cpu_ns $((77777 + $2 * ns))"
echo "vcpu 0 kvm $stat $(($2 - $(cat "$WORK/without-exit" 2>/dev/null || echo 0)))"
echo "vcpu 0 kvm halt_poll_success_ns 12"
E2

# on_kvm SCRIPT: run SCRIPT in bash, as on a host with KVM and without the module.
on_kvm() {
	rm -rf "$WORK"/{loads,insmod,was-busy,held,out,err}
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private bash -euc '
		mount -t tmpfs none /sys/kernel && mkdir -p /sys/kernel/debug/kvm
		mount -t tmpfs none /sys/module
		touch "$WORK"/dev/{null,kvm}
		mount --bind /dev/null "$WORK/dev/null"
		mount --rbind "$WORK/dev" /dev
		bench() { status=0; ${machine-setarch linux32} "$KVMTRAP" bench --trapgen="$WORK/bin/trapgen" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?; }
		'"$1"
}
# says STATUS TEXT SCRIPT: the command ends with this status and one line that has TEXT.
says() {
	on_kvm "$3"' ; echo $status >"$WORK/status"'
	assert_eq "status of $3: $(cat "$WORK/err")" "$(cat "$WORK/status")" "$1"
	grep -qF -- "$2" "$WORK/err" || fail "$3: $(cat "$WORK/err")"
	assert_eq "lines of $3" "$(wc -l <"$WORK/err")" 1
}
get() { jq -c "$1" "$WORK/out"; }
row() { get ".rows[] | select(.reason == \"$1\" and .setting == $2) | [.exit_ns, .added_ns, (.added_percent | if . then . * 1000 | round / 1000 else . end), .low_ns, .high_ns, .verdict]"; }

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
says 1 'keep them with kvmtrap save' 'mkdir -p $M; bench; [ -d $M ]'
says 1 "cannot read $WORK/none.ko: No such file" 'bench --module="$WORK/none.ko"'
says 1 "cannot run $WORK/none: No such file" 'bench --trapgen="$WORK/none"'
says 1 'or the package kvmtrap-lab; or say --trapgen=FILE' '"$KVMTRAP" bench 2>"$WORK/err" || status=$?'
says 1 'cannot use CPU 1023' 'bench --cpu=1023'
touch "$WORK/fails-store"
says 1 'store ends with status 2: trapgen: cannot store' 'bench'
rm "$WORK/fails-store"
cp "$KVMTRAP" "$WORK/kvmtrap-nobody"
chmod 755 "$WORK" "$WORK/kvmtrap-nobody"
says 1 'only root' 'status=0; setpriv --reuid=65534 --regid=65534 --clear-groups -- "$WORK/kvmtrap-nobody" bench 2>"$WORK/err" || status=$?'

# --- a file of the module; somebody who holds it for a moment ---
touch "$WORK/my.ko" "$WORK/busy"
on_kvm 'bench --rounds 6 --reason HVC64 --attach tracepoint --module "$WORK/my.ko" -j; [ $status = 0 ] || cat "$WORK/err"; [ ! -e $M ]'
rm "$WORK/busy"
assert_eq insmod "$(sort -u "$WORK/insmod")" "$WORK/my.ko attach=tracepoint enabled=1 times=0 hot=0 filter_pid=0 filter_vm=0 trace_min_ns=0"
assert_eq "rounds" "$(get '[.rounds, (.rows | length)]')" '[6,4]'

# --- stopped and killed ---
touch "$WORK/hold"
# end SIGNAL WHOM: start it, send the signal when a guest runs with the module loaded, and wait
# until the guest and the module are gone.
end='
end() {
	local guest
	rm -f "$WORK/held"
	# A shell has SIGINT ignored in what it runs in the background.
	env --default-signal=INT setarch linux32 "$KVMTRAP" bench --rounds 6 --reason HVC64 --trapgen="$WORK/bin/trapgen" >"$WORK/out" 2>"$WORK/err" & bench=$!
	until [ -e "$WORK/held" ]; do kill -0 $bench; sleep 0.05; done
	guest=$(cat "$WORK/held")
	[ -d $M ]
	keeper=$(pgrep -P $bench -x trap-keeper)
	kill -$1 ${!2}
	# Only when it asks next is the keeper missed.
	[ $2 != keeper ] || rm "$WORK/hold"
	status=0
	wait $bench || status=$?
	while runs $keeper; do sleep 0.05; done
	[ ! -d $M ] || echo "the module is left" >>"$WORK/err"
	for _ in {1..200}; do
		runs $guest || return 0
		sleep 0.1
	done
	echo "the guest is left" >>"$WORK/err"
}
# Where nobody reaps it, a process that has ended stays a zombie.
runs() { [ -e /proc/$1 ] && ! grep -q "^State:.*zombie" /proc/$1/status; }'
says 130 'stopped after 0 of 6 rounds: too few to tell anything' "$end; end INT bench"
says 143 'stopped after 0 of 6 rounds: too few' "$end; end TERM bench"
says 1 'was killed' "$end; end KILL keeper"
touch "$WORK/hold"
on_kvm "$end"'; end KILL bench; [ $status = 137 ]'
assert_eq "said by the killed" "$(cat "$WORK/out" "$WORK/err" | grep -v Killed)" ""

# --- x86 ---
[ "$(uname -m)" = x86_64 ] || { echo "this is no x86-64: its kinds of exits were not tried"; exit 4; }
rm -f "$WORK/hold"
export machine=
# Rounds load the tracepoint only, six times: 21 to 26.
on_kvm 'bench --rounds=6 --json; [ $status = 0 ] || cat "$WORK/err"; [ ! -e $M ]'
assert_eq kinds "$(get '[.rows[] | select(.setting == null) | .class, .reason]')" \
	'["cpu","VMMCALL","cpu","MSR","mem","NPF","io","PIO_USER","io","MMIO_KERNEL","io","MMIO_USER"]'
for reason in VMMCALL MSR NPF PIO_USER MMIO_KERNEL MMIO_USER; do
	assert_eq "$reason" "$(row $reason '"attach=tracepoint"')" '[1024,24,2.35,21,26,"costs"]'
done
assert_eq "architecture, settings, left out" "$(get '[.arch, ([.rows[].setting] | unique | length), .left_out]')" '["x86",4,[]]'
# KVM tells hypercalls and what leaves to the VMM apart. The rest is taken for the dearest.
on_kvm 'mkdir /sys/kernel/debug/kvm/$$-11
	cd /sys/kernel/debug/kvm/$$-11
	for f in exits hypercalls mmio_exits io_exits; do echo 0 >$f; done
	(while sleep 0.1; do for f in exits hypercalls; do echo $(($(cat $f) + 1000)) >../new; mv ../new $f; done; done) & moves=$!
	bench --rounds 6 --reason vmmcall -j
	kill $moves; wait $moves || true'
jq -e '.vms[0] | .per_second > 100 and (.cpu_percent - .per_second * 23.5 / 1e7 | fabs) < 1e-3' "$WORK/out" >/dev/null || fail "$(cat "$WORK/out" "$WORK/err")"
on_kvm 'mkdir -p /sys/module/kvm_amd/parameters; echo N >/sys/module/kvm_amd/parameters/npt; bench --rounds 6 --reason pf_excp -j'
assert_eq "without nested paging" "$(get '[.rows[].reason] | unique')" '["PF_EXCP"]'
wrong() { # TEXT OPTION...
	"$KVMTRAP" bench "${@:2}" >"$WORK/out" 2>"$WORK/err" && fail "bench ${*:2}"
	grep -qF -- "$1" "$WORK/err" || fail "bench ${*:2}: $(cat "$WORK/err")"
}
wrong "'HVC64' is not measured: choose of VMMCALL,MSR,NPF,PIO_USER,MMIO_KERNEL,MMIO_USER" --reason HVC64
wrong "on x86 --attach is tracepoint, not 'kretprobe'" --attach kretprobe
on_kvm 'mkdir /sys/module/kvm_intel; bench --rounds 6 -j; [ $status = 0 ] || cat "$WORK/err"'
assert_eq "kinds on Intel" "$(get '[.rows[] | select(.setting == null) | .reason]')" \
	'["VMCALL","MSR_READ","EPT_VIOLATION","PIO_USER","MMIO_KERNEL","MMIO_USER"]'
