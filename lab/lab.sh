#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# lab.sh - run the experiments of the lab in an emulated host. The logs, CSV files and pictures of
# each are in build/lab/NAME/, or build/lab-amd64/NAME/. One page about all of them opens offline.
#
#   lab.sh [-d] [-r] [-a ARCH] [-k KERNEL] [NAME ...]   run the experiments NAME, folders here (all)
#     -d    put text and pictures into docs/lab.md, or docs/lab-amd64.md, too
#     -r    only write the page again, from what has been measured
#     -a    the host: arm64, an ARMv8 one; amd64, an AMD one (what KERNEL is for; arm64)
#     -k    its kernel, one of Debian's in emu/kernels.tsv (6.1; 6.12-amd64)
#
# The experiment NAME is two scripts. NAME/host runs in the emulated host; its line
# "# run:" has options of run.sh, and "# run-amd64:" those for an AMD host if they are others.
# NAME/report runs on this machine, and makes Markdown of the results.
set -euo pipefail
. "$(dirname "$0")/../emu/lib.sh"
. "$EMU/progress.sh"

lab=$TOP/lab
all=(boot guests way address ownvmm matrix)
docs='' report_only='' arch='' kernel=''
while getopts dra:k: o; do
	case $o in
	d) docs=1 ;;
	r) report_only=1 ;;
	a) arch=$OPTARG ;;
	k) kernel=$OPTARG ;;
	*) die "usage: lab.sh [-d] [-r] [-a ARCH] [-k KERNEL] [NAME ...]" ;;
	esac
done
shift $((OPTIND - 1))
kernel=$(choose_kernel "$arch" "$kernel")
arch=$(kernel_arch "$kernel")
out=$BUILD/lab$(arch_suffix "$arch")
doc=docs/lab$(arch_suffix "$arch")
for name; do
	[ -e "$lab/$name/host" ] || die "no experiment '$name'; choose of: ${all[*]}"
