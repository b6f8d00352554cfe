# SPDX-License-Identifier: GPL-2.0-only
# Without the module, kvmtrap export says kvmtrap_up 0 and does not fail. It finds the folder of
# node_exporter's textfile collector, or says that there is none. The unit is sandboxed.
. "$(dirname "$0")/../lib/command.sh"
can_mount || { echo "may not mount here"; exit 4; }
# in_host SCRIPT: run it where there is no module, and /var/lib is empty.
in_host() {
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private bash -euc '
		mount -t tmpfs none /sys/kernel
		mount -t tmpfs none /var/lib
		'"$1"
}
none() { in_host '"$KVMTRAP" export '"$1" >"$WORK/out" 2>"$WORK/err" || fail "export $1 without the module: status $?: $(cat "$WORK/err")"; }
none ''
assert_eq "without the module" "$(cat "$WORK/out")" "$(printf '%s\n' '# HELP kvmtrap_up Can the counters be read?' '# TYPE kvmtrap_up gauge' 'kvmtrap_up 0')"
assert_eq "said to a journal" "$(cat "$WORK/err")" ""
none --openmetrics
assert_eq "as OpenMetrics" "$(grep -v '^# [HT]' "$WORK/out")" "$(printf 'kvmtrap_up 0\n# EOF')"
# A terminal is told what to do.
in_host 'script -qec "$KVMTRAP export" /dev/null' | grep -q 'nothing to export: kvmtrap doctor says why' || fail "a terminal is told nothing"

# --- the folder ---
dirs=(/var/lib/prometheus/node-exporter /var/lib/node_exporter/textfile_collector /var/lib/node_exporter)
for dir in "${dirs[@]}"; do
	in_host "mkdir -p $dir"'; "$KVMTRAP" export --textfile; cat '"$dir/kvmtrap.prom" | grep -qx 'kvmtrap_up 0' || fail "not in $dir"
	grep -q "_${dir}_" "$TOP/userspace/kvmtrap/man/kvmtrap-export.1.scd" || fail "the page has no $dir"
done
in_host "mkdir -p ${dirs[*]}"'; "$KVMTRAP" export --textfile; find /var/lib -name "kvmtrap*"' >"$WORK/found"
assert_eq "of several" "$(cat "$WORK/found")" "${dirs[0]}/kvmtrap.prom"
in_host 'mkdir -p /var/lib/{m,node_exporter}; "$KVMTRAP" export --textfile -o /var/lib/m/a.prom; find /var/lib -name "*.prom"' >"$WORK/found"
assert_eq "in a given one" "$(cat "$WORK/found")" /var/lib/m/a.prom
# The folder is node_exporter's: root follows no link that its user has put there, and waits for nobody.
in_host 'mkdir -p /var/lib/{m,node_exporter}; echo mine >/var/lib/m/f; ln -s /var/lib/m/f /var/lib/node_exporter/kvmtrap.prom
	"$KVMTRAP" export --textfile; cat /var/lib/m/f /var/lib/node_exporter/kvmtrap.prom' >"$WORK/out"
