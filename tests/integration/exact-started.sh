# SPDX-License-Identifier: GPL-2.0-only
# A vCPU that waits until another one starts it by INIT and SIPI counts nothing meanwhile. Then the
# exits of both are exact, also when it is reset and started again and again.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
load_module
exact ap 1 --vcpus=2
exact ap 200 --vcpus=2
skip_if_none_ran
# KVM_RUN returned once to say so, without an exit.
assert_eq "waits" "$(awk '$3 == "waits" { print $2, $4 }' "$WORK/out-ap")" "1 1"
"$TRAPGEN" ap 1 >/dev/null 2>"$WORK/err"
assert_eq "with one vCPU" "$? $(cat "$WORK/err")" "2 trapgen: ap wants 2 vCPUs: say --vcpus=2"
"$TRAPGEN" ap 1 --vcpus=2 --in-turn=1 >/dev/null 2>"$WORK/err"
assert_eq "in turn" "$? $(head -n 1 "$WORK/err")" \
	"64 trapgen: --in-turn: not for programs whose vCPUs wait for each other"
