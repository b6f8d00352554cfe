#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# check.sh [STEP ...]: build the packages and look at them, in these steps:
#
#   debian         Debian's packages for trixie; lintian and blhc have nothing to say; autopkgtest's
#                  test that needs no machine of its own
#   reproducible   the same packages come out of another folder, byte by byte
#   arm64          the packages for arm64, cross-built; lintian and blhc
#   rpm            RPMs; rpmlint has nothing to say; they go into an empty root, and out of it
#   boot-KERNEL    of emu/kernels.tsv: apt installs them in the Debian that has that kernel, in a chroot where
#                  dkms builds the module. An emulated host boots from the same disk: modules-load.d has loaded
#                  the module, which counts a guest, and one of libvirt's; the timer exports. Debian 13 boots
#                  its kernel of backports, for which dkms has built as well. The packages are upgraded while
#                  a guest runs. They are purged, and leave nothing
#   readme-KERNEL  what README says under "Install" does it, in a bare Debian of that kernel's suite (readme.sh)
#   secureboot-KERNEL    on an emulated host with UEFI and Secure Boot the module loads only with a signature
#                  by an enrolled key (secureboot.sh)
#
# With no STEP: those without a kernel, and boot and readme of 6.1-amd64 and 6.12-amd64. "all" as the only
# STEP: also boot-6.1, boot-6.12 and readme-6.12, for which QEMU runs the programs of arm64 in the chroot, and
# both of Secure Boot. As many run at the same time as there are CPUs.
# JOBS: how many.
#
# A line for each step, in KTAP; "N passed, N failed". What is built is in build/packages/.
set -uo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
here=$TOP/tests/packages
. "$here/host.sh"
packages=$BUILD/packages
version=$(cat "$TOP/VERSION")

in_trixie() { "$here/in-root.sh" trixie "$@"; }

# look DIR: lintian and blhc. It closes no bug of Debian's, as nobody has asked Debian for it.
look() {
	in_trixie "$1" 'blhc --all --debian build.log
		lintian --allow-root --profile debian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs ./*.changes'
}

# tested LOG: what was built was run before it went into packages.
tested() { grep -qxF 'the sums of the saved states are right' "$1" || { echo "$1: the command was not tested"; return 1; }; }

step_debian() {
	"$here/build.sh" trixie "$packages/trixie" && tested "$packages/trixie/build.log" && look "$packages/trixie" &&
		in_trixie "$packages/trixie" 'autopkgtest -B --test-name=saved-states ./kvmtrap_*.deb ./*.dsc -- null'
}

step_reproducible() {
	local deb other=$packages/again
	"$here/build.sh" trixie "$packages/trixie" || return
	FOLDER=another-folder "$here/build.sh" trixie "$other" "$version" -b || return
	[ "$(cd "$other" && ls ./*.deb | wc -l)" = 5 ] || { ls "$other"; return 1; }
	for deb in "$other"/*.deb; do cmp "$deb" "$packages/trixie/${deb##*/}" || return; done
}

step_arm64() {
	[ "$HOST_ARCH" = amd64 ] || return 4
	"$here/build.sh" trixie "$packages/trixie-arm64" "$version" --host-arch=arm64 -b && look "$packages/trixie-arm64"
}

