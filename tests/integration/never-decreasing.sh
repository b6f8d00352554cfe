# SPDX-License-Identifier: GPL-2.0-only
# While guests of every kind run, no number is smaller than at the reading before. Ten thousand
# tables are read (or one part in SCALE of them, but at least 300).
# limit: 10
# groups: preempt
. "$(dirname "$0")/../lib/host.sh"
load_module times=1
reads=$((2000 / ${SCALE:-1}))
[ $reads -ge 60 ] || reads=60
for program in hvc store gic wfi spin; do
	"$TRAPGEN" $program 1000000000 >/dev/null 2>&1 &
done
wait_until row_count vcpus -ge 4
mawk -v file=$K/.snapshot -v reads=$reads '
	BEGIN {
		split("vm vcpu class code reason from_ns below_ns number pid tid state comm now", k, " ")
		for (i in k) key[k[i]] = 1
		split("times handling latency userspace vcpus", t, " ")
		for (i in t) table[t[i]] = 1
		for (n = 1; n <= reads; n++) {
			while ((getline <file) > 0) {
				if ($1 == "kvmtrap") {
					now = $2
					getline <file
					for (i = 1; i <= NF; i++) name[i] = $i
					continue
				}
				if (!(now in table)) continue
				of = now
				for (i = 1; i <= NF; i++)
					if (name[i] ~ /^(vm|vcpu|class|reason|from_ns)$/) of = of " " $i
				for (i = 1; i <= NF; i++) {
					if (name[i] in key || $i == "-") continue
					if ($i + 0 < last[of, i]) {
						printf "%s of %s: %s, before %s, at read %d\n", name[i], of, $i, last[of, i], n
						bad = 1
					}
					if ($i + 0 > last[of, i]) moved[now]++
					last[of, i] = $i + 0
				}
			}
			close(file)
		}
		for (i in table) if (moved[i] < reads / 10) { print i, "moved", moved[i] + 0, "times"; bad = 1 }
		exit bad
	}' || fail "a number went back"
