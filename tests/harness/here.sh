# SPDX-License-Identifier: GPL-2.0-only
# make check-here fails a case after which the kernel complains, and each case where nobody follows the
# kernel's log any more. Where that cannot be followed, it refuses. The host is played here, in mounts
# and processes that nobody else sees; the kernel's log is this machine's.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkdir "$work"/{lib,integration,bin}
cp "$TOP"/tests/lib/{here,log.sh,follow-log,complaints} "$EMU/watch" "$work/lib/"
# A machine without loadable modules can play one that has them.
sed -i 's,\[ -e /proc/modules \],true,' "$work/lib/here"
for program in trapgen kvmtrap bin/insmod bin/rmmod bin/modinfo; do printf '#!/bin/sh\n' >"$work/$program"; done
chmod +x "$work"/{trapgen,kvmtrap} "$work"/bin/*
touch "$work/kvmtrapcount.ko"
printf '# groups: guests\n' >"$work/integration/good.sh"
printf '# groups: guests\necho "WARNING: CPU: 0 PID: 1 at check-here" >/dev/kmsg\n' >"$work/integration/complains.sh"
printf '# groups: guests\npkill -x follow-log\nwhile pgrep -x follow-log >/dev/null; do sleep 0.1; done\n' >"$work/integration/deafens.sh"
printf '# groups: guests\nseq 1000; echo the reason; exit 1\n' >"$work/integration/chatters.sh"
# on_host SCRIPT CASE...: run check-here after SCRIPT, in what plays the host. Set status.
cat >"$work/host" <<'END'
mount -t tmpfs none /mnt && mknod /mnt/kvm c 10 232 && mknod /mnt/null c 1 3 && mknod /mnt/kmsg c 1 11 || exit 77
mount --bind /mnt /dev
mount -t tmpfs none /sys/kernel && mkdir /sys/kernel/debug
mount -t debugfs debugfs /sys/kernel/debug || exit 77
mount -t tmpfs none /sys/module
eval "$1"
PATH=$2/bin:$PATH exec "$2/lib/here" "$2" "${@:3}"
END
on_host() {
	status=0
	unshare --mount --pid --fork --mount-proc --propagation private bash "$work/host" "$1" "$work" "${@:2}" >"$work/out" 2>&1 || status=$?
	[ $status -ne 77 ] || { echo "no such mounts and devices here"; exit 4; }
}
on_host : good complains good deafens good
results=$(grep -E '^(not )?ok ' "$work/out" | sed 's/ tracepoint$//; s/ kretprobe$//' | head -n 5 | paste -sd,)
[ "$results" = "ok good,not ok complains,ok good,not ok deafens,not ok good" ] && [ $status -eq 1 ] || fail "status $status: $(cat "$work/out")"
grep -q '^#   .*WARNING: CPU: 0 PID: 1 at check-here$' "$work/out" || fail "$(cat "$work/out")"
# What an earlier run has left in the log does not mean that all of it was read. Here the reader rests behind
# the first such word.
cp "$work/lib/follow-log" "$work/follow-log"
cat >"$work/lib/follow-log" <<'END'
#!/bin/bash
mkfifo "$0.pipe"
cat /dev/kmsg >"$0.pipe" &
while IFS= read -r line; do
	printf '%s\n' "$line"
	[[ $line != *"complains, tracepoint" ]] || [ -e "$0.rested" ] || { touch "$0.rested"; sleep 2; }
done <"$0.pipe"
END
on_host : complains
[ $status -eq 1 ] && grep -q '^not ok complains tracepoint$' "$work/out" || fail "status $status: $(cat "$work/out")"
mv "$work/follow-log" "$work/lib/follow-log"
on_host : chatters
grep -q '^#   1$' "$work/out" && grep -q '^#   the reason$' "$work/out" && ! grep -q '^#   500$' "$work/out" ||
	fail "of a long text: $(cat "$work/out")"
on_host 'mount --bind /dev/null /dev/kmsg' good
[ $status -eq 2 ] && [ "$(wc -l <"$work/out")" -eq 1 ] && grep -q "^check-here: the kernel's log cannot be followed" "$work/out" ||
	fail "status $status: $(cat "$work/out")"
