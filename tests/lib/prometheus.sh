# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For cases that ask promtool or Prometheus. The package is unpacked, not installed: that would
# start a server on this machine.
need_tools curl:curl
if ! command -v promtool >/dev/null; then
	lock_cache
	if [ ! -x "$CACHE/prometheus/usr/bin/promtool" ]; then
		say "fetching prometheus (about 40 MB)"
		(cd "$WORK" && { apt_get download prometheus || { apt_get update && apt_get download prometheus; }; }) \
			>"$CACHE/prometheus.log" 2>&1 || die "cannot download prometheus; see $CACHE/prometheus.log"
		rm -rf "$CACHE/prometheus" "$CACHE/prometheus.new"
		dpkg-deb -x "$WORK"/prometheus_*.deb "$CACHE/prometheus.new"
		# All of it or nothing, if this is killed.
		mv "$CACHE/prometheus.new" "$CACHE/prometheus"
	fi
	unlock_cache
	PATH=$CACHE/prometheus/usr/bin:$PATH
fi
FILES=$TOP/userspace/kvmtrap/prometheus
# Two ports that nobody here listens at.
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
PORT=$((20000 + $$ % 10000))
while listens $PORT || listens $((PORT + 1)); do PORT=$((PORT + 2)); done

# lint FILE: end here if promtool has something to say of the metrics in it.
lint() {
	local said
	said=$(promtool check metrics <"$1" 2>&1) || fail "promtool: $said"
	[ -z "$said" ] || fail "promtool: $said"
}
# value SERIES [FILE]: print its value in a text of metrics.
value() { awk -v series="$1" 'index($0, series " ") == 1 { print $NF }' "${2:-$WORK/prom}"; }

# start_prometheus CONFIG: start a server with it; its process becomes $server.
start_prometheus() {
	printf '%s\n' "$1" >"$WORK/prometheus.yml"
	prometheus --config.file="$WORK/prometheus.yml" --storage.tsdb.path="$WORK/tsdb" \
		--web.listen-address="127.0.0.1:$((PORT + 1))" >"$WORK/prometheus.log" 2>&1 &
	server=$!
}
stop_prometheus() {
	[ -n "${server:-}" ] || return 0
	kill "$server" 2>/dev/null || true
	wait "$server" 2>/dev/null || true
	server=
}
# ask QUERY: print what its API answers: nothing where it does not answer yet. answer QUERY: print
# the value of the first series. label QUERY NAME: print a label of it.
ask() { curl -sf "http://127.0.0.1:$((PORT + 1))/api/v1/query" --data-urlencode "query=$1" || true; }
answer() { ask "$1" | jq -r '.data.result[0].value[1] // empty'; }
label() { ask "$1" | jq -r ".data.result[0].metric.$2 // empty"; }
# scrape_error: print why it could not scrape its first target last, if so.
scrape_error() {
	{ curl -sf "http://127.0.0.1:$((PORT + 1))/api/v1/targets" || true; } |
		jq -r '.data.activeTargets[0].lastError // empty'
}
