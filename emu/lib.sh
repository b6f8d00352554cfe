# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Paths, messages and small functions that the scripts of the emulated host share.

# Where su leaves a user's PATH, what is for root is not in it.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
EMU=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TOP=$(cd "$EMU/.." && pwd)
CACHE=${KVMTRAP_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/kvmtrapcount}
BUILD=$TOP/build
# shellcheck disable=SC2034 # read by the scripts that source this one
BUILDROOT=$CACHE/buildroot
# shellcheck disable=SC2034
BOCHSROOT=$CACHE/bochs
HOST_ARCH=$(dpkg --print-architecture 2>/dev/null || echo unknown)

# to_stderr TEXT: on a terminal, it replaces the line of progress.sh, which comes again within a second.
to_stderr() {
	local clear=
	[ ! -t 2 ] || clear=${PROGRESS_CLEAR:-}
	# In one write, as that line comes from another process.
	printf '%s%s\n' "$clear" "$*" >&2
}
say() { to_stderr "--- $*"; }
die() { to_stderr "${0##*/}: $*"; exit 1; }

need_root() {
	[ "$(id -u)" -eq 0 ] || die "must run as root (it works in a chroot); try: sudo make ..."
}

# need_space DIR MB WHAT: end here if DIR has less than MB megabytes free, which WHAT needs.
need_space() {
	local free elsewhere=''
	free=$(df --output=avail -m "$1" | tail -n 1)
	[ "$1" != "$CACHE" ] || elsewhere=', or name another place with KVMTRAP_CACHE=DIR'
	[ "$free" -ge "$2" ] || die "$1 has ${free// /} MB free, and $3 needs $2: make room$elsewhere"
}

# need_tools COMMAND:PACKAGE ...: install the packages of commands that are missing, and say so.
need_tools() {
	local pair missing=()
	for pair; do
		command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
	done
	[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# apt_get ARGUMENT ...: run apt-get of this machine, one at a time. Another program may be at it, such as apt-daily
# on a machine that has just booted: apt-get waits for dpkg's lock, but not for that of its lists.
apt_get() {
	local said status
	while :; do
		status=0
		said=$(LC_ALL=C flock "$CACHE/.apt-lock" apt-get -qq -o DPkg::Lock::Timeout=-1 "$@" 2>&1) || status=$?
		[ -z "$said" ] || printf '%s\n' "$said"
		[ $status -ne 0 ] && [[ $said = *"Could not get lock"* ]] || return $status
		sleep 1
	done
}

install_packages() {
	need_root
	say "installing $* with apt-get"
	# If the list of one suite cannot be renewed, the package may still be had from another.
	{ { apt_get update || true; } && DEBIAN_FRONTEND=noninteractive apt_get install -y \
		--no-install-recommends "$@"; } >"$CACHE/apt.log" 2>&1 ||
		die "apt-get could not install $*; its output is in $CACHE/apt.log"
}

# use_proxy_of_apt: let mmdebstrap, which reads none of this machine's apt.conf, download by the proxy in it,
# and so what runs in the roots that it makes.
use_proxy_of_apt() {
	local scheme proxy
	for scheme in http https; do
		proxy=''
		eval "$(apt-config shell proxy "Acquire::$scheme::Proxy" 2>/dev/null)"
		declare -n variable=${scheme}_proxy
		[ -n "${variable:-}" ] || case $proxy in '' | DIRECT) continue ;; *) variable=$proxy ;; esac
		export "${scheme}_proxy" no_proxy="${no_proxy:-localhost,127.0.0.1}"
	done
}

# alone ARGUMENT ...: start this script again, with the lock of the cache.
alone() {
	[ -z "${CACHE_LOCKED:-}" ] || return 0
	use_proxy_of_apt
	flock -n "$CACHE/.lock" true || say "waiting for another run that fills the cache"
	CACHE_LOCKED=1 exec flock "$CACHE/.lock" "$0" "$@"
}

