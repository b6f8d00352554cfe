# SPDX-License-Identifier: GPL-2.0-only
# What the scripts of the RPM with the module do to dkms, in rpm's order: after an installation, another
# release of the same version, an upgrade and a downgrade the module is the one of the new package, and
# dkms knows no other. After the removal there is none.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
need_tools gcc:gcc modinfo:kmod
"$EMU/buildroot.sh"
work=/var/tmp/rpm-scripts-test
root=$BUILDROOT$work
release=6.1.0-test
own "$root"
rm -rf "$root"
modules=$root/lib/modules/$release
mkdir -p "$root"/{bin,tree,usr/src} "$modules/build/include"
trap 'rm -rf "$root"' EXIT
printf 'CONFIG_%s=y\n' KVM KPROBES KRETPROBES >"$modules/build/.config"

# The kernel that runs; dkms with folders of its own; and what of ps dkms needs.
cat >"$root/bin/uname" <<END
#!/bin/sh
[ "\$1" != -r ] || { echo $release; exit; }
exec /bin/uname "\$@"
END
cat >"$root/bin/dkms" <<END
#!/bin/sh
exec /usr/sbin/dkms "\$@" --dkmstree $work/tree --sourcetree $work/usr/src --installtree $work/lib/modules
END
cat >"$root/bin/ps" <<'END'
#!/bin/sh
for pid; do :; done
sed 's/.*) //' "/proc/$pid/stat" | cut -d ' ' -f 20
END
chmod +x "$root"/bin/*

# script WHICH VERSION: one of the scripts of the package of that version.
script() {
	awk -v head="%$1 dkms" '/^%/ { on = $0 == head; next } on' "$TOP/packaging/kvmtrapcount.spec" |
		sed "s/%{name}/kvmtrapcount/g; s/%{version}/$2/g"
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
	local script n=0
	rm -f "$root"/script-*
	for script; do
		n=$((n + 1))
		echo "$script" >"$root/script-$n"
	done
	# dkms looks in /proc for the rpm that runs it. The mount goes away with the command.
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private sh -ec 'mount -t proc proc "$1/proc"
		exec chroot "$1" env PATH="$2/bin:$PATH" sh -c "$3" rpm "$2" "$4"' sh "$BUILDROOT" "$work" '
		count=$2
		for script in "$1"/script-*; do
			sh -e "$script" "$count" >>"$1/out" 2>&1 || exit
			count=1
		done' "$count" || { cat "$root/out"; echo "a script has failed"; exit 1; }
}

# holds VERSION TEXT WHEN
holds() {
	local text status
	text=$(modinfo -F text "$modules"/updates/dkms/kvmtrapcount.ko* 2>/dev/null || echo none)
	status=$(chroot "$BUILDROOT" $work/bin/dkms status -m kvmtrapcount)
	[ "$text" = "$2" ] || { cat "$root/out"; echo "$3 the module is '$text', not '$2'"; exit 1; }
	[ "$(wc -l <<<"$status")" = 1 ] && [[ $status = kvmtrapcount/$1,*:\ installed ]] ||
		{ cat "$root/out"; echo "$3 dkms has '$status'"; exit 1; }
	: >"$root/out"
}

unpack 0.1.0 first
count=1 transaction "$(script post 0.1.0)"
holds 0.1.0 first 'after the installation'

unpack 0.1.0 second
count=2 transaction "$(script post 0.1.0)" "$(script preun 0.1.0)"
holds 0.1.0 second 'after another release of the same version'

unpack 0.1.1 third
count=2 transaction "$(script post 0.1.1)" "$(script preun 0.1.0)"
rm -r "$root/usr/src/kvmtrapcount-0.1.0"
holds 0.1.1 third 'after an upgrade'

unpack 0.1.0 fourth
count=2 transaction "$(script post 0.1.0)" "$(script preun 0.1.1)"
rm -r "$root/usr/src/kvmtrapcount-0.1.1"
holds 0.1.0 fourth 'after a downgrade'

count=0 transaction "$(script preun 0.1.0)"
left=$(find "$modules" -name 'kvmtrapcount*'; chroot "$BUILDROOT" $work/bin/dkms status -m kvmtrapcount)
[ -z "$left" ] || { cat "$root/out"; echo "after the removal there is $left"; exit 1; }
