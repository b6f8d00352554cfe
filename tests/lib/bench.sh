# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A host for kvmtrap bench: the module, KVM and trapgen are played by scripts, so that every number
# is known. Whatever this machine is, bench takes it for an arm64 host, as the kernel gives it the
# name of a machine of 32 bits. With machine= it takes an x86-64 machine for what it is, with a CPU that has
# the flag in $WORK/cpuinfo.
. "$(dirname "${BASH_SOURCE[0]}")/command.sh"
can_mount || { echo "no mount namespaces here"; exit 4; }
M=/sys/module/kvmtrapcount
export M PATH=$WORK/bin:$PATH
mkdir "$WORK/bin" "$WORK/dev"
has() { printf 'processor\t: 0\nflags\t\t: fpu %s sse\nbugs\t\t: x\n' "$1" >"$WORK/cpuinfo"; }
has svm
play() { cat >"$WORK/bin/$1"; chmod +x "$WORK/bin/$1"; }

# Loading counts how often it was done. Files in $WORK make it fail: no-ATTACH has the message. The
# script when-loaded is run when it is done, the script meanwhile in each run of a guest.
play modprobe <<'E2'
#!/bin/bash
[ "$*" = "--first-time kvmtrapcount attach=${3#*=} enabled=1 times=0 hot=0 filter_pid=0 filter_vm=0 trace_min_ns=0" ] ||
	{ echo "modprobe: unexpected $*"; exit 9; }
attach=${3#*=}
! cat "$WORK/no-$attach" 2>/dev/null || exit 1
[ ! -d $M ] || { echo "modprobe: ERROR: could not insert 'kvmtrapcount': Module already in kernel"; exit 1; }
echo $(($(cat "$WORK/loads" 2>/dev/null || echo 0) + 1)) >"$WORK/loads"
mkdir -p $M/parameters /sys/kernel/debug/kvmtrap
echo $attach >$M/parameters/attach
for p in enabled=Y times=N hot=N filter_pid=0 filter_vm=0; do echo ${p#*=} >$M/parameters/${p%=*}; done
echo 0 >"$WORK/counted"
printf 'kvmtrap summary 1\nclass exits percent\ntotal 0 0\n' >/sys/kernel/debug/kvmtrap/summary
[ ! -e "$WORK/when-loaded" ] || . "$WORK/when-loaded"
E2
play insmod <<'E2'
#!/bin/bash
echo "$*" >>"$WORK/insmod"
exec modprobe --first-time kvmtrapcount "${@:2}"
E2
# Somebody holds the module each time when it is to be unloaded first, if the file busy is there, and
# all the time while the file holds is there.
play rmmod <<'E2'
#!/bin/bash
echo "$*" >>"$WORK/unloads"
if [ -e "$WORK/holds" ] || { [ -e "$WORK/busy" ] && [ ! -e "$WORK/was-busy" ]; }; then
	touch "$WORK/was-busy"
	echo "rmmod: ERROR: Module kvmtrapcount is in use" >&2
	exit 1
fi
rm -f "$WORK/was-busy"
rm -r $M /sys/kernel/debug/kvmtrap
E2
# An HVC takes 1000 ns, with the tracepoint 20 more and one for each loading so far, with a
# return probe 600 more; times adds 10 for each loading, hot 100. With the file dear-PROGRAM its exits
# take 500 more with the module. What is done once: 77777.
play trapgen <<'E2'
#!/bin/bash
fail() { echo "trapgen: $2" >&2; exit "$1"; }
[ ! -e "$WORK/lacks-$1" ] || fail 3 "this host has no $1"
[ ! -e "$WORK/fails-$1" ] || fail 2 "cannot $1"
[ ! -e "$WORK/meanwhile" ] || . "$WORK/meanwhile"
ns=1000
loads=$(cat "$WORK/loads" 2>/dev/null)
if [ -d $M ]; then
	p=$M/parameters
	case $(<$p/attach) in tracepoint) ns=$((ns + 20 + loads)) ;; *) ns=$((ns + 600)) ;; esac
	[ $(<$p/times) != 1 ] || ns=$((ns + 10 * loads))
	[ $(<$p/hot) != 1 ] || ns=$((ns + 100))
	[ ! -e "$WORK/dear-$1" ] || ns=$((ns + 500))
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
	rm -rf "$WORK"/{loads,unloads,insmod,was-busy,held,out,err}
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private bash -euc '
		mount -t tmpfs none /sys/kernel && mkdir -p /sys/kernel/debug/kvm
		mount -t tmpfs none /sys/module
		touch "$WORK"/dev/{null,kvm}
		mount --bind /dev/null "$WORK/dev/null"
		mount --rbind "$WORK/dev" /dev
		mount --bind "$WORK/cpuinfo" /proc/cpuinfo
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