assert_eq "behind a link" "$(grep -v '^#' "$WORK/out" | xargs)" "mine kvmtrap_up 0"
in_host 'mkdir /var/lib/node_exporter; mkfifo /var/lib/node_exporter/kvmtrap.prom; "$KVMTRAP" export --textfile; cat /var/lib/node_exporter/kvmtrap.prom' >"$WORK/out"
assert_eq "in place of a pipe" "$(grep -v '^#' "$WORK/out")" "kvmtrap_up 0"
in_host 'mkdir -p /var/lib/{m,prometheus,node_exporter}; ln -s /var/lib/m /var/lib/prometheus/node-exporter; ! "$KVMTRAP" export --textfile || exit 9; find /var/lib -name "*.prom"' >"$WORK/found" 2>"$WORK/err"
assert_eq "behind a folder that is a link" "$(cat "$WORK/found")" ""
grep -q '/var/lib/prometheus/node-exporter is a link, which is not followed: say --output=' "$WORK/err" || fail "$(cat "$WORK/err")"
# When a package or an installation goes, so does the file, in whichever folder it is, and what a run has left
# that was stopped. An upgrade takes nothing away. The tarball has no debian/.
leaves() { # FILES COMMAND: how many of six files it leaves
	in_host "mkdir -p ${dirs[*]}; touch ${dirs[*]/%//kvmtrap.prom} ${dirs[*]/%//kvmtrap.prom.7.tmp}; $2 >/dev/null; find /var/lib -name 'kvmtrap.prom*'" >"$WORK/found"
	assert_eq "files after $2" "$(wc -l <"$WORK/found")" "$1"
}
assert_eq "folders that make uninstall knows" "$(sed -n 's/^exports := //p' "$TOP/userspace/kvmtrap/Makefile")" "${dirs[*]#/var/lib/}"
awk '/^%/ { on = $0 == "%postun -n kvmtrap"; next } on' "$TOP/packaging/kvmtrapcount.spec" >"$WORK/postun"
leaves 0 "sh -e '$WORK/postun' 0"
leaves 6 "sh -e '$WORK/postun' 1"
if [ -d "$TOP/debian" ]; then
	leaves 0 "sh '$TOP/debian/kvmtrap.postrm' remove"
	leaves 0 "sh '$TOP/debian/kvmtrap.postrm' purge"
	leaves 6 "sh '$TOP/debian/kvmtrap.postrm' upgrade"
fi
# What a run that was killed has left there is removed by the next one.
in_host 'mkdir /var/lib/node_exporter; cd /var/lib/node_exporter; ! (ulimit -f 0; exec "$KVMTRAP" export --textfile) || exit 9
	ls >"$WORK/left"; "$KVMTRAP" export --textfile; ls >"$WORK/found"' 2>/dev/null || fail "export after a run that was killed"
grep -qx 'kvmtrap\.prom\.[0-9]*\.tmp' "$WORK/left" || fail "a run that was killed left $(cat "$WORK/left")"
assert_eq "after it" "$(cat "$WORK/found")" kvmtrap.prom
says() { # TEXT SCRIPT: it fails with one line that has TEXT
	local status=0
	in_host "$2" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of $2" $status "${3:-1}"
	grep -qF -- "$1" "$WORK/err" || fail "$2: $(cat "$WORK/err")"
	[ $status -ne 1 ] || assert_eq "lines of $2" "$(wc -l <"$WORK/err")" 1
}
says "node_exporter reads none of ${dirs[0]}, ${dirs[1]}, ${dirs[2]}: say --output=FILE.prom" '"$KVMTRAP" export --textfile'
says 'cannot write /var/lib/m/a.prom: No such file' '"$KVMTRAP" export --textfile -o /var/lib/m/a.prom'
says 'reads no OpenMetrics' '"$KVMTRAP" export --textfile --openmetrics' 2

# --- the unit ---
files=$TOP/userspace/kvmtrap/prometheus
unit=$WORK/kvmtrap-export.service
sed 's|@BIN@/kvmtrap|/bin/true|' "$files/kvmtrap-export.service" >"$unit"
for dir in "${dirs[@]:0:2}"; do
	grep '^ReadWritePaths=' "$unit" | grep -qE -- "-(${dir}|${dir%/textfile_collector})( |\$)" || fail "the unit may not write into $dir"
done
command -v systemd-analyze >/dev/null || { echo "no systemd-analyze: the unit was not checked"; exit 4; }
cp "$files/kvmtrap-export.timer" "$WORK/"
systemd-analyze verify --man=no "$WORK/kvmtrap-export.timer" 2>"$WORK/units" || fail "$(cat "$WORK/units")"
[ ! -s "$WORK/units" ] || fail "$(cat "$WORK/units")"
# The threshold is ten times the figure that it prints.
systemd-analyze security --offline=true --threshold=20 "$unit" >"$WORK/security" 2>&1 || fail "$(grep -v ✓ "$WORK/security")"
