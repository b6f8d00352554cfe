# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap export writes the text format, and the alert rules work. So does the whole way: from an
# emulated host and its node_exporter to a Prometheus here and its query API.
. "$(dirname "$0")/../lib/command.sh"
need_tools curl:curl
# The package is unpacked, not installed: it would start a server on this machine.
if ! command -v promtool >/dev/null; then
	if [ ! -x "$CACHE/prometheus/usr/bin/promtool" ]; then
		say "fetching prometheus (about 40 MB)"
		(cd "$WORK" && { apt_get download prometheus || { apt_get update && apt_get download prometheus; }; }) \
			>"$CACHE/prometheus.log" 2>&1 || die "cannot download prometheus; see $CACHE/prometheus.log"
		dpkg-deb -x "$WORK"/prometheus_*.deb "$CACHE/prometheus"
	fi
	PATH=$CACHE/prometheus/usr/bin:$PATH
fi
files=$TOP/userspace/kvmtrap/prometheus
b=$STATES/b
"$KVMTRAP" export -R "$b" >"$WORK/prom"
lint=$(promtool check metrics <"$WORK/prom" 2>&1) || fail "promtool: $lint"
[ -z "$lint" ] || fail "promtool: $lint"
value() { awk -v series="$1" 'index($0, series " ") == 1 { print $NF }' "$WORK/prom"; }
assert_eq "host io" "$(value 'kvmtrap_host_exits_total{class="io"}')" "$(column_sum "$b:summary" exits class=io)"
sed 's/^exits.lost 0$/exits.lost 7/' "$b" >"$WORK/lost"
assert_eq "lost by VMs that are gone" "$("$KVMTRAP" export -R "$WORK/lost" | awk '$1 == "kvmtrap_host_lost_exits_total" { print $2 }')" 7
assert_eq "a vCPU" "$(value 'kvmtrap_exits_total{vm="3",vcpu="1",class="mem"}')" "$(column_sum "$b:vcpus" mem vm=3 vcpu=1)"
assert_eq "a reason" "$(value 'kvmtrap_reason_exits_total{vm="4",reason="IRQ"}')" "$(column_sum "$b:reasons" exits vm=4 reason=IRQ)"
assert_eq "ended VMs" "$(grep -c 'vm="1"' "$WORK/prom" || true)" 0
"$KVMTRAP" export -R "$b" --all >"$WORK/prom"
assert_eq "the histogram" "$(value 'kvmtrap_handling_seconds_count{vm="1",class="io"}')" "$(column_sum "$b:latency" exits vm=1 class=io)"
assert_eq "a bucket" "$(value 'kvmtrap_handling_seconds_bucket{vm="1",class="io",le="3.2768e-05"}')" \
	"$(awk '/^kvmtrap/ { on = $2 == "latency" } on && $1 == 1 && $3 == "io" && $5 <= 32768 && $5 != "-" { n += $6 } END { print n + 0 }' "$b")"
assert_eq "its time" "$(value 'kvmtrap_handling_seconds_sum{vm="1",class="io"}')" \
	"$(awk '/^kvmtrap/ { on = $2 == "handling" } on && $1 == 1 && $3 == "io" { n += $7 } END { printf "%.9f\n", n / 1e9 }' "$b")"
assert_eq "buckets" "$(grep -c 'bucket{vm="1",class="io"' "$WORK/prom")" 46
promtool check rules "$files/alerts.yml" >/dev/null || fail "alert rules"
(cd "$files" && promtool test rules alerts-test.yml) >"$WORK/rules" 2>&1 || fail "$(cat "$WORK/rules")"
jq -e '.panels | length > 5' "$files/dashboard.json" >/dev/null || fail "the dashboard"

if command -v systemd-analyze >/dev/null; then
	sed 's|@BIN@|/bin|' "$files/kvmtrap-export.service" >"$WORK/kvmtrap-export.service"
	sed -i 's|/bin/kvmtrap|/bin/true|' "$WORK/kvmtrap-export.service"
	cp "$files/kvmtrap-export.timer" "$WORK/"
	systemd-analyze verify --man=no "$WORK/kvmtrap-export.timer" 2>"$WORK/units" || fail "$(cat "$WORK/units")"
fi

