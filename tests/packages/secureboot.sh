#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# secureboot.sh KERNEL DIR: an emulated host with UEFI and Secure Boot, which Debian's shim, GRUB and kernel
# boot as Debian has signed them. dkms's key is enrolled for shim (MOK), as mokutil does. The kernel is
# locked down, and refuses the module without a signature, and with one by a key that is not enrolled.
# kvmtrap doctor says what to do. As dkms has built and signed it from the package in DIR/old, it loads,
# and counts.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
here=$TOP/tests/packages
kernel=$1 dir=$2 share=$2/share
arch=$(kernel_arch "$kernel")
kept=$CACHE/secureboot-$arch
# The firmware's package and files, and how EFI, Debian and GRUB call the architecture.
case $arch in
amd64) of=(ovmf OVMF/OVMF_CODE_4M.secboot.fd OVMF/OVMF_VARS_4M.ms.fd x64 X64 x86_64) ;;
arm64) of=(qemu-efi-aarch64 AAVMF/AAVMF_CODE.secboot.fd AAVMF/AAVMF_VARS.ms.fd aa64 AA64 arm64) ;;
esac
# Raise the number when what is kept changes.
stamp=$CACHE/.secureboot-2-$arch
if [ ! -e "$stamp" ]; then
	"$here/root.sh" trixie
	own "$kept"
fi
# Another run may have made it meanwhile.
if [ ! -e "$stamp" ]; then
	say "fetching the firmware, shim and GRUB (about 20 MB)"
	rm -rf "$kept"
	mkdir -p "$kept/esp/EFI/BOOT"
	# The firmware knows Microsoft's keys, with which shim is signed. An owner's GUID means nothing.
	# shellcheck disable=SC2016 # the inner shell's
	"$here/in-root.sh" trixie "$kept" '
		arch=$1 package=$2 code=$3 vars=$4 efi=$5 boot=$6 grub=$7
		dpkg --add-architecture "$arch"
		apt-get -qq update
		apt-get -qq -y --no-install-recommends install python3-virt-firmware openssl
		mkdir x
		cd x
		apt-get -qq download "$package" "shim-signed:$arch" "grub-efi-$arch-signed:$arch"
		for deb in *.deb; do dpkg-deb -x "$deb" .; done
		cd ..
		cp "x/usr/share/$code" code.fd
		cp "x/usr/lib/shim/shim$efi.efi.signed" "esp/EFI/BOOT/BOOT$boot.EFI"
		cp "x/usr/lib/grub/$grub-efi-signed/grub$efi.efi.signed" "esp/EFI/BOOT/grub$efi.efi"
		for name in enrolled stranger; do
			openssl req -new -x509 -newkey rsa:2048 -nodes -days 36500 -subj "/CN=kvmtrapcount $name/" \
				-keyout $name.key -out $name.pem
			openssl x509 -in $name.pem -outform DER -out $name.der
		done
		virt-fw-vars -i "x/usr/share/$vars" -o vars.fd \
			--add-mok 605dab50-e046-4300-abb6-3dd810dd8b23 enrolled.pem
		rm -r x' "$arch" "${of[@]}" >"$kept.log" 2>&1 || die "no firmware with keys; see $kept.log"
	touch "$stamp"
fi

rm -rf "$dir/uefi" "$share"
mkdir -p "$dir/uefi" "$share"
cp -r "$kept"/{code.fd,vars.fd,esp} "$dir/uefi/"
cp "$("$EMU/userspace.sh" trapgen "$arch")" "$("$EMU/userspace.sh" kvmtrap "$arch")" "$share/"
cp "$kept"/*.{key,der} "$dir/"
# dkms makes its key itself, where openssl is installed. strip takes the signature off.
# shellcheck disable=SC2016 # the inner shell's
"$here/in-root.sh" "$("$here/disk.sh" "$kernel")" "$dir" '
	cp enrolled.key /var/lib/dkms/mok.key
	cp enrolled.der /var/lib/dkms/mok.pub
	apt-get -q -y --no-install-recommends install ./old/kvmtrapcount-dkms_*.deb
	cp "/lib/modules/$1/updates/dkms"/kvmtrapcount.ko* share/
	cd share
	! [ -e kvmtrapcount.ko.xz ] || xz -d kvmtrapcount.ko.xz
	mv kvmtrapcount.ko enrolled.ko
	strip --strip-debug -o unsigned.ko enrolled.ko
	cp unsigned.ko stranger.ko
	"/lib/modules/$1/build/scripts/sign-file" sha256 ../stranger.key ../stranger.der stranger.ko' \
	"$(cat "$CACHE/kernel/$kernel/release")"

cat >"$share/inside" <<'END'
mount -t securityfs security /sys/kernel/security
cat /sys/kernel/security/lockdown
dmesg | grep -o 'Secure boot enabled'
for name in unsigned stranger; do
	dmesg -C
	insmod $name.ko && echo "LOADED $name"
	dmesg | sed "s/^[^]]*\] */$name: /"
done
./kvmtrap doctor
insmod enrolled.ko && ./trapgen hvc 100 >/dev/null && ./kvmtrap stat --by class --csv
rmmod kvmtrapcount
END
"$EMU/run.sh" -k "$kernel" -s 1 -u "$dir/uefi" -d "$share" 'bash inside 2>&1' >"$dir/out" || true
cat "$dir/out"
grep -qx 'none \[integrity\] confidentiality' "$dir/out"
grep -qx 'Secure boot enabled' "$dir/out"
! grep -q LOADED "$dir/out" || exit 1
for name in unsigned stranger; do
	grep -q "insmod: ERROR: .*$name.ko: Key was rejected by service" "$dir/out"
done
grep -q 'mokutil --import' "$dir/out"
[ "$(awk -F, '$3 == "cpu" { print $4 }' "$dir/out")" = 100 ]
