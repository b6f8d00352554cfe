# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap export writes the text format, and OpenMetrics, as promtool and Prometheus read them. A VM
# has a stated number of series, however many vCPUs it has.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/prometheus.sh"
web=
finish() {
	[ -z "$web" ] || kill "$web" 2>/dev/null || true
	stop_prometheus
	rm -rf "$WORK"
}
trap finish EXIT
b=$STATES/b
metrics() { "$KVMTRAP" export "$@"; }
metrics -R "$b" >"$WORK/prom"
lint "$WORK/prom"
assert_eq "host io" "$(value 'kvmtrap_host_exits_total{class="io"}')" "$(column_sum "$b:summary" exits class=io)"
sed 's/^exits.lost 0$/exits.lost 7/; s/^missed.kvm_exit 0$/missed.kvm_exit 8\nreturns.missed 9/' "$b" >"$WORK/lost"
metrics -R "$WORK/lost" >"$WORK/lost.prom"
assert_eq "lost by VMs that are gone" "$(value kvmtrap_host_lost_exits_total "$WORK/lost.prom")" 7
assert_eq "missed" "$(value 'kvmtrap_probe_missed_total{probe="kvm_exit"}' "$WORK/lost.prom")" 8
assert_eq "missed returns" "$(value kvmtrap_missed_returns_total "$WORK/lost.prom")" 9
assert_eq "since" "$(value kvmtrap_since_timestamp_seconds)" 1795288576.076910672
assert_eq "since when times" "$(value kvmtrap_times_since_timestamp_seconds)" ""
assert_eq "since when times, on amd" "$("$KVMTRAP" export -R "$STATES/amd-b" | grep '^kvmtrap_times_since')" \
	"kvmtrap_times_since_timestamp_seconds $(awk '$1 == "times.since.unix_ns" { print substr($2, 1, 10) "." substr($2, 11) }' "$STATES/amd-b")"
# Times that are off have no beginning, and what never happened has no series.
sed 's/^since.unix_ns .*/&\ntimes.since.unix_ns 0/; s/^exits.unattributed 0/exits.unattributed 6/
	s/^\(4 [^ ]* irq irq IRQ\) [0-9]*$/\1 0/' "$b" >"$WORK/off"
metrics -R "$WORK/off" >"$WORK/off.prom"
assert_eq "since when times that are off" "$(grep -c kvmtrap_times_since "$WORK/off.prom" || true)" 0
assert_eq "a reason that never happened" "$(value 'kvmtrap_reason_exits_total{vm="4",reason="IRQ"}' "$WORK/off.prom")" ""
assert_eq "unattributed" "$(value kvmtrap_unattributed_exits_total "$WORK/off.prom")" 6
sed '/^kvmtrap vms/,/^kvmtrap/ s/^4 \(.*\) 0$/4 \1 77/; /^kvmtrap vcpus/,/^kvmtrap/ s/^4 \(.*\) 0$/4 \1 77/' "$b" >"$WORK/off"
metrics -R "$WORK/off" >"$WORK/off.prom"
# Exits of vCPUs without a record are of no VM that could be named.
sed '/^kvmtrap vms/ { n; s/$/\n- - 0 unattributed - 7 0 0 0 7 0 0 0 0 0 0 0/ }' "$b" >"$WORK/nobody"
metrics -a -R "$WORK/nobody" >"$WORK/nobody.prom"
lint "$WORK/nobody.prom"
assert_eq "a name of no VM" "$(grep -c 'kvmtrap_vm_info{vm="-"' "$WORK/nobody.prom" || true)" 0
grep -q '^kvmtrap_vm_vcpus{vm="-"} 0$' "$WORK/nobody.prom" || fail "$(grep '"-"' "$WORK/nobody.prom")"
assert_eq "lost by a VM" "$(value 'kvmtrap_lost_exits_total{vm="4"}' "$WORK/off.prom")" 77
assert_eq "a VM" "$(value 'kvmtrap_exits_total{vm="3",class="mem"}')" "$(column_sum "$b:vcpus" mem vm=3)"
assert_eq "its vCPUs" "$(value 'kvmtrap_vm_vcpus{vm="3"}')" 2
assert_eq "its time" "$(value 'kvmtrap_vcpu_seconds_total{vm="3",state="halted"}')" \
	"$(awk '/^kvmtrap/ { on = $2 == "times" } on && $1 == 3 { n += $6 } END { printf "%.9f\n", n / 1e9 }' "$b")"
