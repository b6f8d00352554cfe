# SPDX-License-Identifier: GPL-2.0-only
# Eight times as many VMs, or vCPUs of a VM, cost kvmtrap export and stat eight times as many
# instructions, and not their square. So do explain, the histogram, the view of vmtop, a pattern that
# chooses all VMs, the names that completion offers, a picture, and a recording. What it exports of the last vCPU is right.
. "$(dirname "$0")/../lib/command.sh"
need_tools valgrind:valgrind
make -s -C "$TOP/userspace/kvmtrap" O="$BUILD/plain" CFLAGS='-O1 -g -Werror' >&2

# snapshot VMS VCPUS: print one of so many VMs with so many vCPUs each. A vCPU has had as many
# hypercalls as its number says, one more each, and 7 exits of each further reason.
snapshot() {
	awk -v vms="$1" -v vcpus="$2" '
		function title(name, columns) { print "kvmtrap " name " 1\n" columns }
		BEGIN {
			n = split("mem:0x20:IABT_LOW mem:0x24:DABT_LOW io:0x24:MMIO_KERNEL io:0x24:MMIO_USER irq:irq:IRQ", of, " ")
			for (i = 1; i <= n; i++) gsub(":", " ", of[i])
			split("cpu mem io irq", class, " ")
			title("health", "item value"); print "vms.forgotten 0\nexits.lost 0\nexits.unattributed 0\nreturns.missed 0"
			title("handling", "vm vcpu class code reason exits kernel_ns")
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) for (i = 1; i <= n; i++) print v, c, of[i], 7, 1000
			title("latency", "vm vcpu class from_ns below_ns exits")
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) for (i = 1; i <= 4; i++) for (b = 9; b < 12; b++) print v, c, class[i], 2 ^ b, 2 ^ (b + 1), 3
			title("reasons", "vm vcpu class code reason exits")
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) {
				print v, c, "cpu 0x16 HVC64", c + 1
				for (i = 1; i <= n; i++) print v, c, of[i], 7
			}
			h = vcpus * (vcpus + 1) / 2; all = vms * (h + 35 * vcpus)
			title("summary", "class exits percent"); print "cpu", vms * h, 1; print "total", all, 100
			title("times", "vm vcpu now guest_ns kernel_ns halted_ns vmm_ns total_ns unsure_ns")
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "guest 1000000001 2 3 4 1000000010 0"
			title("userspace", "vm vcpu exit_reason reason returns vmm_ns")
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "6 MMIO 7 1000"
			columns = "exits cpu mem io irq serror other io_kernel io_user to_user signal_exits lost"
			title("vcpus", "vm vcpu pid tid state comm " columns)
			for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, v, v, "live a", c + 36, c + 1, 14, 14, 7, 0, 0, 7, 7, 7, 0, 0
			title("vms", "vm pid vcpus state comm " columns)
			for (v = 1; v <= vms; v++) print v, v, vcpus, "live a", h + 35 * vcpus, h, 14 * vcpus, 14 * vcpus, 7 * vcpus, 0, 0, 7 * vcpus, 7 * vcpus, 7 * vcpus, 0, 0
		}'
}
# cost ARGUMENT...: print how many instructions kvmtrap takes.
cost() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/plain/kvmtrap" "$@" 2>&1 >"$WORK/out" |
		sed -n 's/.*Collected : //p'
}
for size in 64:1 512:1 1:64 1:512; do snapshot ${size%:*} ${size#*:} >"$WORK/$size"; done
for of in export "export --per vcpu" "stat --by vcpu,reason --per vm"; do
	for sizes in "64:1 512:1" "1:64 1:512"; do
		# shellcheck disable=SC2086 # words
		few=$(cost $of -R "$WORK/${sizes% *}")
		# shellcheck disable=SC2086 # words
		many=$(cost $of -R "$WORK/${sizes#* }")
		[ "$many" -le $((9 * few)) ] || fail "$of: $few instructions for ${sizes% *} (VMs:vCPUs), $many for ${sizes#* }"
	done
done
# one_vm N: print a state in which one VM has N vCPUs, reasons, pages and buckets.
one_vm() {
	awk -v n="$1" 'BEGIN {
		print "kvmtrap summary 1\nclass exits percent\ntotal 1 1"
		print "kvmtrap vms 1\nvm pid vcpus state comm exits cpu mem io irq serror other lost\n1 1 1 live a 1000 1000 0 0 0 0 0 0"
		print "kvmtrap vcpus 1\nvm vcpu pid tid state comm exits signal_exits"
		for (i = 0; i < n; i++) print 1, i, 1, 1, "live a 1 0"
		print "kvmtrap reasons 1\nvm vcpu class code reason exits"
		for (i = 0; i < n; i++) print 1, 0, "cpu", "-", "R" i, 1
		print "kvmtrap handling 1\nvm vcpu class code reason exits kernel_ns"
		for (i = 0; i < n; i++) print 1, 0, "cpu", "-", "R" i, 1, 1
		print "kvmtrap hot 1\nvm kind name how exits"
		for (i = 0; i < n; i++) print 1, "page", "0x" i "000", "vmm-read4", 1
		print "kvmtrap latency 1\nvm vcpu class from_ns below_ns exits"
		for (i = 0; i < n; i++) print 1, 0, "cpu", i, i + 1, 1
	}'
}
one_vm 512 >"$WORK/few"
one_vm 4096 >"$WORK/many"
for of in "stat --vmtop" "stat --by latency" explain; do
	# shellcheck disable=SC2086 # words
	few=$(cost $of -R "$WORK/few")
	# shellcheck disable=SC2086 # words
	many=$(cost $of -R "$WORK/many")
	[ "$many" -le $((10 * few)) ] || fail "$of: $few instructions for 512 rows, $many for 4096"
