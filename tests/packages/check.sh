#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# check.sh [STEP ...]: build the packages and look at them, in these steps (all, in their order):
#
#   debian         Debian's packages for trixie; lintian and blhc have nothing to say; autopkgtest's
#                  test that needs no machine of its own
#   reproducible   the same packages come out of another folder, byte by byte
#   arm64          the packages for arm64, cross-built; lintian and blhc
#   rpm            RPMs; rpmlint has nothing to say; they go into an empty root, and out of it
#   dkms-KERNEL    of emu/kernels.tsv, for this architecture: apt installs them in the Debian that has
#                  that kernel, in a chroot; its dkms builds the module; they go without a trace
#                  (dkms-6.1-amd64 and dkms-6.12-amd64; Debian 12 has an older dkms)
#   secureboot-KERNEL    for amd64: on an emulated host with UEFI and Secure Boot the module loads only with
#                  a signature by an enrolled key (secureboot.sh). Not one of all
#   KERNEL         of emu/kernels.tsv, for this architecture: an emulated host with that kernel and
#                  its Debian installs them, and does what is in the file job. Not one of all
#
# A line for each step, in KTAP; "N passed, N failed". What is built is in build/packages/.
set -uo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
here=$TOP/tests/packages
packages=$BUILD/packages
version=$(cat "$TOP/VERSION")

in_trixie() { "$here/in-root.sh" trixie "$@"; }

# look DIR: lintian and blhc. It closes no bug of Debian's, as nobody has asked Debian for it.
look() {
	in_trixie "$1" 'blhc --all --debian build.log
		lintian --allow-root --profile debian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs ./*.changes'
}

step_debian() {
	"$here/build.sh" trixie "$packages/trixie" && look "$packages/trixie" &&
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
	"$here/build.sh" trixie "$packages/arm64" "$version" --host-arch=arm64 -B && look "$packages/arm64"
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
		! find root -name "*kvmtrap*" | grep .'
}

# place KERNEL: build the packages for the Debian that has that kernel, and put them into host-KERNEL.
place() {
	local suite arch=$HOST_ARCH dir=$packages/host-$1
	suite=$(kernel_field "$1" 2)
	disk=$("$here/disk.sh" "$1") || return
	"$here/build.sh" "$suite" "$packages/$suite" || return
	rm -rf "$dir"
	mkdir -p "$dir/old"
	cp "$packages/$suite"/*_{"$arch",all}.deb "$dir/old/"
	rm -f "$dir"/old/*-dbgsym_*
}

step_dkms() {
	local disk
	place "$1" || return
	# shellcheck disable=SC2016 # the inner shell's
	"$here/in-root.sh" "$disk" "$packages/host-$1" '
		packages="kvmtrap kvmtrap-lab kvmtrapcount-dkms" release=$1
		dpkg-query -W dkms
		apt-get -q -y --no-install-recommends install ./old/*.deb
		test -z "$(dpkg --audit)"
		test "$(modinfo -k "$release" -F version kvmtrapcount)" = "$2"
		kvmtrap --version
		apt-get -q -y purge $packages
		if modinfo -k "$release" kvmtrapcount; then exit 1; fi
		! find / -xdev -name "*kvmtrap*" ! -path "/work/*" | grep .' "$(cat "$CACHE/kernel/$1/release")" "$version"
}

step_secureboot() { place "$1" && "$here/secureboot.sh" "$1" "$packages/host-$1"; }

# step_host KERNEL: install on an emulated host, upgrade to a version that is not there yet, purge.
step_host() {
	local kernel=$1 suite disk dir=$packages/host-$1
	suite=$(kernel_field "$kernel" 2)
	place "$kernel" || return
	"$here/build.sh" "$suite" "$packages/$suite-next" "${version%.*}.$((${version##*.} + 1))" -b || return
	mkdir -p "$dir/new"
	cp "$packages/$suite-next"/*_{"$HOST_ARCH",all}.deb "$dir/new/"
	rm -f "$dir"/new/*-dbgsym_*
	# systemd gets the time it takes.
	"$EMU/run.sh" -k "$kernel" -t 0 -r "$disk" -d "$dir" \
		-a 'kvmtrap.role=guest systemd.default_timeout_start_sec=infinity systemd.default_device_timeout_sec=infinity' \
		"$(cat "$here/job")" || return
	[ "$(tail -n 1 "$dir/output" | cut -c1-8)" = "=== done" ]
}

steps=("$@")
[ $# -gt 0 ] || steps=(debian reproducible arm64 rpm dkms-6.1-amd64 dkms-6.12-amd64)
mkdir -p "$packages"
passed=0 failed=0
echo "KTAP version 1"
echo "1..${#steps[@]}"
for step in "${steps[@]}"; do
	from=$SECONDS
	case $step in
	debian | reproducible | arm64 | rpm) run=("step_$step") ;;
	secureboot-*) check_debian_kernel "${step#secureboot-}" amd64; run=(step_secureboot "${step#secureboot-}") ;;
	dkms-*) check_debian_kernel "${step#dkms-}" arm64 amd64; run=(step_dkms "${step#dkms-}") ;;
	*) check_debian_kernel "$step" arm64 amd64; run=(step_host "$step") ;;
	esac
	status=0
	"${run[@]}" >"$packages/$step.log" 2>&1 || status=$?
	if [ $status -eq 4 ]; then
		echo "ok $((passed + failed + 1)) $step # SKIP only on amd64"
		passed=$((passed + 1))
	elif [ $status -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) $step # $((SECONDS - from)) s"
	else
		failed=$((failed + 1))
		tail -n 30 "$packages/$step.log" | sed 's/^/# /'
		echo "not ok $((passed + failed)) $step"
	fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
