# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap doctor says why there is no KVM on an x86 host, and what its numbers lack.
. "$(dirname "$0")/../lib/command.sh"
says() { # VERDICT TEXT REMEDY: with what kvmtrap doctor said, in $WORK/out
	grep -A 1 "^$1  *.*$2" "$WORK/out" >"$WORK/found" || fail "no $1 '$2': $(cat "$WORK/out")"
	[ -z "$3" ] || tail -n 1 "$WORK/found" | grep -q -- "-> .*$3" || fail "$2: $(cat "$WORK/found")"
}
doctor() { "$KVMTRAP" doctor "$@" >"$WORK/out" || true; }

# --- the numbers of a copy ---
sed "s/^version .*/version $(cat "$TOP/VERSION")/" "$STATES/amd-b" >"$WORK/amd-b"
STATES=$WORK
doctor -R "$STATES/amd-b"
assert_eq "of AMD" "$(cat "$WORK/out")" "OK    no exit was lost"
sed 's/^exits.unreadable 0/exits.unreadable 12/' "$STATES/amd-b" >"$WORK/unreadable"
doctor -R "$WORK/unreadable"
says WARN '12 exits are called UNREADABLE: they are of a TDX guest, KVM runs on Hyper-V, or this kernel ' ''
sed 's/^exits.lost 0/exits.lost 1/' "$STATES/amd-b" >"$WORK/lost"
doctor -R "$WORK/lost"
says FAIL '1 exit was lost' 'kvmtrap reset'
for missed in handle_exit:7 kvm_arch_vcpu_create:1; do
	sed "/^exits.lost/a missed.${missed%:*} ${missed#*:}" "$STATES/amd-b" >"$WORK/missed"
	doctor -R "$WORK/missed"
	says WARN "the probe on ${missed%:*} missed ${missed#*:} call$([ "${missed#*:}" = 1 ] || echo s)" "$([ "${missed%:*}" != handle_exit ] || echo 'load with a larger maxactive, or attach=tracepoint')"
done
grep -q maxactive "$WORK/out" && fail "maxactive for the probe on a creation: $(cat "$WORK/out")"
sed '/^exits.lost/a exits.index_unknown 3' "$STATES/amd-b" >"$WORK/unknown"
doctor -R "$WORK/unknown"
says WARN '3 exits are called INDEX_UNKNOWN: this kernel gives them indices of its own' ''
for version in 0.0.9 9.0.0; do
	sed "s/^version .*/version $version/" "$STATES/amd-b" >"$WORK/version"
	doctor -R "$WORK/version"
	says WARN "this copy is of version $version of the module, this command $(cat "$TOP/VERSION"): " ''
done

# --- this host ---
setarch linux32 "$KVMTRAP" doctor >"$WORK/out" && fail "doctor finds nothing wrong"
says FAIL 'this machine is .*, the module is for arm64 and x86-64' 'count on such a host'
can_mount || { echo "no mount namespaces here"; exit 4; }
[ "$(uname -m)" = x86_64 ] || { echo "this is no x86-64: its host was not tried"; exit 4; }
mkdir "$WORK/dev"
# on_x86 SCRIPT: run doctor, as on a host without KVM that SCRIPT has changed.
on_x86() {
	rm -f "$WORK/dev/kvm"
	printf 'processor\t: 0\nflags\t\t: fpu svm sse\nbugs\t\t: x\n' >"$WORK/cpuinfo"
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private bash -euc '
		mount -t tmpfs none /sys/module
		mount -t tmpfs none /boot
		touch "$WORK"/dev/{null,kvm}
		mount --bind /dev/null "$WORK/dev/null"
		rm "$WORK/dev/kvm"
		'"$1"'
		mount --bind "$WORK/cpuinfo" /proc/cpuinfo
		mount --rbind "$WORK/dev" /dev
		"$KVMTRAP" doctor >"$WORK/out" || true'
}
on_x86 ''
grep -q '^FAIL .*this machine is' "$WORK/out" && fail "$(cat "$WORK/out")"
says FAIL 'no /dev/kvm: KVM is not loaded' 'modprobe kvm_amd'
on_x86 'printf "\nCONFIG_KVM=m\n" >/boot/config-$(uname -r)'
says FAIL 'no /dev/kvm: KVM is not loaded' 'modprobe kvm_amd'
on_x86 'printf "CONFIG_X=y\n# CONFIG_KVM is not set\n" >/boot/config-$(uname -r)'
says FAIL 'no /dev/kvm: this kernel was built without KVM' CONFIG_KVM
on_x86 'sed -i "s/ svm//" "$WORK/cpuinfo"'
says FAIL 'no /dev/kvm: the CPU does not offer to run guests' 'SVM on in the firmware'
on_x86 'sed -i "s/ svm/ vmx/" "$WORK/cpuinfo"'
says FAIL 'no /dev/kvm: KVM is not loaded' ''
on_x86 'touch "$WORK/dev/kvm"; mkdir /sys/module/kvm_amd'
says OK 'KVM is running' ''
on_x86 'touch "$WORK/dev/kvm"; mkdir /sys/module/kvm_intel'
says OK 'KVM is running' ''
p=/sys/module/kvmtrapcount/parameters
for version in 0.0.9 9.0.0; do
	on_x86 "mkdir -p $p; echo $version >$p/../version"
	says WARN "the module is version $version, this command $(cat "$TOP/VERSION")" 'install both from the same source'
done
on_x86 "mkdir -p $p; cat $TOP/VERSION >$p/../version"
says OK 'the module is loaded' ''
on_x86 "mkdir -p $p; echo 50000 >$p/trace_min_ns"
says WARN 'only exits that took 50000 ns or longer are traced' "echo 0 > $p/trace_min_ns"
on_x86 "mkdir -p $p; echo 0 >$p/trace_min_ns"
grep 'are traced' "$WORK/out" && fail "trace_min_ns is 0: $(cat "$WORK/out")"
# What the kernel asks of modules is told whether or not ours is loaded, which is then signed.
mkdir "$WORK/proc"
# shellcheck disable=SC2016 # the inner shell's
takes_modules='mount --rbind /proc "$WORK/proc"; mount -t tmpfs none /proc; touch /proc/{cpuinfo,modules}
	ln -s "$WORK"/proc/{self,mounts,sys} /proc/
	'
enforce=$takes_modules'mkdir -p /sys/module/module/parameters; echo Y >/sys/module/module/parameters/sig_enforce'
on_x86 "$enforce"
says FAIL 'the kernel takes only signed modules' 'sign the module'
on_x86 "$enforce; mkdir -p $p"
says OK 'the kernel takes only signed modules' ''
on_x86 "$takes_modules"
says OK 'the kernel takes unsigned modules' ''
# The module is loaded, and its files cannot be read.
on_x86 "mkdir -p $p; mount -t debugfs none /sys/kernel/debug; mount -t tmpfs none /sys/kernel/debug
	mkdir -p /sys/kernel/debug/kvmtrap/.snapshot"
[ "$(id -u)" != 0 ] || says FAIL "the module's files cannot be read: Is a directory" 'dmesg'
# Whether there are kprobes is told where that can be seen: in debugfs.
on_x86 'while umount /sys/kernel/debug 2>/dev/null; do :; done'
[ "$(id -u)" != 0 ] || says FAIL 'debugfs is not mounted' 'mount -t debugfs'
grep kprobes "$WORK/out" && fail "kprobes without debugfs"
[ -e /proc/modules ] || says FAIL 'this kernel loads no modules' CONFIG_MODULES