done
# idle_vms N: print a state of N VMs. Every second one had no exit.
idle_vms() {
	awk -v n="$1" 'BEGIN {
		print "kvmtrap summary 1\nclass exits percent\ntotal", int(n / 2), 100
		print "kvmtrap vms 1\nvm pid vcpus state comm exits lost"
		for (i = 1; i <= n; i++) print i, i, 1, "live a", i % 2, 0
		print "kvmtrap vcpus 1\nvm vcpu pid tid state comm exits lost"
		for (i = 1; i <= n; i++) print i, i, i, i, "live a", i % 2, 0
		print "kvmtrap reasons 1\nvm vcpu class code reason exits"
		for (i = 1; i <= n; i += 2) print i, i, "cpu 0x16 HVC64", 1
		print "kvmtrap times 1\nvm vcpu now guest_ns kernel_ns halted_ns vmm_ns total_ns unsure_ns"
		for (i = 1; i <= n; i++) print i, i, "guest 0 2 3 4 10 0"
	}'
}
idle_vms 512 >"$WORK/few"
idle_vms 4096 >"$WORK/many"
# The last VM has the vCPU that is asked for.
for of in stat "stat --json" explain "stat --vcpu N"; do
	# shellcheck disable=SC2086 # words
	few=$(cost ${of/N/512} --vm '*' -R "$WORK/few")
	# shellcheck disable=SC2086 # words
	many=$(cost ${of/N/4096} --vm '*' -R "$WORK/many")
	[ "$many" -le $((10 * few)) ] || fail "$of --vm '*': $few instructions for 512 VMs, $many for 4096"