assert_eq "a reason" "$(value 'kvmtrap_reason_exits_total{vm="4",reason="IRQ"}')" "$(column_sum "$b:reasons" exits vm=4 reason=IRQ)"
assert_eq "ended VMs" "$(grep -c 'vm="1"' "$WORK/prom" || true)" 0
assert_eq "vCPUs" "$(grep -c 'vcpu="' "$WORK/prom" || true)" 0
metrics -R "$b" --per=vcpu >"$WORK/vcpus"
lint "$WORK/vcpus"
assert_eq "a vCPU" "$(value 'kvmtrap_exits_total{vm="3",vcpu="1",class="mem"}' "$WORK/vcpus")" "$(column_sum "$b:vcpus" mem vm=3 vcpu=1)"
assert_eq "its time" "$(value 'kvmtrap_vcpu_seconds_total{vm="3",vcpu="1",state="halted"}' "$WORK/vcpus")" \
	"$(awk '/^kvmtrap/ { on = $2 == "times" } on && $1 == 3 && $2 == 1 { n += $6 } END { printf "%.9f\n", n / 1e9 }' "$b")"
# What has the vCPU is all that differs, and adds up.
grep -v '^kvmtrap_\(exits\|lost_exits\|vcpu_seconds\)_total' "$WORK/prom" | cmp - <(grep -v 'vcpu="' "$WORK/vcpus") || fail "--per vcpu changes more"
sums() { sed 's/vcpu="[^"]*",//' "$1" | awk '/^kvmtrap_(exits|vcpu_seconds)/ { n[$1] += $2 } END { for (s in n) printf "%s %.6f\n", s, n[s] }' | sort; }
assert_eq "sums" "$(sums "$WORK/vcpus")" "$(sums "$WORK/prom")"
metrics -R "$b" --all >"$WORK/prom"
assert_eq "the histogram" "$(value 'kvmtrap_handling_seconds_count{vm="1",class="io"}')" "$(column_sum "$b:latency" exits vm=1 class=io)"
assert_eq "returns" "$(value 'kvmtrap_user_exits_total{vm="1",reason="MMIO"}')" "$(column_sum "$b:userspace" returns vm=1 reason=MMIO)"
assert_eq "a bucket" "$(value 'kvmtrap_handling_seconds_bucket{vm="1",class="io",le="3.2768e-05"}')" \
	"$(awk '/^kvmtrap/ { on = $2 == "latency" } on && $1 == 1 && $3 == "io" && $5 <= 32768 && $5 != "-" { n += $6 } END { print n + 0 }' "$b")"
assert_eq "its time" "$(value 'kvmtrap_handling_seconds_sum{vm="1",class="io"}')" \
	"$(awk '/^kvmtrap/ { on = $2 == "handling" } on && $1 == 1 && $3 == "io" { n += $7 } END { printf "%.9f\n", n / 1e9 }' "$b")"
# Its limits are the powers of two from 256 ns to 1.07 s, and infinity: every second of the file.
limits=$(awk 'BEGIN { for (i = 8; i <= 30; i++) printf "%.10g\n", 2 ^ i / 1e9; print "+Inf" }')
assert_eq "limits of buckets" "$(sed -n 's/^kvmtrap_handling_seconds_bucket{vm="1",class="io",le="\(.*\)"}.*/\1/p' "$WORK/prom")" "$limits"
buckets=$(wc -l <<<"$limits")

# A file is replaced as a whole. Its reader need not be root. Names may have any characters.
umask 022
metrics -R "$b" -o "$WORK/out.prom"
assert_eq "mode" "$(stat -c %a "$WORK/out.prom")" 644
sed '/^kvmtrap names/,/^kvmtrap/ s/^6 web$/6 we"b\\040\\134\\303\\244x/' "$b" >"$WORK/odd"
metrics -R "$WORK/odd" >"$WORK/odd.prom"
lint "$WORK/odd.prom"
grep -qF 'name="we\"b \\äx"' "$WORK/odd.prom" || fail "$(grep vm_info "$WORK/odd.prom")"

