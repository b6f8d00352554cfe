# SPDX-License-Identifier: GPL-2.0-only
# Every file has a title, a header, and rows with as many columns as the header. It is the same
# when it is read at once and byte by byte. It shows no kernel pointer, and has mode 0400.
. "$(dirname "$0")/../lib/host.sh"
load_module times=1 hot=1
"$TRAPGEN" mixed 50 --vcpus=3 --then "
	for f in $FILES; do
		cat $K/\$f >$WORK/\$f; dd if=$K/\$f bs=1 status=none >$WORK/\$f.slow
	done" >/dev/null || fail "trapgen"
for f in $FILES; do
	case " $MOVING " in
	*" $f "*) ;;
	*) cmp -s "$WORK/$f" "$WORK/$f.slow" || fail "$f reads differently byte by byte" ;;
	esac
	version=1
	[ $f != latency ] || version=2
	assert_eq "title of $f" "$(head -n 1 "$WORK/$f")" "kvmtrap $f $version"
	awk 'NR == 2 { n = NF } NR > 2 && NF != n { bad = 1; print }
		END { exit bad || NR < 3 }' "$WORK/$f" || fail "$f: rows and header differ"
	! grep -qi 'ffff[0-9a-f]\{8\}' "$WORK/$f" || fail "$f shows a kernel pointer"
	assert_eq "mode of $f" "$(stat -c %a $K/$f)" 400
done
# The shares of the total have hundredths of a percent, and are not rounded up.
rows "$WORK/summary" '{ n[col("class")] = col("exits"); p[col("class")] = col("percent") }
	END { for (c in n) if (int(10000 * n[c] / n["total"]) != sprintf("%.0f", 100 * p[c])) { print c, n[c], n["total"], p[c]; bad = 1 }
		exit bad || n["total"] < 150 }' >"$WORK/shares" || fail "percent: $(cat "$WORK/shares")"
assert_eq "files" "$(ls $K | tr '\n' ' ')" "$FILES "
# Columns and items of health that a release had are there (docs/compatibility.md).
arch=arm64
! on_x86 || arch=x86
columns=0 items=0
while read -r what _ name column; do
	case $what in
	file)
		head -n 2 "$WORK/$name" | tail -n 1 | tr -s ' ' '\n' | grep -qx "$column" || fail "$name has no column '$column' any more"
		columns=$((columns + 1))
		;;
	health)
		[ -n "$(health "$name")" ] || fail "health has no '$name' any more"
		items=$((items + 1))
		;;
	esac
done < <(grep -hE "^(file|health) $arch " "$HERE"/released/*/formats)
[ $columns -ge 60 ] && [ $items -ge 20 ] || fail "only $columns columns and $items items are kept"