done
# The names of VMs that completion offers.
named() { sed -E 's/^([0-9]+) (.*) live a /\1 \2 live a\1 /' "$1"; }
named "$WORK/few" >"$WORK/few-named"
named "$WORK/many" >"$WORK/many-named"
few=$(cost complete -- -R "$WORK/few-named" stat --vm '')
many=$(cost complete -- -R "$WORK/many-named" stat --vm '')
assert_eq "names that are offered" "$(wc -l <"$WORK/out")" 4096
[ "$many" -le $((10 * few)) ] || fail "complete: $few instructions for 512 names, $many for 4096"
# exits_of N: print a CSV in which N VMs have exits, as stat -I 1 --csv --by vm does.
exits_of() {
	awk -v n="$1" 'BEGIN {
		print "time,seconds,vm,vm_name,exits"
		for (t = 1; t <= 3; t++) for (i = 1; i <= n; i++) print t "," 1 "," i ",a," 5
	}'
}
mkdir "$WORK/bin"
cp "$TOP/tests/lib/fake-gnuplot" "$WORK/bin/gnuplot"
exits_of 512 >"$WORK/few.csv"
exits_of 4096 >"$WORK/many.csv"
plot() { (cd "$WORK" && PATH=$WORK/bin:$PATH && cost plot --by vm -o a.svg "$1"); }
few=$(plot few.csv)
many=$(plot many.csv)
[ "$many" -le $((10 * few)) ] || fail "plot --by vm: $few instructions for 512 VMs, $many for 4096"
# recording_of N: print a recording in which N VMs have two exits each, in turn. The file's first
# 8 KB say where the pages of its two CPUs are; a page has a time, its length, and 60 events.
recording_of() {
	gunzip -c "$STATES/amd.dat.gz" | perl -e '
		my $vms = $ARGV[0];
		binmode STDIN;
		binmode STDOUT;
		read(STDIN, my $head, 8192) == 8192 or die "it is short";
		my $pages = int((2 * $vms + 59) / 60);
		my $size = 4096 * $pages;
		$head =~ s/flyrecord\0\K.{32}/pack("Q<4", 8192, $size, 8192 + $size, 0)/es or die "no pages";
		print $head;
		for my $page (0 .. $pages - 1) {
			my $events = "";
			for my $i (60 * $page .. 60 * $page + 59) {
				# The header, with 1 us; then vm ns vcpu ret info1 pc info2 code nested class reason.
				$events .= pack("L< S<CCl< Q<Q<L<l< Q<Q<Q<L< CCS<", 16 | 1000 << 5, 1773, 1, 2, 279,
						1 + $i % $vms, 500, 0, 1, 0, 0, 0, 0x81, 0, 0, 84) if $i < 2 * $vms;
			}
			print pack("a4096", pack("Q<Q<", 1e9 + 60000 * $page, length($events)) . $events);
		}' "$1"
}
recording_of 512 >"$WORK/few.dat"
recording_of 4096 >"$WORK/many.dat"
assert_eq "exits of the last VM" "$("$KVMTRAP" stat -R "$WORK/many.dat" --by vm --csv | awk -F, '$3 == 4096 { print $4, $5 }')" "vcpu 0 2"
for of in "report --per vm" "stat --by vm,vcpu -R"; do
	# shellcheck disable=SC2086 # words
	few=$(cost $of "$WORK/few.dat")
	# shellcheck disable=SC2086 # words
	many=$(cost $of "$WORK/many.dat")
	[ "$many" -le $((9 * few)) ] || fail "$of: $few instructions for 512 VMs of a recording, $many for 4096"
done
# bugreport SNAPSHOT: print what it costs to hide as many names as there are VMs.
bugreport() {
	sed -E 's/^([0-9]+) (.*) live a /\1 \2 ended a\1 /' "$1" >"$WORK/named"
	# shellcheck disable=SC2016 # the inner shell's
	on_host "$WORK/named" 'cost bugreport --anonymous "$WORK/report"'
}
export -f cost
export BUILD
if can_mount; then
	few=$(bugreport "$WORK/few")
	many=$(bugreport "$WORK/many")
	grep -q ' name-4096 ' "$WORK/report" || fail "no name was hidden: $(grep -A 3 '^kvmtrap vms' "$WORK/report")"
	[ "$many" -le $((10 * few)) ] || fail "bugreport --anonymous: $few instructions for 512 names, $many for 4096"
fi
assert_eq "VMs that are idle" "$("$KVMTRAP" stat --vm '*' -R "$WORK/few" | grep -c '^# VM [0-9]*[02468] (a): no exits: it is idle$')" 256
"$KVMTRAP" export -R "$WORK/512:1" >"$WORK/vms"
"$KVMTRAP" export --per vcpu -R "$WORK/1:512" >"$WORK/vcpus"
value() { awk -v series="$2" 'index($0, series " ") == 1 { print $NF }' "$WORK/$1"; }
assert_eq "hypercalls of the last VM" "$(value vms 'kvmtrap_reason_exits_total{vm="512",reason="HVC64"}')" 1
assert_eq "hypercalls of all vCPUs" "$(value vcpus 'kvmtrap_reason_exits_total{vm="1",reason="HVC64"}')" 131328
assert_eq "hypercalls of the last vCPU" "$(value vcpus 'kvmtrap_exits_total{vm="1",vcpu="511",class="cpu"}')" 512
assert_eq "its time" "$(value vcpus 'kvmtrap_vcpu_seconds_total{vm="1",vcpu="511",state="guest"}')" 1.000000001
assert_eq "a bucket" "$(value vms 'kvmtrap_handling_seconds_bucket{vm="512",class="io",le="2.048e-06"}')" 6
assert_eq "all buckets" "$(value vcpus 'kvmtrap_handling_seconds_bucket{vm="1",class="io",le="+Inf"}')" 4608
assert_eq "the handling time" "$(value vms 'kvmtrap_handling_seconds_sum{vm="512",class="mem"}')" 0.000002000
assert_eq "samples" "$(grep -vc '^#' "$WORK/vms")" $((6 + 512 * (13 + 6 + 1 + 4 * (24 + 2))))
