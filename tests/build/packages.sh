# SPDX-License-Identifier: GPL-2.0-only
# Whatever make installs is in one package of debian/ and of the RPM spec, and these name nothing
# else. All say the version of VERSION. No document takes the place of another. Debian builds the VMMs
# on their architectures, and the command on all. make check-packages builds them. Whoever installs,
# all can read it.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
need_tools dpkg-parsechangelog:dpkg-dev scdoc:scdoc
[ -d "$TOP/debian" ] || { echo "the tarball has no debian/"; exit 4; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(cat "$TOP/VERSION")

dpkg-parsechangelog --all -l "$TOP/debian/changelog" >"$work/changelog" 2>"$work/err"
[ ! -s "$work/err" ] || { cat "$work/err"; exit 1; }
first=$(dpkg-parsechangelog -l "$TOP/debian/changelog" -S Version)
[ "${first%-*}" = "$version" ] || { echo "debian/changelog is of $first, VERSION of $version"; exit 1; }
spec=$TOP/packaging/kvmtrapcount.spec
for found in "$(sed -n 's/^Version: *//p' "$spec")" "$(sed -n 's/^\*.* - \(.*\)-[0-9]*$/\1/p' "$spec" | head -n 1)" \
	"$(sed -n 's/^## \([0-9.]*\).*/\1/p' "$TOP/CHANGES.md" | head -n 1)"; do
	[ "$found" = "$version" ] || { echo "the spec or CHANGES.md is of '$found', VERSION of $version"; exit 1; }
done
# A release has one day.
day=$(sed -n 's/^## [0-9.]* (\(.*\))$/\1/p' "$TOP/CHANGES.md" | head -n 1)
if [ "$day" != "not yet released" ]; then
	for found in "$(dpkg-parsechangelog -l "$TOP/debian/changelog" -S Date)" \
		"$(sed -n 's/^\* \(.* 20[0-9][0-9]\) .*/\1/p' "$spec" | head -n 1)"; do
		# A time has a zone, in which it is that day.
		[ -n "$found" ] && [ "$(date -d "${found% [+-]*}" +%F)" = "$day" ] || { echo "CHANGES.md says $day, the spec or debian/changelog '$found'"; exit 1; }
	done
fi

names=$(sed -nE 's/^%package -n //p; s/^%package /kvmtrapcount-/p' "$spec" | sort)
[ "$(sed -n 's/^Package: //p' "$TOP/debian/control" | sort)" = "$names" ] || { echo "RPMs have other names than Debian's packages"; exit 1; }

# Install all but what the compiler makes. An empty file takes the place of that.
mkdir -p "$work"/{tools,vmm}
touch "$work/tools/kvmtrap" "$work"/vmm/{trapgen,ownvmm,matrix,hello.bin,first-touch.bin,talk.bin,spin.bin}
install_into() { # DIRECTORY MAKE-ARGUMENT ...
	make -s -C "$TOP/userspace/kvmtrap" -o all O="$work/tools" install DESTDIR="$1" "${@:2}"
	make -s -C "$TOP/userspace/vmm" -o all -o "$work/vmm/trapgen" O="$work/vmm" install-all DESTDIR="$1" "${@:2}"
	make -s -C "$TOP" dkms-source DESTDIR="$1" >"$work/out"
}
(umask 077 && install_into "$work/all" PREFIX=/usr)
unread=$(find "$work/all" ! -perm -444 -printf '%M %P\n')
[ -z "$unread" ] || { echo "with a umask of 077 some cannot be read by all:"; echo "$unread"; exit 1; }
install_into "$work/debian" PREFIX=/usr ZSHCOMPDIR=/usr/share/zsh/vendor-completions
install_into "$work/rpm" PREFIX=/usr

# covered WHOSE PATTERN ...: each file in the folder WHOSE is in one of the packages; no PATTERN is
# for nothing.
covered() {
	local whose=$1 file pattern hits
	local -A used=()
	shift
	while read -r file; do
		hits=0
		for pattern; do
			# shellcheck disable=SC2053 # a pattern
			if [[ $file = $pattern || $file = $pattern/* ]]; then
				hits=$((hits + 1))
				used[$pattern]=1
			fi
		done
		[ $hits -eq 1 ] || { echo "$whose: $hits packages have $file"; exit 1; }
	done < <(cd "$work/$whose" && find . -type f -printf '%P\n')
	for pattern; do
		[ -n "${used[$pattern]:-}" ] || { echo "$whose: nothing is installed as $pattern"; exit 1; }
	done
}
# debian/rules gives the units to dh_installsystemd.
units='usr/lib/systemd/system/kvmtrap-export.*'
grep -q "mv debian/tmp/${units%\*}" "$TOP/debian/rules" || { echo "debian/rules does not move $units"; exit 1; }
set -f
# shellcheck disable=SC2046 # patterns, which have no blanks
covered debian "$units" $(cat "$TOP"/debian/kvmtrap.install "$TOP"/debian/kvmtrap-lab.install "$TOP"/debian/kvmtrapcount-dkms.install) $(sed 's,debian/tmp/,,' "$TOP/debian/kvmtrap.manpages")
# shellcheck disable=SC2046
covered rpm $(sed -n '/^%files/,/^%changelog/ { s,%{_bindir},usr/bin,; s,%{_mandir},usr/share/man,; s,%{_datadir},usr/share,
	s,%{_unitdir},usr/lib/systemd/system,; s,%{_prefix},usr,; s,%{_usrsrc},usr/src,; s,%{name},kvmtrapcount,; s,%{version},'"$version"',; /^usr/p }' "$spec")

# Documents land in one folder.
cd "$TOP"
set +f
docs_once() {
	local twice
	twice=$(printf '%s\n' "${@##*/}" | sort | uniq -d)
	[ -z "$twice" ] || { echo "one document would take the place of another: $twice"; exit 1; }
}
# shellcheck disable=SC2046 # patterns
docs_once $(cat debian/kvmtrap.docs)
while read -r -a docs; do
	# shellcheck disable=SC2068 # patterns
	docs_once ${docs[@]:1}
done < <(grep '^%doc' "$spec")

of_lab=$(sed -n '/^Package: kvmtrap-lab/,/^$/s/^Architecture: //p' debian/control)
for arch in $of_lab armhf riscv64; do
	want=0
	[[ " $of_lab " != *" $arch "* ]] || want=1
	for step in build install; do
		got=$(make -n -f debian/rules "override_dh_auto_$step-arch" "DEB_HOST_ARCH=$arch" | grep -c vmms) || true
		[ "$got" = $want ] || { echo "debian/rules has $got lines that $step the VMMs for $arch"; exit 1; }
	done
done
