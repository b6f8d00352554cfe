# SPDX-License-Identifier: GPL-2.0-only
# Row 33: a store into a slot is a memory fault. The same store outside every slot is I/O.
# On x86 both are page faults of KVM's tables.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" touch 1 >/dev/null
assert_eq "into a slot: MEM and IO, with code and doorbell" "$(summary mem) $(summary io)" "2 1"
echo 1 >$P/reset
"$TRAPGEN" store 1 >/dev/null
assert_eq "outside: MEM and IO" "$(summary mem) $(summary io)" "1 2"
on_x86 || exit 0
# The first access outside is the same page fault as one inside. KVM then marks the page as a
# device's, and bit 3 of the error code (info1) is set from the second access on. With EPT the
# second access is another kind of exit: EPT_MISCONFIG (0x31) after EPT_VIOLATION (0x30).
T=/sys/kernel/tracing
: >$T/trace
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" store 3 >/dev/null
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
if [ $PAGE = EPT_VIOLATION ]; then
	assert_eq "kinds of exits" "$(sed -n 's/.*code=\(0x[0-9a-f]*\) .*reason=MMIO_USER .*/\1/p' $T/trace | xargs)" \
		"0x30 0x31 0x31"
	exit 0
fi
sed -n 's/.*reason=MMIO_USER .*info1=\(0x[0-9a-f]*\) .*/\1/p' $T/trace >"$WORK/errors"
while read -r error; do echo $((error >> 3 & 1)); done <"$WORK/errors" >"$WORK/marked"
assert_eq "stores to a marked page" "$(xargs <"$WORK/marked")" "0 1 1"