# lock_cache: wait for the lock of the cache, and have it until unlock_cache: for a script that puts into the
# cache what it alone needs.
lock_cache() {
	[ -z "${CACHE_LOCKED:-}" ] || return 0
	exec 7>"$CACHE/.lock"
	flock -n 7 || { say "waiting for another run that fills the cache"; flock 7; }
}
unlock_cache() { exec 7>&-; }

# own DIR: wait until no other script works in DIR, a folder that is made anew, and lock it until this one ends.
own() {
	mkdir -p "$(dirname "$1")"
	exec 8>"$1.lock"
	flock -n 8 || { say "waiting for another run that works in $1"; flock 8; }
}

# put DIR FILE ...: copy FILEs to DIR, so that a reader there never sees half a file.
put() {
	local file
	for file in "${@:2}"; do
		cp "$file" "$1/.new-$$"
		mv "$1/.new-$$" "$1/${file##*/}"
	done
}

# kernel_field NAME COLUMN: print a field of kernels.tsv.
kernel_field() {
	awk -v n="$1" -v c="$2" '$1 == n { print $c }' "$EMU/kernels.tsv"
}

# kernel_arch NAME: print the architecture of a kernel, as Debian calls it.
kernel_arch() {
	case $1 in
	*-amd64) echo amd64 ;;
	*) echo arm64 ;;
	esac
}

# arch_suffix ARCH: print what the names of files in the cache end with, that are there for
# each architecture: nothing for arm64.
arch_suffix() { [ "$1" = arm64 ] || echo "-$1"; }

# triple ARCH: print what compilers call the architecture. cross ARCH: print what the names
# of the compilers for it begin with on this machine.
triple() {
	case $1 in
	arm64) echo aarch64-linux-gnu ;;
	amd64) echo x86_64-linux-gnu ;;
	esac
}
cross() { [ "$HOST_ARCH" = "$1" ] || echo "$(triple "$1")-"; }

# host_modes ARCH: print the modes of emu/run.sh, the usual one first.
host_modes() {
	case $1 in
	arm64) echo vhe nvhe protected max novirt ;;
	amd64) echo npt shadow novirt nrips ept noept nounrestricted ;;
	esac
}

# emulator MODE: print who emulates hosts in that mode.
emulator() {
	case $1 in
	nrips | ept | noept | nounrestricted) echo bochs ;;
	*) echo qemu ;;
	esac
}

# kernel_modes KERNEL: print those of hosts on the kernel. A debug kernel has no drivers for bochs. Where KVM is
# built in, there is no module to load with the parameter that switches nested paging off.
kernel_modes() {
	local mode modes=() own
	own=$(kernel_field "$1" 4)
	for mode in $(host_modes "$(kernel_arch "$1")"); do
		[ "$(emulator "$mode")" = bochs ] && [ -n "$own" ] || [ "$own:$mode" = builtin:shadow ] || modes+=("$mode")
	done
	echo "${modes[*]}"
}

# has_mode MODE KERNEL: return whether hosts on the kernel have that mode. check_mode: end here
# unless they have.
has_mode() { [[ " $(kernel_modes "$2") " == *" $1 "* ]]; }
check_mode() {
	has_mode "$@" ||
		die "no mode '$1' on the $(kernel_arch "$2") kernel $2; choose one of: $(kernel_modes "$2")"
}

# usual_mode KERNEL: print the first of the modes that hosts on it have.
usual_mode() {
	local modes
	modes=$(host_modes "$(kernel_arch "$1")")
	echo "${modes%% *}"
}

# compiler NAME: print the arguments of make that choose the architecture and the compiler in
# the build root, and install that if it is missing.
compiler() {
	local arch cross gcc
	arch=$(kernel_arch "$1")
	cross=$(cross "$arch")
	gcc=$(kernel_field "$1" 3)
	if [ "$gcc" = clang ]; then
		"$EMU/clang.sh" >&2
		# CC overrides the compiler that Debian's headers name.
		echo "ARCH=${arch/amd64/x86_64} LLVM=1 CC=clang"
		return
	fi
	gcc=${cross}gcc-$gcc
	[ -e "$BUILDROOT/usr/bin/$gcc" ] || gcc=${cross}gcc
	echo "ARCH=${arch/amd64/x86_64} CROSS_COMPILE=$cross CC=$gcc"
}

