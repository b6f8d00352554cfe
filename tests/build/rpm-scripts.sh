# SPDX-License-Identifier: GPL-2.0-only
# What the scripts of the RPM with the module do to dkms, in rpm's order: after an installation, another
# release of the same version, an upgrade and a downgrade each kernel with headers has the module of the new
# package, not only the one that runs, and dkms knows no other. After the removal there is none.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
need_tools gcc:gcc modinfo:kmod
"$EMU/buildroot.sh"
work=/var/tmp/rpm-scripts-test
root=$BUILDROOT$work
kernels="6.1.0-runs 6.12.0-newest"
own "$root"
rm -rf "$root"
mkdir -p "$root"/{bin,tree,usr/src} "$root/lib/modules/5.10.0-bare"
trap 'rm -rf "$root"' EXIT
for kernel in $kernels; do
	mkdir -p "$root/lib/modules/$kernel/build/include"
	printf 'CONFIG_%s=y\n' KVM KPROBES KRETPROBES >"$root/lib/modules/$kernel/build/.config"
done

# The kernel that runs, and dkms with folders of its own.
cat >"$root/bin/uname" <<END
#!/bin/sh
[ "\$1" != -r ] || { echo ${kernels%% *}; exit; }
exec /bin/uname "\$@"
END
cat >"$root/bin/dkms" <<END
#!/bin/sh
exec /usr/sbin/dkms "\$@" --dkmstree $work/tree --sourcetree $work/usr/src --installtree $work/lib/modules
END
chmod +x "$root"/bin/*

# script WHICH VERSION: one of the scripts of the package of that version.
script() {
	awk -v head="%$1 dkms" '/^%/ { on = $0 == head; next } on' "$TOP/packaging/kvmtrapcount.spec" |
		sed "s/%{name}/kvmtrapcount/g; s/%{version}/$2/g; s/%%/%/g; s,/lib/modules,$work&,"
}

# unpack VERSION TEXT: the files of the package. The module is TEXT: nothing is compiled.
unpack() {
	local tree=$root/usr/src/kvmtrapcount-$1
	rm -rf "$tree"
	make -s -C "$TOP" dkms-source VERSION="$1" DESTDIR="$root"
	printf '.section .modinfo,"a"\n.asciz "version=%s"\n.asciz "text=%s"\n' "$1" "$2" |
		gcc -c -x assembler -o "$tree/module/made" -
	sed -i 's,^MAKE.*,MAKE[0]="cp module/made module/kvmtrapcount.ko",; /^CLEAN/d' "$tree/dkms.conf"
}

# transaction SCRIPT ...: scripts that one rpm runs, each in a shell of its own.
transaction() {
	local script
	for script; do
		[ -n "$script" ] || { echo "the spec has no such script"; exit 1; }
		chroot "$BUILDROOT" env PATH="$work/bin:$PATH" sh -ec "$script" >>"$root/out" 2>&1 ||
			{ cat "$root/out"; echo "a script has failed"; exit 1; }
	done
}

# holds VERSION TEXT WHEN
holds() {
	local kernel text status
	for kernel in $kernels; do
		text=$(modinfo -F text "$root/lib/modules/$kernel"/updates/dkms/kvmtrapcount.ko* 2>/dev/null || echo none)
		[ "$text" = "$2" ] || { cat "$root/out"; echo "$3 the module of $kernel is '$text', not '$2'"; exit 1; }
	done
	status=$(chroot "$BUILDROOT" $work/bin/dkms status -m kvmtrapcount)
	[ "$(grep -c "^kvmtrapcount/$1,.*: installed\$" <<<"$status") $(wc -l <<<"$status")" = "2 2" ] ||
		{ cat "$root/out"; echo "$3 dkms has '$status'"; exit 1; }
	: >"$root/out"
}

unpack 0.1.0 first
transaction "$(script posttrans 0.1.0)"
holds 0.1.0 first 'after the installation'

# What somebody else had dkms install of this version does not stay.
unpack 0.1.0 other
for kernel in $kernels; do chroot "$BUILDROOT" $work/bin/dkms install -m kvmtrapcount -v 0.1.0 -k "$kernel" --force >>"$root/out" 2>&1; done
unpack 0.1.0 anew
transaction "$(script posttrans 0.1.0)"
holds 0.1.0 anew 'over what was there'

unpack 0.1.0 second
transaction "$(script preun 0.1.0)" "$(script posttrans 0.1.0)"
holds 0.1.0 second 'after another release of the same version'

unpack 0.1.1 third
transaction "$(script preun 0.1.0)"
rm -r "$root/usr/src/kvmtrapcount-0.1.0"
transaction "$(script posttrans 0.1.1)"
holds 0.1.1 third 'after an upgrade'

unpack 0.1.0 fourth
transaction "$(script preun 0.1.1)"
rm -r "$root/usr/src/kvmtrapcount-0.1.1"
transaction "$(script posttrans 0.1.0)"
holds 0.1.0 fourth 'after a downgrade'

transaction "$(script preun 0.1.0)"
left=$(find "$root/lib/modules" -name 'kvmtrapcount*'; chroot "$BUILDROOT" $work/bin/dkms status -m kvmtrapcount)
[ -z "$left" ] || { cat "$root/out"; echo "after the removal there is $left"; exit 1; }
