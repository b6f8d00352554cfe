# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bugreport holds what doctor says, versions, parameters, the kernel's configuration and
# what kvmtrap save holds, and nothing else. With --anonymous no name is left in it.
. "$(dirname "$0")/../lib/command.sh"
cd "$WORK" || exit
titles() { awk '/^kvmtrap / { printf "%s%s", sep, $2; sep = " " } END { print "" }' "$1"; }
rows() { awk -v t="$2" '/^kvmtrap / { on = $2 == t; next } on && !/^#/' "$1" | tail -n +2; } # FILE TABLE
table() { awk -v t="$2" '/^kvmtrap / { on = $2 == t } on' "$1"; }                     # FILE TABLE

# --- this machine, as it is: there is no module ---
status=0
"$KVMTRAP" bugreport plain || status=$?
assert_eq "status" $status 0
assert_eq "tables without a module" "$(titles plain)" "system parameters config"
"$KVMTRAP" bugreport - | cmp -s plain - || fail "- and a file differ"
assert_eq "version" "$(rows plain system | sed -n 's/^command //p')" "$(cat "$TOP/VERSION")"
assert_eq "release" "$(rows plain system | sed -n 's/^release //p')" "$(uname -r)"
name=$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"')
assert_eq "distribution" "$(rows plain system | sed -n 's/^distribution //p')" "${name// /\\040}"
assert_eq "what is twice, as CPUs are alike" "$(rows plain system | sort | uniq -d)" ""
grep -q '^#   counters and health: ' plain || fail "does not say what it lacks: $(cat plain)"
assert_eq "doctor" "$(sed -n '/^# doctor/,/^#$/s/^#   //p' plain)" "$("$KVMTRAP" doctor || true)"
"$KVMTRAP" stat -R plain 2>err && fail "stat of a report without counters"
grep -q 'plain: a bugreport without counters: it says itself' err || fail "$(cat err)"
"$KVMTRAP" bugreport /dev/full 2>err && fail "wrote to /dev/full"
grep -q 'cannot write /dev/full: No space left' err || fail "$(cat err)"
for wrong in "" "a b" "-R plain a" "--anon x y"; do
	status=0
	# shellcheck disable=SC2086
	"$KVMTRAP" bugreport $wrong 2>err || status=$?
	assert_eq "status of bugreport $wrong" $status 2
done
[ ! -e a ] || fail "wrote a report in spite of a wrong command line"
can_mount || { echo "no mount namespaces here: no report with counters"; exit 4; }
chmod 755 .
install -m 755 "$KVMTRAP" nobodys
ASAN_OPTIONS=detect_leaks=0 setpriv --reuid=65534 --regid=65534 --clear-groups -- ./nobodys bugreport - >nobody
assert_eq "tables for nobody" "$(titles nobody)" "system parameters config"
grep -q '^#   FAIL  only root can read debugfs' nobody || fail "$(cat nobody)"

# --- a host with VMs that have odd names, and a table that this version does not know ---
uuid=C0FFEE00-1234-5678-9ABC-DEADBEEF0042
name=$'z\xc3\xbcrich "fin",,q3 \\ plan'
escaped='z\303\274rich\040"fin",q3\040\134\040plan'
coproc VMM { exec -a /usr/bin/qemu-system-x86_64 bash -c 'echo; read -r x' vmm -name "guest=$name,debug-threads=on" -uuid $uuid; }
pid=$VMM_PID
read -r -u "${VMM[0]}"
# VM 6 is that process, and two more have a secret command name; the others are trapgen's.
awk -v pid="$pid" '
	/^kvmtrap / { table = $2; print; getline; print; next }
	table == "host" || table == "names" { next }
	(table == "vms" || table == "vcpus") && $1 == 6 { $(table == "vms" ? 2 : 3) = pid }
	(table == "vms" || table == "vcpus") && ($1 == 2 || $1 == 5) { $(table == "vms" ? 5 : 6) = "ac\\040me-payroll" }
	(table == "vms" || table == "vcpus") && $1 == 6 { $(table == "vms" ? 5 : 6) = "qemu-system-x86" }
	{ print }
	END { print "kvmtrap owners 1\nvm owner\n6 planted-owner" }' "$STATES/b" |
	awk '/^kvmtrap / { on = $2 != "host" && $2 != "names" } on' >state
