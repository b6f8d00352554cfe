# SPDX-License-Identifier: GPL-2.0-only
# Names that are not plain ASCII are UTF-8 for programs, fit the columns for people, and do not
# control a terminal.
. "$(dirname "$0")/../lib/command.sh"
need_tools python3:python3
sed '/^kvmtrap names/,/^kvmtrap vms/ {
	s/^6 web$/6 w\\303\\244b\\040my\n4 \\346\\227\\245\\346\\234\\254\n3 \\033[31m\\012\\134040\\377,"\n7 a\\015b\\342\\200\\256c\n8 \\777/
	}; s/^name kvmtrap$/name h\\303\\266st\\033/; s/^\(5 153 .*\) trapgen /\1 c\\303\\266mm /' "$STATES/b" >"$WORK/odd"
export LC_ALL=C.UTF-8
want=$(jq -c . <<<'["wäb my","日本","\u001b[31m\n\\040\ufffd,\"","cömm"]')
names() { jq -c '[6, 4, 3, 5] as $vms | . as $all | [$vms[] as $vm | $all[] | select(.vm == $vm).vm_name]'; }
assert_eq JSON "$("$KVMTRAP" list -a -R "$WORK/odd" --json | jq .rows | names)" "$want"
assert_eq "VMM" "$("$KVMTRAP" list -a -R "$WORK/odd" --json | jq -r '.rows[] | select(.vm == 5).comm')" cömm
assert_eq host "$("$KVMTRAP" list -R "$WORK/odd" --json | jq -r .host)" $'höst\e'
"$KVMTRAP" list -R "$WORK/odd" --csv >"$WORK/csv"
grep -q '^6,wäb my,143,' "$WORK/csv" && grep -q '^4,日本,144,' "$WORK/csv" || fail "$(cat "$WORK/csv")"
assert_eq "CSV" "$(sed -n '/^3,/,/^[0-9]/p' "$WORK/csv" | head -n 2)" "3,\"$(printf '\033[31m\n\\040\357\277\275,""",142,2,4,live,trapgen,,')"
"$KVMTRAP" list -a -R "$WORK/odd" --csv >"$WORK/csv"
grep -q $'^7,"a\rb\xe2\x80\xaec",' "$WORK/csv" || fail "an end of line: $(cat -v "$WORK/csv")"
grep -q '^8,.777,' "$WORK/csv" || fail "what is no byte: $(cat -v "$WORK/csv")"
"$KVMTRAP" export -R "$WORK/odd" >"$WORK/prom"
grep -qF 'name="wäb my"' "$WORK/prom" && grep -qF $'name="\e[31m\\n\\\\040\xef\xbf\xbd,\\""' "$WORK/prom" || fail "$(grep vm_info "$WORK/prom")"

# In text, the columns are where they were.
"$KVMTRAP" list -a -R "$WORK/odd" >"$WORK/text"
grep -q '^6   wäb my ' "$WORK/text" && grep -q '^4   日本 ' "$WORK/text" && grep -qF '\033[31m\012\040' "$WORK/text" || fail "$(cat "$WORK/text")"
assert_eq "where PIDs begin" "$(python3 - "$WORK/text" <<-'PYTHON'
	import re, sys, unicodedata
	for line in open(sys.argv[1], encoding="utf-8").read().splitlines()[1:]:
	    before = line[:re.search(r" +(14|15|16)\d ", line).end()]
	    print(sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in before))
	PYTHON
)" "$(awk 'NR == 1 { n = index($0, "PID") + 3 } NR > 1 { print n }' "$WORK/text")"
# What is for people holds no control character either if it goes through a pipe.
for what in "stat --by vm" "list -a" "explain" "top --batch -n 1"; do
	# shellcheck disable=SC2086 # words
	"$KVMTRAP" $what -R "$WORK/odd" >"$WORK/text"
	! grep $'\e' "$WORK/text" || fail "$what has an escape: $(cat -v "$WORK/text")"
done
# Nor what turns the direction of letters, so that a row looks like another one.
grep -qF 'a\015b\342\200\256c' <("$KVMTRAP" list -a -R "$WORK/odd") || fail "$("$KVMTRAP" list -a -R "$WORK/odd")"
# If the locale lacks these characters, they are shown in octal.
LC_ALL=C "$KVMTRAP" list -R "$WORK/odd" | grep -qF 'w\303\244b my' || fail "$(LC_ALL=C "$KVMTRAP" list -R "$WORK/odd")"

# A terminal gets no control character of a name, whatever is printed.
script -qc true /dev/null >/dev/null 2>&1 || { echo "this machine has no pseudo-terminals"; exit 4; }
for what in "stat --by vm" "list" "list --csv" "export" "list --json"; do
	script -qc "$KVMTRAP $what -R $WORK/odd" /dev/null </dev/null >"$WORK/screen"
	grep -q 31m "$WORK/screen" || fail "$what: $(cat "$WORK/screen")"
	! grep -q $'\e' "$WORK/screen" || fail "$what sends an escape: $(cat -v "$WORK/screen")"
done
# Names of reasons have a case of their own: in Turkish, i and I are no pair.
if localedef -i tr_TR -f UTF-8 "$WORK/tr_TR.UTF-8" >/dev/null 2>&1 || [ -e "$WORK/tr_TR.UTF-8/LC_CTYPE" ]; then
	assert_eq "mmio_user in Turkish" "$(LOCPATH=$WORK LC_ALL=tr_TR.UTF-8 "$KVMTRAP" stat -R "$STATES/b" --by reason --event mmio_user --csv)" \
		"$("$KVMTRAP" stat -R "$STATES/b" --by reason --event MMIO_USER --csv)"
fi
