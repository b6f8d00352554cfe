# SPDX-License-Identifier: GPL-2.0-only
# What fills the cache downloads by the proxy that apt has on this machine, unless the caller's environment names
# one. apt-config is played here.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
# shellcheck disable=SC2016 # the script's
printf '%s\n' '#!/bin/sh' 'file=${0%/*}/${3%%:*}.$(echo "$3" | cut -d: -f3)' '[ ! -e "$file" ] || echo "$2='"'"'$(cat "$file")'"'"'"' >"$work/bin/apt-config"
# It takes the cache's lock, as all that fills the cache does.
# shellcheck disable=SC2016
printf '%s\n' '#!/bin/bash' ". '$EMU/lib.sh'" 'CACHE=${0%/*}' 'alone "$@"' 'echo "${http_proxy:-none} ${https_proxy:-none}"' >"$work/fills"
chmod +x "$work/bin/apt-config" "$work/fills"
# uses PROXIES [VARIABLE=VALUE ...]: what it downloads http and https by.
uses() {
	local is
	is=$(env -u http_proxy -u https_proxy -u CACHE_LOCKED "PATH=$work/bin:$PATH" "${@:2}" "$work/fills")
	[ "$is" = "$1" ] || { echo "with ${*:2} it uses $is, expected $1"; exit 1; }
}
uses "none none"
echo http://cache:3142 >"$work/bin/Acquire.http"
uses "http://cache:3142 none"
uses "http://own http://cache" http_proxy=http://own https_proxy=http://cache
echo DIRECT >"$work/bin/Acquire.https"
uses "http://cache:3142 none"
echo http://cache:3143 >"$work/bin/Acquire.https"
uses "http://cache:3142 http://cache:3143"
