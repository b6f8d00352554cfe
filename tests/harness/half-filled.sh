# SPDX-License-Identifier: GPL-2.0-only
# A run that is killed while it unpacks Prometheus leaves nothing in the cache that the next one takes for
# the whole. A second run does not fetch it again. apt-get and dpkg-deb are played here.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
! command -v promtool >/dev/null || { echo "promtool is installed here: nothing is fetched"; exit 4; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkdir "$work"/{bin,deb}
cat >"$work/bin/apt-get" <<'END'
#!/bin/sh
echo "$*" >>"$PLAYED/calls"
touch prometheus_1_all.deb
END
cat >"$work/bin/dpkg-deb" <<'END'
#!/bin/sh
mkdir -p "$3/usr/bin"
printf '#!/bin/sh\n' >"$3/usr/bin/promtool"
chmod +x "$3/usr/bin/promtool"
[ ! -e "$PLAYED/dies" ] || { kill -KILL $PPID; exit; }
echo 'echo whole' >>"$3/usr/bin/promtool"
END
printf '#!/bin/sh\n' >"$work/bin/curl"
chmod +x "$work"/bin/*
# fetch: what a case with promtool does first. Prints what promtool says, and how the case ended.
fetch() {
	PATH=$work/bin:$PATH PLAYED=$work KVMTRAP_CACHE=$work/cache WORK=$work/deb bash -c 'set -euo pipefail
		. "$0/emu/lib.sh"
		. "$0/tests/lib/prometheus.sh"
		promtool' "$TOP" 2>"$work/err" || echo "status $?"
}
touch "$work/dies"
said=$(fetch 2>/dev/null)
[ "$said" = "status 137" ] || fail "it was not killed: $said $(cat "$work/err")"
rm "$work/dies"
for _ in 1 2; do
	said=$(fetch)
	[ "$said" = whole ] || fail "promtool says '$said': $(cat "$work/err")"
done
[ "$(grep -c " download prometheus$" "$work/calls")" = 2 ] || fail "apt-get was called for: $(cat "$work/calls")"
