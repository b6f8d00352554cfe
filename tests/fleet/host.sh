# SPDX-License-Identifier: GPL-2.0-only
# The whole way, from a host with systemd, the timer and node_exporter's unit to a Prometheus here: a
# host without the module fires an alert and fails no unit; then exits are exact, rules record them,
# the alert ends, and each panel of the dashboard has data. The sandbox holds, and the journal is quiet.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/prometheus.sh"
dir=$BUILD/check/fleet-host
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.12-amd64)" "$("$EMU/userspace.sh" trapgen amd64)" "$("$EMU/userspace.sh" kvmtrap amd64)" \
	"$FILES"/kvmtrap-export.* "$TOP/tests/fleet/systemd-init" "$dir/"
cat >"$dir/serve" <<'HOST'
install -D kvmtrap /usr/local/bin/kvmtrap
for unit in kvmtrap-export.*; do sed 's|@BIN@|/usr/local/bin|' "$unit" >/etc/systemd/system/"$unit"; done
systemctl daemon-reload
systemctl start prometheus-node-exporter
systemctl enable --now kvmtrap-export.timer
# told FILE: wait until the other side has made it.
told() { until [ -e "$1" ]; do sleep 0.2; done; }
told load
systemctl show -p Result kvmtrap-export.service >without
systemctl show -p ExecMainStatus kvmtrap-export.service >>without
systemctl --failed --no-legend >failed
insmod kvmtrapcount.ko times=1
./trapgen hvc 1000 --then 'sleep 1000000' >/dev/null 2>&1 &
./trapgen store 100 --then 'sleep 1000000' >/dev/null 2>&1 &
told enough
systemctl show -p Result kvmtrap-export.service >with
systemctl --failed --no-legend >>failed
systemctl stop kvmtrap-export.timer
journalctl --sync
journalctl -q -o cat -u kvmtrap-export.service >journal
systemd-analyze security --no-pager kvmtrap-export.service | tail -n 1 >security
# What is wrong does get into the journal.
mkdir -p /run/systemd/system/kvmtrap-export.service.d
printf '[Service]\nEnvironment=OPTIONS=--output=/var/lib/elsewhere/a.prom\n' >/run/systemd/system/kvmtrap-export.service.d/a.conf
systemctl daemon-reload
systemctl start kvmtrap-export.service
journalctl --sync
journalctl -q -o cat -u kvmtrap-export.service >journal-wrong
pkill -KILL -x trapgen
HOST
"$EMU/run.sh" -k 6.12-amd64 -s 1 -p $PORT -t 0 -a kvmtrap.role=../../share/systemd -d "$dir" 'bash /share/serve' >"$WORK/host" 2>&1 &
host=$!
finish() {
	touch "$dir"/{load,enough}
	wait $host || true
	stop_prometheus
	rm -rf "$WORK"
}
trap finish EXIT
# How long an alert waits is tested in command/rules; nobody waits here.
sed 's/for: .*/for: 1s/' "$FILES/alerts.yml" >"$WORK/alerts.yml"
# A slow host takes seconds for a page: a scrape may take ten.
start_prometheus "global: { scrape_interval: 10s, scrape_timeout: 10s, evaluation_interval: 1s }
rule_files: [ $FILES/rules.yml, $WORK/alerts.yml ]
scrape_configs: [ { job_name: node, static_configs: [ { targets: [ '127.0.0.1:$PORT' ] } ] } ]"
# await WHAT QUERY VALUE: wait until that is its value, as long as both run: a slow machine takes its
# time, and a host that is stuck ends.
await() {
	until [ "$(answer "$2")" = "$3" ]; do
		{ kill -0 $host && kill -0 "$server"; } 2>/dev/null ||
			fail "$1: $2 is '$(answer "$2")': $(tail -n 3 "$WORK/prometheus.log" "$WORK/host")"
		sleep 0.5
	done
}
await "without the module" kvmtrap_up 0
down='ALERTS{alertname="KvmtrapDown",alertstate="firing"}'
await "the alert" "count($down)" 1
touch "$dir/load"
await "with it" kvmtrap_up 1
await "hypercalls" 'kvmtrap_reason_exits_total{reason="VMMCALL"}' 1000
await "stores to a device" 'kvmtrap_user_exits_total{reason="MMIO"}' 100
await "the alert's end" "count($down) or vector(0)" 0
await "recorded" 'count(instance_vm:kvmtrap_exits:rate5m{name="trapgen"})' 2
await "recorded time" 'count(instance_vm:kvmtrap_outside_guest_seconds:rate5m{name="trapgen"})' 2
assert_eq "VM" "$(label kvmtrap_vm_info name)" trapgen
await "node_exporter's own word" 'count(node_textfile_mtime_seconds{file="/var/lib/prometheus/node-exporter/kvmtrap.prom"})' 1
# What only shows what is wrong or changes has no data here.
while IFS=$'\t' read -r id title expression; do
	expression=${expression//\$instance/.*}
	expression=${expression//\$vm/trapgen}
	expression=${expression//\$__rate_interval/5m}
	case $title in
	*lost*) [ "$(ask "$expression" | jq -r .status)" = success ] || fail "panel $id ($title): $(ask "$expression")" ;;
	*percentile* | "Outside of the guest, by VM") ask "$expression" | jq -e '.status == "success"' >/dev/null || fail "panel $id ($title): $expression" ;;
	*) [ -n "$(answer "$expression")" ] || fail "panel $id ($title) has no data: $expression" ;;
	esac
done < <(jq -r '.panels[] | ., .panels[]? | .id as $id | .title as $t | .targets[]? | [$id, $t, .expr] | @tsv' "$FILES/dashboard.json" | sed 's/\\\\/\\/g')
touch "$dir/enough"
wait $host || fail "the host: $(cat "$WORK/host")"
assert_eq "the unit without the module" "$(xargs <"$dir/without")" "Result=success ExecMainStatus=0"
assert_eq "the unit with it" "$(cat "$dir/with")" Result=success
assert_eq "failed units" "$(cat "$dir/failed")" ""
assert_eq "the journal of some runs" "$(cat "$dir/journal")" ""
grep -q 'cannot write /var/lib/elsewhere/a.prom' "$dir/journal-wrong" || fail "not in the journal: $(cat "$dir/journal-wrong")"
# By systemd that runs it, as in command/textfile by what is here.
awk '/exposure level/ { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9.]+$/) figure = $i } END { exit !(figure != "" && figure < 2.0) }' "$dir/security" || fail "$(cat "$dir/security")"