# shellcheck disable=SC2016 # the inner shell's
unshare --uts bash -euc '
	echo planted-host >/proc/sys/kernel/hostname
	on_host() { '"$(declare -f on_host | tail -n +3)"'
	on_host "$WORK/state" "$1"' report '
	P=/sys/module/kvmtrapcount/parameters
	cp "$1" /sys/kernel/debug/kvmtrap/.snapshot
	echo tracepoint >$P/attach; echo 7 >$P/filter_vm; echo 0 >$P/filter_pid; echo Y >$P/enabled
	echo 1 >$P/reset; chmod 200 $P/reset
	echo 0.0.9 >/sys/module/kvmtrapcount/version; echo ABCDEF >/sys/module/kvmtrapcount/srcversion
	mkdir -p /sys/module/kvm_amd/parameters; echo 1 >/sys/module/kvm_amd/parameters/npt
	mount -t tmpfs none /boot
	printf "# a comment\nCONFIG_HZ=250\nCONFIG_LOCALVERSION=\"-planted-host\"\nCONFIG_KPROBES=y\n# CONFIG_KASAN is not set\n" >/boot/config-$(uname -r)
	echo "root=UUID=planted-disk debugfs=on kvm-arm.mode=nvhe kvmplanted=1 quiet planted" >cmdline
	mount --bind cmdline /proc/cmdline
	"$KVMTRAP" save saved
	"$KVMTRAP" doctor >doctor || true
	"$KVMTRAP" bugreport named
	"$KVMTRAP" bugreport --anonymous anonymous'
kill "$pid"

# The list of what is in it.
state="host summary vms vcpus reasons userspace times handling latency hot health owners names"
assert_eq "tables saved" "$(titles saved)" "$state"
for report in named anonymous; do
	assert_eq "tables of $report" "$(titles $report)" "system parameters config $state"
	assert_eq "doctor of $report" "$(sed -n '/^# doctor/,/^#$/s/^#   //p' $report)" "$(cat doctor)"
	grep -q '^# could not be read: nothing$' $report || fail "$(head -n 30 $report)"
	assert_eq "parameters of $report" "$(rows $report parameters)" "kvm_amd npt 1
kvmtrapcount attach tracepoint
kvmtrapcount enabled Y
kvmtrapcount filter_pid 0
kvmtrapcount filter_vm 7"
	assert_eq "items of $report" "$(rows $report system | awk '$1 !~ /^(vendor_id|cpu.*|model.*|stepping|microcode|CPU.*|distribution)$/ { print $1 }' | tr '\n' ' ')" \
		"command module module.srcversion release kernel machine tainted page boot boot "
	assert_eq "boot" "$(rows $report system | grep ^boot)" $'boot debugfs=on\nboot kvm-arm.mode=nvhe'
	assert_eq "module" "$(rows $report system | grep ^module)" $'module 0.0.9\nmodule.srcversion ABCDEF'
	assert_eq "options that are on" "$(rows $report config | grep -v ' n$')" $'CONFIG_HZ 250\nCONFIG_KPROBES y'
	assert_eq "what is for people" "$(grep -c '^#' $report)" "$(($(wc -l <doctor) + 7))"
done
for t in ${state#host }; do
	[ "$(table named "$t")" = "$(table saved "$t")" ] || fail "$t differs from what save has"
done
# --root reads it.
for by in class reason hot; do
	want=$("$KVMTRAP" stat -R saved --by $by --csv | cut -d, -f3-)
	for report in named anonymous; do
		assert_eq "--by $by of $report" "$("$KVMTRAP" stat -R $report --by $by --csv | cut -d, -f3-)" "$want"
	done
done
assert_eq "name" "$("$KVMTRAP" list -R named --json | jq -r '.rows[] | select(.vm == 6).vm_name')" "${name/,,/,}"

# --- nothing of a name is left ---
boot=$(cat /proc/sys/kernel/random/boot_id)
for word in planted-host "$escaped" rich payroll "${uuid,,}" "$boot" planted-owner; do
	grep -qF -- "$word" named || fail "'$word' is not in the report that has names: this shows nothing"
done
for word in planted payroll me-pay acme rich '\303' '"fin' q3 plan '\134' "$uuid" C0FFEE DEADBEEF "$boot"; do
	! grep -iF -- "$word" anonymous || fail "'$word' is left"
done
assert_eq "host" "$(rows anonymous host | sed -n 's/^name //p')" host
# A boot that all reports have in common would let those of two hosts be compared by their uptime.
assert_eq "boot" "$(rows anonymous host | sed -n 's/^boot //p')" -
assert_eq "commands" "$(rows anonymous vms | awk '{ print $1, $5 }' | tr '\n' ' ')" \
	"1 trapgen 2 name-1 3 trapgen 4 trapgen 5 name-1 6 qemu-system-x86 7 trapgen 8 trapgen "
assert_eq "the same in vcpus" "$(rows anonymous vcpus | awk '$6 ~ /name/ { print $1, $6 }' | sort -u | tr '\n' ' ')" "2 name-1 5 name-1 "
assert_eq "names" "$(rows anonymous names)" "6 name-2 00000000-0000-0000-0000-000000000001 -"
assert_eq "by its stand-in" "$("$KVMTRAP" list -R anonymous --vm name-2 --json | jq -c '[.rows[].vm]')" "[6]"
# All else is as it was.
diff named anonymous | grep '^[<>]' | grep -v '^[<>] # Names of' >changed || true
assert_eq "lines that changed" "$(grep -c '^>' changed)" \
	"$((2 + 1 + $(rows named vms | grep -c payroll) + $(rows named vcpus | grep -c payroll) + 2))"