step_rpm() {
	local dir=$packages/rpm
	"$here/root.sh" trixie
	rm -rf "$dir"
	mkdir -p "$dir"
	"$TOP/packaging/dist" "$dir" >/dev/null
	cp "$here/rpmlint.toml" "$dir/"
	# shellcheck disable=SC2016 # the inner shell's
	in_trixie "$dir" 'rpmbuild -ta --nodeps --define "_topdir /work/top" kvmtrapcount-*.tar.xz >rpmbuild.log 2>&1 || { tail -n 20 rpmbuild.log; exit 1; }
		rpmlint --strict -c rpmlint.toml $(find top -name "*.rpm")
		names="kvmtrap kvmtrap-lab kvmtrapcount-dkms"
		mkdir root
		rpm --root /work/root --initdb
		# What they need, such as the C library, is not in an empty root; so no script runs, either.
		rpm --root /work/root --install --nodeps --noscripts $(find top/RPMS -name "*.rpm" ! -name "*debuginfo*" ! -name "*debugsource*")
		rpm --root /work/root --verify --nodeps $names
		root/usr/bin/kvmtrap --version | grep -qx "kvmtrap.* '"${version//./\\.}"'"
		rpm --root /work/root --erase --noscripts $names
		! find root -name "*kvmtrap*" | grep .' && tested "$dir/rpmbuild.log"
}

# debs KERNEL VERSION DIR: build the packages for the Debian that has that kernel, and copy them to DIR.
# For another architecture those of Debian 13 are cross-built, and a root of that architecture builds the others.
debs() {
	local suite arch root built args=(-b)
	suite=$(kernel_field "$1" 2) arch=$(kernel_arch "$1")
	root=$suite built=$packages/$suite
	if [ "$arch" != "$HOST_ARCH" ]; then
		built+=-$arch
		if [ "$suite" = trixie ]; then args=(--host-arch="$arch" -b); else root+=-$arch; fi
	elif [ "$2" = "$version" ]; then
		# Those of the step debian.
		args=()
	fi
	[ "$2" = "$version" ] || built+=-$2
	"$here/build.sh" "$root" "$built" "$2" "${args[@]}" || return
	mkdir -p "$3"
	cp "$built"/*_{"$arch",all}.deb "$3/"
	rm -f "$3"/*-dbgsym_*
}

step_secureboot() {
	local dir=$packages/secureboot-$1
	rm -rf "$dir"
	debs "$1" "$version" "$dir/old" && "$here/secureboot.sh" "$1" "$dir"
}

step_readme() { "$here/readme.sh" "$1" "$packages/readme-$1"; }

# job PART ...: print what these parts of the job do.
job() { (cd "$here/job" && cat lib "$@"; echo 'step "done"'); }

# boot KERNEL PART ...: the host boots, and does these parts of its job. What it changes stays on $kept.
# One thread of this machine's emulates an AMD host. With one CPU a guest that is nice leaves it to others.
boot() {
	local kernel=$1 cpus=2
	[ "$(kernel_arch "$1")" != amd64 ] || cpus=1
	shift
	# systemd gets the time it takes.
	"$EMU/run.sh" -k "$kernel" -s $cpus -t 0 -r "$disk" -w "$kept" -d "$dir" \
		-a 'kvmtrap.role=guest systemd.default_timeout_start_sec=infinity systemd.default_device_timeout_sec=infinity' \
		"$(job "$@")" || return
	grep -q '^=== done' "$dir/output"
}

step_boot() {
	local dir=$packages/host-$1 kept=$packages/kept-$1.ext4 next disk
	next=$(next_kernel "$1")
	disk=$("$here/disk.sh" "$1") || return
	rm -rf "$dir" "$kept"
	debs "$1" "$version" "$dir/old" || return
	truncate -s 4G "$kept"
	mke2fs -q -t ext4 "$kept" || return
	cp "$CACHE/kernel/${next:-$1}/release" "$dir/next"
	cp "$CACHE/kernel/${next:-$1}/vmlinuz" "$TOP/debian/tests/count" "$dir/"
	# A version that is not there yet.
	debs "$1" "${version%.*}.$((${version##*.} + 1))" "$dir/new" || return
	[ -z "$next" ] || cp -r "$CACHE/packages-$1.next" "$dir/kernel"
	job install atboot ${next:+kernel} ahead >"$dir/in-chroot"
	# shellcheck disable=SC2016 # the inner shell's
	KEPT=$kept "$here/in-root.sh" "$disk" "$dir" 'RELEASE=$1 exec bash in-chroot' "$(cat "$CACHE/kernel/$1/release")" || return
	# The kernel that was installed is the one that is booted.
	[ -z "$next" ] || cmp "$dir/next-vmlinuz" "$CACHE/kernel/$next/vmlinuz" || return
	boot "${next:-$1}" booted guest upgrade purge
}

# step N: do the step N, and print its line.
step() {
	local step=${steps[$1]} from=$SECONDS status=0 run
	case $step in
	boot-* | readme-* | secureboot-*) run=("step_${step%%-*}" "${step#*-}") ;;
	*) run=("step_$step") ;;
	esac
	"${run[@]}" >"$packages/$step.log" 2>&1 || status=$?
	# How long each command took.
	sed -n "s/^=== \([0-9]* s: \)/# $step: \1/p" "$packages/$step.log"
	case $status in
	0) echo "ok $(($1 + 1)) $step # $((SECONDS - from)) s" ;;
	4) echo "ok $(($1 + 1)) $step # SKIP only on amd64" ;;
	*)
		tail -n 30 "$packages/$step.log" | sed 's/^/# /'
		echo "not ok $(($1 + 1)) $step"
		return 1
		;;
	esac
}

steps=("$@")
case $* in
'' | all) steps=(debian boot-6.1-amd64 boot-6.12-amd64 reproducible arm64 rpm readme-6.1-amd64 readme-6.12-amd64) ;;
esac
[ "$*" != all ] || steps+=(boot-6.1 boot-6.12 readme-6.12 secureboot-6.12-amd64 secureboot-6.12)
for step in "${steps[@]}"; do
	case $step in
	debian | reproducible | arm64 | rpm) ;;
	boot-* | readme-* | secureboot-*) check_debian_kernel "${step#*-}" arm64 amd64 ;;
	*) die "no step '$step'; the head of $0 has them" ;;
	esac
done
mkdir -p "$packages"
failed=0 running=0
echo "KTAP version 1"
echo "1..${#steps[@]}"
for n in "${!steps[@]}"; do
	if [ $running -ge "${JOBS:-$(nproc)}" ]; then
		wait -n || failed=$((failed + 1))
		running=$((running - 1))
	fi
	step "$n" &
	running=$((running + 1))
done
for ((; running > 0; running--)); do wait -n || failed=$((failed + 1)); done
echo "$((${#steps[@]} - failed)) passed, $failed failed"
[ $failed -eq 0 ]