done
[ -z "$docs" ] || [ $# -eq 0 ] || die "-d wants all experiments"
names=("$@")
[ $# -gt 0 ] || names=("${all[@]}")
[[ $kernel != *-16k ]] || [[ " ${names[*]} " != *" boot "* ]] ||
	die "boot touches 8192 pages of 4 KiB, and those of $kernel are larger: choose another kernel"

need_root
need_space "$BUILD" 500 "the lab"
need_tools gnuplot:gnuplot-nox cmark-gfm:cmark-gfm
started=$SECONDS

# prepare NAME: make the folder that its emulated host sees as /share.
prepare() {
	local dir=$out/$1 file
	if [ ! -d "$out/.files" ]; then
		mkdir -p "$out/.files"
		"$TOP/emu/prepare.sh" "$kernel" "$out/.files" "$TOP"/demo/*.c "$lab"/guests/bench.c
		cp "$("$EMU/userspace.sh" kvmtrap "$arch")" "$out/.files/"
		trapgen=$("$EMU/userspace.sh" trapgen "$arch")
		for file in "${trapgen%/*}"/{trapgen,ownvmm,matrix,*.bin}; do
			[ ! -e "$file" ] || cp "$file" "$out/.files/"
		done
		cp "$lab/lib.sh" "$out/.files/"
	fi
	rm -rf "$dir"
	mkdir -p "$dir"
	cp -lr "$out/.files/." "$dir/"
	cp "$lab/$1/host" "$dir/"
}

# Remove the files that were put into the folder of the experiment. The results stay.
tidy() { (cd "$out/.files" && find . -mindepth 1 -maxdepth 1) | (cd "$out/$1" && xargs rm -rf host job); }

experiment() {
	local name=$1 options
	[ -z "$report_only" ] || { section "$name"; return; }
	options=$(sed -n "s/^# run-$arch: *//p" "$lab/$name/host")
	[ -n "$options" ] || options=$(sed -n 's/^# run: *//p' "$lab/$name/host")
	prepare "$name"
	say "$name: in the emulated host (its serial log: $out/$name/host.log)"
	# shellcheck disable=SC2086 # words
	"$EMU/run.sh" -k "$kernel" -s "$(debian_cpus "$kernel")" $options -d "$out/$name" 'bash /share/host' >"$out/$name/log" 2>&1 || {
		tail -n 20 "$out/$name/log" >&2
		die "$name failed; see $out/$name/log"
	}
	tidy "$name"
	cp "$CACHE/kernel/$kernel/release" "$out/$name/kernel"
	section "$name"
}

section() {
	local name=$1
	[ -e "$out/$name/kernel" ] || die "make lab-$name has not run"
	(cd "$out/$name" && bash -c '. "$0/report.sh"; . "$0/$1/report"' "$lab" "$name" \
		>section.md 2>errors && [ ! -s errors ]) || {
		cat "$out/$name/errors" >&2
		die "$name: its results are not what the report needs; see $out/$name"
	}
}

# measured_on NAME ...: print "kernel 1", or "kernels 1 (NAME, NAME) and 2 (NAME)".
measured_on() {
	local name
	for name; do echo "$(cat "$out/$name/kernel") $name"; done |
		awk '{ if (!($1 in of)) order[++n] = $1
			of[$1] = of[$1] (of[$1] == "" ? "" : ", ") $2 }
			END { if (n == 1) { print "kernel", order[1]; exit }
				for (i = 1; i <= n; i++)
					printf "%s %s (%s)", i == 1 ? "kernels" : " and", order[i], of[order[i]]
				print "" }'
}

# Print the page: what the lab is, the findings, and a section for each experiment that has
# been run.
assemble() {
	local name here=() found where=${out#"$TOP/"} make='' options='' ports=''
	local host=ARMv8 qemu=qemu-system-aarch64 model='Cortex-A76, KVM in VHE mode'
	local other="\`make lab HOST=amd64\` runs them on an AMD host: docs/lab-amd64.md."$'\n'
	other+="Only the comparison with the numbers of others is left out there, as theirs are of ARM hosts."
	if [ "$arch" = amd64 ]; then
		make=' HOST=amd64' options='-a amd64 ' ports=', or a port'
		host=AMD qemu=qemu-system-x86_64 model='EPYC, KVM with nested paging'
		other="\`make lab\` runs them on an ARMv8 host: docs/lab.md."
	fi
	for name in "${all[@]}"; do
		[ ! -s "$out/$name/section.md" ] || [ ! -e "$out/$name/kernel" ] || here+=("$name")
	done
	found=$(for name in "${here[@]}"; do sed 's/^/- /' "$out/$name/findings" 2>/dev/null || true; done)
	cat <<-END
		# The lab: when and why guests exit

		This page is generated. \`make lab$make\` runs the experiments of the lab and writes what they measured to
		$where/index.html; \`lab/lab.sh $options-d\` also writes it to $doc.md.
		$other

		Measured with Debian's $(measured_on "${here[@]}") and kvmtrapcount $(cat "$TOP/VERSION"), in an $host host that
		QEMU $($qemu --version | head -n 1 | cut -d' ' -f4) emulates ($model).

		The experiments run guests under KVM on $arch, and count with kvmtrapcount when and why they exit. At an exit
		a guest stops running, because its host has to do something: KVM itself, or the program that uses KVM, the
		virtual machine monitor (VMM). The tables have four classes of exits. CPU: KVM carries out an instruction for
		the guest. MEM: KVM handles a fault on a page of the guest's memory. IO: KVM or the VMM emulates a load or
		store$ports. IRQ: an interrupt of the host came while the guest ran. The experiments are exercises of the course
		notes that this project grew from (docs/rows.md).${found:+ They found:

$found}

		Each section below is one experiment. \`make lab-NAME$make\` runs one alone; the names are, in this order,
		$(IFS=,; sed 's/,/, /g' <<<"${here[*]}"). Counts are exact. Times are those of an emulated clock. Where a
		section says so, one instruction takes one nanosecond of that clock. Logs, CSV files and the scripts of the
		pictures are in $where/NAME/.

	END
	for name in "${here[@]}"; do
		sed "s,](\([a-z-]*\.svg\)),]($name/\1)," "$out/$name/section.md"
		echo
	done
}

# Print the page as HTML. The pictures are part of it.
page() {
	cat <<-'END'
		<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The lab: when and why guests exit</title><style>
		body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif; color: #222 }
		body > ul:first-of-type { background: #eef4fa; padding: 1em 1em 1em 2.5em; font-size: 1.1em }
		table { border-collapse: collapse } td, th { padding: .2em .7em; border-bottom: 1px solid #ccc }
		pre, code { background: #f5f5f5 } pre { padding: .7em; overflow-x: auto } img { max-width: 100% }
		</style></head><body>
	END
	cmark-gfm -e table "$out/index.md" |
		while IFS= read -r line; do
			while [[ $line =~ src=\"([a-z]+/[a-z-]+\.svg)\" ]]; do
				line=${line/"${BASH_REMATCH[1]}"/data:image/svg+xml;base64,$(base64 -w 0 "$out/${BASH_REMATCH[1]}")}
			done
			printf '%s\n' "$line"
		done
	echo '</body></html>'
}

mkdir -p "$out"
exec 8>"$out/.lock"
flock -n 8 || { say "waiting for another run of the lab"; flock 8; }
rm -rf "$out/.files"
[ -n "$report_only" ] || progress_begin "lab$(arch_suffix "$arch")" 1 "${names[@]}"
for name in "${names[@]}"; do
	[ -n "$report_only" ] || progress_start "$name"
	experiment "$name"
	[ -n "$report_only" ] || progress_done "$name"
done
[ -n "$report_only" ] || progress_end
rm -rf "$out/.files"
assemble >"$out/index.md"
page >"$out/index.html"
if [ -n "$docs" ]; then
	rm -rf "${TOP:?}/$doc"
	mkdir "$TOP/$doc"
	sed "s,](\([a-z]*\)/\([a-z-]*\.svg\)),](${doc#docs/}/\1-\2)," "$out/index.md" >"$TOP/$doc.md"
	for picture in "$out"/*/*.svg; do
		name=$(basename "$(dirname "$picture")")
		cp "$picture" "$TOP/$doc/$name-$(basename "$picture")"
	done
fi
sed -n '/^- /p; /^## /q' "$out/index.md"
cat <<END

The report:               $out/index.html
Logs, CSV and pictures:   $out/{$(IFS=,; echo "${names[*]}")}/
This took $((SECONDS - started)) s.
END