# debian_kernels [ARCH ...] prints the names of Debian's kernels for architectures (arm64).
# kernel_names prints all names, of kernels that are built here, too.
debian_kernels() {
	local name archs=${*:-arm64}
	while read -r name; do
		[[ " $archs " != *" $(kernel_arch "$name") "* ]] || echo "$name"
	done < <(awk '!/^#/ && NF == 3 { print $1 }' "$EMU/kernels.tsv")
}
kernel_names() { awk '!/^#/ { print $1 }' "$EMU/kernels.tsv"; }

# check_debian_kernel NAME [ARCH ...]: end here unless the kernel is one of Debian's for these
# architectures (arm64): some scripts need more than the debug kernels have.
check_debian_kernel() {
	local names
	names=$(debian_kernels "${@:2}")
	# Not by a pipe: grep ends at the first match, and who still writes would fail.
	grep -qxF -- "$1" <<<"$names" || die "unknown kernel '$1'; choose one of: ${names//$'\n'/ }"
}

# choose_kernel ARCH KERNEL: print which of Debian's kernels is meant. Without KERNEL it is the
# usual one of ARCH. Without ARCH it is KERNEL as it is called. With both, KERNEL need not say ARCH.
choose_kernel() {
	local arch=$1 kernel all
	case $1 in
	'') arch=$(kernel_arch "$2") ;;
	arm64 | aarch64) arch=arm64 ;;
	amd64 | x86_64 | x86-64 | x86) arch=amd64 ;;
	*) die "no host of the architecture '$1' is emulated; choose arm64 or amd64" ;;
	esac
	all=$(debian_kernels "$arch")
	kernel=${2:-$([ $arch = arm64 ] && echo 6.1 || echo 6.12)}
	for kernel in "$kernel" "$kernel$(arch_suffix "$arch")"; do
		! grep -qxF -- "$kernel" <<<"$all" || { echo "$kernel"; return; }
	done
	[ -n "$1" ] || all="$(debian_kernels) $(debian_kernels amd64)"
	die "unknown kernel '$2'${1:+ for $arch}; choose one of: $(echo $all)"
}

# debian_cpus KERNEL: print how many CPUs a host has that boots Debian in guests. An AMD host has
# one: with two, QEMU gives an interrupt to a guest that has them off. The guest's kernel then
# waits for a lock that it holds itself, before it mounts its disk. Seen with QEMU 7.2.22.
debian_cpus() { [ "$(kernel_arch "$1")" = arm64 ] && echo 2 || echo 1; }

check_kernel_name() {
	[ -n "$(kernel_field "$1" 2)" ] ||
		die "unknown kernel '$1'; choose one of: $(kernel_names | tr '\n' ' ')"
}

# sources DIR ...: print the source files in and below DIRs, sorted by name.
sources() {
	find "$@" -type f \( -name '*.[chS]' -o -name '*.ld' -o -name Kbuild -o -name Makefile -o -name VERSION \) \
		! -name '*.mod.c' 2>/dev/null | sort
}

# sync_sources TREE DIR ...: copy the sources in and below DIRs of this checkout to TREE,
# remove others there, and lock TREE until the script ends. Files are compared by their
# content: several checkouts share the cache, and the time stamp of a file may be older
# than what was built from another checkout.
sync_sources() {
	local tree=$1 file
	shift
	mkdir -p "$tree"
	exec 9>"$tree/.lock"
	flock 9
	while read -r file; do
		cmp -s "$TOP/$file" "$tree/$file" ||
			install -D -m 644 "$TOP/$file" "$tree/$file"
	done < <(cd "$TOP" && sources "$@")
	while read -r file; do
		rm "$tree/$file"
	done < <(comm -13 <(cd "$TOP" && sources "$@") <(cd "$tree" && sources "$@"))
}

mkdir -p "$CACHE" "$BUILD" || die "cannot create $CACHE or $BUILD"