# A file is replaced as a whole. Its reader need not be root. Names may have any characters.
umask 022
"$KVMTRAP" export -R "$b" -o "$WORK/out.prom"
assert_eq "mode" "$(stat -c %a "$WORK/out.prom")" 644
sed '/^kvmtrap names/,/^kvmtrap/ s/^6 web$/6 we"b\\040\\134x/' "$b" >"$WORK/odd"
"$KVMTRAP" export -R "$WORK/odd" | tee "$WORK/odd.prom" | promtool check metrics || fail "an odd name"
grep -qF 'name="we\"b \\x"' "$WORK/odd.prom" || fail "$(grep vm_info "$WORK/odd.prom")"
# The output is small even with 512 vCPUs.
{
	printf 'kvmtrap summary 1\nclass exits percent\ntotal 1 1\nkvmtrap vms 1\nvm pid vcpus state comm exits\n1 7 512 live x 1\n'
	printf 'kvmtrap vcpus 1\nvm vcpu exits cpu mem io irq serror other lost\n'
	seq 0 511 | sed 's/.*/1 & 1 1 1 1 1 1 1 0/'
} >"$WORK/many"
"$KVMTRAP" export -R "$WORK/many" >"$WORK/many.prom"
assert_eq "series" "$(grep -c '^kvmtrap_exits_total' "$WORK/many.prom")" 3072
[ "$(stat -c %s "$WORK/many.prom")" -lt 300000 ] || fail "$(stat -c %s "$WORK/many.prom") bytes for 512 vCPUs"

# The whole way. The guest does its 1000 hypercalls, and its VM stays.
port=$((20000 + $$ % 10000))
dir=$BUILD/command/prometheus
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.1)" "$("$EMU/userspace.sh" trapgen)" "$("$EMU/userspace.sh" kvmtrap)" "$dir/"
cat >"$dir/serve" <<'HOST'
insmod /share/kvmtrapcount.ko attach=tracepoint times=1
mkdir -p /tmp/textfile
prometheus-node-exporter --collector.disable-defaults --collector.textfile \
	--collector.textfile.directory=/tmp/textfile >/share/exporter.log 2>&1 &
/share/trapgen hvc 1000 --then 'sleep 1000' >/dev/null 2>&1 &
until [ -e /share/enough ]; do
	/share/kvmtrap export -o /tmp/textfile/kvmtrap.prom
	sleep 1
done
pkill -KILL -x trapgen
HOST
"$EMU/run.sh" -k 6.1 -p $port -d "$dir" 'bash /share/serve' >"$WORK/host" 2>&1 &
host=$!
cat >"$WORK/prometheus.yml" <<CONFIG
global: { scrape_interval: 1s }
rule_files: [ $files/alerts.yml ]
scrape_configs: [ { job_name: node, static_configs: [ { targets: [ "127.0.0.1:$port" ] } ] } ]
CONFIG
prometheus --config.file="$WORK/prometheus.yml" --storage.tsdb.path="$WORK/tsdb" \
	--web.listen-address="127.0.0.1:$((port + 1))" >"$WORK/log" 2>&1 &
server=$!
finish() {
	touch "$dir/enough"
	wait $host || true
	kill $server 2>/dev/null || true
	wait $server 2>/dev/null || true
	rm -rf "$WORK"
}
trap finish EXIT
ask() { curl -s "http://127.0.0.1:$((port + 1))/api/v1/query" --data-urlencode "query=$1"; }
answer() { ask "$1" | jq -r '.data.result[0].value[1] // empty'; }
# Wait as long as both run: a slow machine takes its time, and a host that is stuck ends.
until [ "$(answer 'kvmtrap_reason_exits_total{reason="HVC64"}')" = 1000 ]; do
	{ kill -0 $host && kill -0 $server; } 2>/dev/null || fail "Prometheus says '$(ask 'kvmtrap_reason_exits_total')': $(tail -n 3 "$WORK/log" "$dir/exporter.log" "$WORK/host")"
	sleep 1
done
assert_eq "kvmtrap_up" "$(answer kvmtrap_up)" 1
assert_eq "name" "$(ask kvmtrap_vm_info | jq -r '.data.result[0].metric.name')" trapgen
# Prometheus understands all expressions of the dashboard.
while read -r expression; do
	expression=${expression//\$instance/.*}
	expression=${expression//\$__rate_interval/1m}
	[ "$(ask "$expression" | jq -r .status)" = success ] || fail "the dashboard's $expression: $(ask "$expression")"
done < <(jq -r '.panels[].targets[].expr' "$files/dashboard.json")
