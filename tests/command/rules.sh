# SPDX-License-Identifier: GPL-2.0-only
# The recording and alert rules compute what they say, each alert leads to its section of the
# runbook, and rules, dashboard and page name the metrics that there are.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/prometheus.sh"
trap 'rm -rf "$WORK"' EXIT
for rules in rules alerts; do
	promtool check rules "$FILES/$rules.yml" >"$WORK/said" 2>&1 || fail "$(cat "$WORK/said")"
	(cd "$FILES" && promtool test rules $rules-test.yml) >"$WORK/said" 2>&1 || fail "$(cat "$WORK/said")"
done
# named KIND: print the names of the alerts or recorded series of a file.
named() { sed -n "s/^ *- $2: //p" "$FILES/$1.yml"; }
for alert in $(named alerts alert); do
	grep -A 8 "alertname: $alert\$" "$FILES/alerts-test.yml" | grep -q exp_labels || fail "no test in which $alert fires"
done
for record in $(named rules record); do
	grep -q "expr:.*$record\|^ *$record" "$FILES/rules-test.yml" || fail "no test of $record"
done

# --- the runbook ---
runbook=$TOP/docs/runbook.md
assert_eq "alerts and sections" "$(sed -n 's/^## //p' "$runbook" | sort)" "$(named alerts alert | sort)"
# A link to a section has its heading in small letters.
assert_eq "links" "$(sed -n 's/^ *runbook_url: "@RUNBOOK@#\(.*\)"$/\1/p' "$FILES/alerts.yml")" "$(named alerts alert | tr '[:upper:]' '[:lower:]')"
for part in 'It means' 'See for yourself' 'What helps'; do
	assert_eq "sections with '$part'" "$(grep -c "^\*\*$part\*\*" "$runbook")" "$(named alerts alert | wc -l)"
done

# --- docs/fleet.md ---
fleet=$TOP/docs/fleet.md
# on_one_line FILE: print it with blanks for all that separates words.
on_one_line() { tr -s ' \n' ' ' <"$1"; }
for by in domain uuid; do
	query=$(awk -v by="/ on ($by)" '/^    instance_vm:/ { q = "" } /^    / { q = q " " $0 } !NF { if (index(q, by)) print q; q = "" }' "$fleet" | tr -s ' ')
	[ -n "$query" ] || fail "docs/fleet.md does not join on $by"
	[[ $(on_one_line "$FILES/rules-test.yml") == *"${query% }"* ]] || fail "rules-test.yml does not test$query"
done
for record in $(named rules record); do
	grep -q "^| \`$record\` |" "$fleet" || fail "docs/fleet.md has no $record"
done
{
	echo 'scrape_configs:'
	echo '  - job_name: node'
	sed -n '/^        metric_relabel_configs:/,/^$/s/^    //p' "$fleet"
} >"$WORK/prometheus.yml"
promtool check config "$WORK/prometheus.yml" >"$WORK/said" 2>&1 || fail "$(cat "$WORK/said")"
grep -q 'regex: kvmtrap_handling_seconds_bucket' "$WORK/prometheus.yml" || fail "docs/fleet.md drops something else"

# --- metrics ---
{
	"$KVMTRAP" export -a -R "$STATES/b"
	"$KVMTRAP" export -a -R "$STATES/amd-b"
} >"$WORK/prom"
written=$(sed -n 's/^# TYPE \([^ ]*\) .*/\1/p' "$WORK/prom" | sort -u)
for metric in $written; do
	grep -q "\*$metric\*" "$TOP/userspace/kvmtrap/man/kvmtrap-export.1.scd" || fail "the page has no $metric"
done
for name in $(grep -ohE '\bkvmtrap_[a-z0-9_]+' "$TOP/userspace/kvmtrap/man/kvmtrap-export.1.scd" "$FILES"/{rules,alerts}.yml "$FILES/dashboard.json" | sort -u); do
	# rules.yml itself makes some, whose names have a colon before.
	grep -q ":$name:" "$FILES/rules.yml" || grep -qx "${name%_bucket}" <<<"$written" || fail "no metric $name"
done

# --- the dashboard ---
# The page says what it is held against.
grafana=$(sed -n 's/^grafana=\([0-9.]*\) .*/\1/p' "$TOP/tests/fleet/dashboard.sh")
[[ $(on_one_line "$fleet") == *"never seen in a running Grafana"*"types of Grafana $grafana's own schema"* ]] || fail "docs/fleet.md does not name Grafana $grafana"
dashboard=$FILES/dashboard.json
jq '{groups: [{name: "dashboard", rules: [.panels[] | ., .panels[]? | .targets[]?.expr | gsub("\\$__rate_interval"; "1m") | {record: "a", expr: .}]}]}' \
	"$dashboard" >"$WORK/dashboard.yml"
promtool check rules "$WORK/dashboard.yml" >"$WORK/said" 2>&1 || fail "$(cat "$WORK/said")"
assert_eq "variables" "$(jq -c '[.templating.list[].name]' "$dashboard")" '["source","instance","vm"]'
assert_eq "heat maps of the histogram" "$(jq '[.panels[].panels[]? | select(.type == "heatmap").targets[] | select(.format == "heatmap" and (.expr | contains("kvmtrap_handling_seconds_bucket") and contains("by (le)")))] | length' "$dashboard")" 1
assert_eq "link to the runbook" "$(jq -r '.links[].url' "$dashboard")" @RUNBOOK@
# Each panel of VMs is of those that are chosen; each says what it shows.
assert_eq "VM panels of all VMs" "$(jq -r '.panels as $p | ($p | map(.title == "VMs: $vm") | index(true)) as $i |
	$p[$i + 1:][] | ., .panels[]? | select(any(.targets[]?.expr; contains("name=~\"$vm\"") | not)).title' "$dashboard")" ""
# What is asked at once, of however many hosts, is recorded, or a few series of a host or VM.
asked=$(jq -r '.panels[].targets[]?.expr' "$dashboard" | grep -oE '([a-z_]+:)?kvmtrap_[a-z0-9_:]+' | sort -u)
assert_eq "asked at once" "$(grep -v : <<<"$asked" | xargs)" "kvmtrap_host_exits_total kvmtrap_host_lost_exits_total kvmtrap_probe_missed_total kvmtrap_since_timestamp_seconds kvmtrap_unattributed_exits_total kvmtrap_up kvmtrap_vm_info kvmtrap_vm_vcpus"
for record in $(grep : <<<"$asked"); do
	named rules record | grep -qx "$record" || fail "rules.yml does not record $record"
done
assert_eq "panels without a word" "$(jq -r '.panels[] | ., .panels[]? | select(.type != "row" and .description == "").title' "$dashboard")" ""
