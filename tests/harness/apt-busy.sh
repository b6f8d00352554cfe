# SPDX-License-Identifier: GPL-2.0-only
# Packages are installed although another program has apt's lists at first. Any other error ends at once, and
# its text is kept. apt-get is played here.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkdir "$work/bin"
cat >"$work/bin/apt-get" <<'END'
#!/bin/sh
echo "$*" >>"$PLAYED/calls"
[ "$(wc -l <"$PLAYED/calls")" -gt 2 ] || { echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)" >&2; exit 100; }
[ ! -e "$PLAYED/fails" ] || { echo "E: Unable to locate package nothing" >&2; exit 100; }
END
chmod +x "$work/bin/apt-get"
# run ARGUMENT ...: what apt_get prints, and how it ends.
run() { (PATH=$work/bin:$PATH PLAYED=$work CACHE=$work; apt_get "$@" 2>&1 && echo "done" || echo "status $?"); }
export PLAYED=$work
said=$(run update | tail -n 1)
[ "$said" = "done" ] || fail "it ended with: $said"
[ "$(wc -l <"$work/calls")" = 3 ] || fail "apt-get was called $(wc -l <"$work/calls") times, not three"
touch "$work/fails"
said=$(run install nothing | paste -sd' ')
[ "$said" = "E: Unable to locate package nothing status 100" ] || fail "it said: $said"
[ "$(wc -l <"$work/calls")" = 4 ] || fail "apt-get was called again after another error"