# --- how many series ---
# host VMS VCPUS: print the state of a host with so many VMs of so many vCPUs each.
host() {
	awk -v vms="$1" -v vcpus="$2" 'BEGIN {
		counts = "exits cpu mem io irq serror other lost"
		print "kvmtrap summary 1\nclass exits percent\ntotal 1 1"
		print "kvmtrap health 1\nitem value\nexits.lost 0\nexits.unattributed 0\nreturns.missed 0"
		print "kvmtrap vms 1\nvm pid vcpus state comm " counts
		for (v = 1; v <= vms; v++) print v, v, vcpus, "live x 1 1 1 1 1 1 1 0"
		print "kvmtrap vcpus 1\nvm vcpu " counts
		for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "1 1 1 1 1 1 1 0"
		print "kvmtrap times 1\nvm vcpu now guest_ns kernel_ns halted_ns vmm_ns total_ns unsure_ns"
		for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "guest 1 1 1 1 4 0"
		print "kvmtrap reasons 1\nvm vcpu class code reason exits"
		for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "cpu 0x16 HVC64 1\n" v, c, "irq irq IRQ 1"
		print "kvmtrap userspace 1\nvm vcpu exit_reason reason returns vmm_ns"
		for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "6 MMIO 7 1000"
		print "kvmtrap latency 1\nvm vcpu class from_ns below_ns exits"
		for (v = 1; v <= vms; v++) for (c = 0; c < vcpus; c++) print v, c, "irq 512 1024 1"
	}'
}
# The page says: 13 of the VM, one of each reason (2) and of each return (1), and 26 of each class (1)
# whose times were measured.
for size in 1:1 1:512 64:8; do
	host ${size%:*} ${size#*:} >"$WORK/host"
	metrics -R "$WORK/host" >"$WORK/$size"
	for vm in 1 ${size%:*}; do
		assert_eq "series of VM $vm of $size" "$(grep -c "[{,]vm=\"$vm\"" "$WORK/$size")" $((13 + 2 + 1 + buckets + 2))
	done
done
grep -q '^A VM has 13 series' "$TOP/userspace/kvmtrap/man/kvmtrap-export.1.scd" || fail "the page says another number"
grep -q " $((buckets + 2))\.$" "$TOP/userspace/kvmtrap/man/kvmtrap-export.1.scd" || fail "the page says another number for a class"
assert_eq "series of a host" "$(grep -vc '^#' "$WORK/64:8")" $((5 + 64 * (13 + 2 + 1 + buckets + 2)))
metrics -R "$WORK/host" --per vcpu >"$WORK/vcpus"
assert_eq "series of a vCPU" "$(grep -c '{vm="64",vcpu="7"' "$WORK/vcpus")" 11

# --- OpenMetrics ---
# promtool reads OpenMetrics where it makes blocks of them: samples then have a time.
metrics -R "$WORK/odd" -a --openmetrics >"$WORK/open"
sed '/^#/! s/$/ 1795288588/' "$WORK/open" >"$WORK/timed"
promtool tsdb create-blocks-from openmetrics -q "$WORK/timed" "$WORK/blocks" >"$WORK/said" 2>&1 || fail "$(cat "$WORK/said")"
assert_eq "series in the block" "$(promtool tsdb list "$WORK/blocks" | awk 'NR == 2 { print $5 }')" "$(grep -vc '^#' "$WORK/open")"
assert_eq "its end" "$(tail -n 1 "$WORK/open")" "# EOF"
assert_eq "the samples" "$(grep -v '^#' "$WORK/open")" "$(metrics -R "$WORK/odd" -a | grep -v '^#')"
# A counter is named without _total, an info without _info.
grep -qx '# TYPE kvmtrap_exits counter' "$WORK/open" || fail "$(grep TYPE "$WORK/open")"
grep -qx '# TYPE kvmtrap_vm info' "$WORK/open" || fail "$(grep TYPE "$WORK/open")"
! grep '^# HELP.*["\\]' "$WORK/open" || fail "a help that needs escapes"

# Prometheus itself, told that it is OpenMetrics.
# shellcheck disable=SC2016 # perl's
perl -MIO::Socket::INET -e '
	open(my $f, "<", $ARGV[1]) or die; local $/; my $text = <$f>;
	my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$ARGV[0]", Listen => 5, ReuseAddr => 1) or die "cannot listen: $!\n";
	while (my $c = $l->accept()) {
		$/ = "\r\n"; while (<$c>) { chomp; last if $_ eq "" }
		print $c "HTTP/1.0 200 OK\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n\r\n$text";
		close($c);
	}' $PORT "$WORK/open" 2>"$WORK/web" &
web=$!
start_prometheus "global: { scrape_interval: 1s }
scrape_configs: [ { job_name: open, static_configs: [ { targets: [ '127.0.0.1:$PORT' ] } ] } ]"
errors=0
until [ "$(answer 'up')" = 1 ] && [ -n "$(answer kvmtrap_up)" ]; do
	{ kill -0 $web && kill -0 $server; } 2>/dev/null || fail "$(cat "$WORK/web"; tail -n 3 "$WORK/prometheus.log")"
	said=$(scrape_error)
	# Prometheus gives a scrape one second. On a busy machine the first ones take longer.
	[ -z "$said" ] || errors=$((errors + 1))
	[ $errors -lt 100 ] || fail "Prometheus: $said"
	sleep 0.2
done
assert_eq "scraped" "$(answer 'max_over_time(scrape_samples_scraped[5m])')" "$(grep -vc '^#' "$WORK/open")"
assert_eq "an odd name" "$(label 'last_over_time(kvmtrap_vm_info{vm="6"}[5m])' name)" 'we"b \äx'
