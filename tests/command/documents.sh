# SPDX-License-Identifier: GPL-2.0-only
# Each command that a document or a man page shows is there, with the options that it shows; so is
# what the tables for users of other tools have. What only others do has its reason.
. "$(dirname "$0")/../lib/command.sh"
man_dir=$TOP/userspace/kvmtrap/man
docs=("$TOP"/README.md "$TOP"/CONTRIBUTING.md "$TOP"/SECURITY.md "$TOP"/docs/*.md)
commands=$("$KVMTRAP" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p')
declare -A options=() help=()
for c in $commands; do
	options[$c]=" $("$KVMTRAP" complete -- "$c" -- | tr '\n' ' ' | tr -d '=') "
	help[$c]=$("$KVMTRAP" "$c" --help)
done
seen=0
# Other names of options are taken, and neither completed nor shown by help.
is_taken() { [[ $("$KVMTRAP" "$1" "$2" x --help 2>&1) != *"there is no option"* ]]; }
# holds FILE WORD...: the words behind "kvmtrap" are a command, if they begin with one, and its options.
holds() {
	local file=${1#"$TOP"/} c word
	shift
	while :; do
		case ${1-} in
		--root | -R) shift 2 ;;
		--root=*) shift ;;
		*) break ;;
		esac
	done
	c=${1-}
	[ -n "${help[$c]-}" ] || return 0
	seen=$((seen + 1))
	for word in "${@:2}"; do
		word=${word%%[=,.:;)\]]*}
		case $word in
		--) break ;;
		--*) [[ ${options[$c]} == *" $word "* ]] || is_taken "$c" "$word" || fail "$file: kvmtrap $c has no $word" ;;
		-[A-Za-z]) grep -qE -- "(^| )$word," <<<"${help[$c]}" || fail "$file: kvmtrap $c has no $word" ;;
		esac
	done
}
# each FILE [all]: hold the commands of stdin, one per line. all: there is nothing else among them.
each() {
	local line
	local -a words
	while read -r line; do
		read -ra words <<<"$line"
		[ -z "${2-}" ] || [[ ! ${words[1]-} =~ ^[a-z]+$ ]] || [ -n "${help[${words[1]}]-}" ] || fail "${1#"$TOP"/}: no kvmtrap ${words[1]}"
		holds "$1" "${words[@]:1}"
	done
}
for doc in "${docs[@]}"; do
	# In backticks, over the end of a line as well; and in examples, which are indented. Only shells
	# call kvmtrap complete.
	each "$doc" all < <(tr '\n' ' ' <"$doc" | grep -oE '`kvmtrap [^`]*' | grep -v '^`kvmtrap complete' | tr -d '`')
	each "$doc" < <(grep -E '^    ' "$doc" | grep -oE '\bkvmtrap [^#|;>&$]*')
done
for page in "$man_dir"/*.scd; do
	each "$page" < <(tr '\n' ' ' <"$page" | grep -oE '\*kvmtrap [^*]*' | tr -d '*\\')
	each "$page" < <(grep -E '^(	|kvmtrap )' "$page" | grep -oE '\bkvmtrap [^#|;>&$]*' | tr -d '*\\')
done
[ $seen -gt 100 ] || fail "only $seen commands were found"

# --- tables of what other tools have ---
# A cell has commands without the word kvmtrap, or options of the page's own command, with a comma, a
# semicolon, "or" or "and" between them.
for page in stat top; do
	cells=$(awk '/^# IF YOU KNOW/ { on = 1; next } /^# / { on = 0 } on && /^:  / { sub(/^:  /, ""); print }' "$man_dir/kvmtrap-$page.1.scd" | sed 's/([^)]*)//g' | tr -d '*_\\')
	[ "$(grep -c . <<<"$cells")" -ge 10 ] || fail "kvmtrap-$page(1) has no table of what others have"
	while read -ra words; do
		case ${words[0]-} in
		-?*) holds "kvmtrap-$page(1)" "$page" "${words[@]}" ;;
		*) holds "kvmtrap-$page(1)" "${words[@]-}" ;;
		esac
	done < <(sed 's/, \| or \|; \| and /\n/g' <<<"$cells")
done
for topic in module 'regular expression' condition timeline stacks "KVM's other statistics" network separator \
	HTTP PCP OTLP exemplars 'native histograms' 'dashboard to load'; do
	awk -F ' [|] ' -v topic="$topic" '/^## What others do/ { on = 1 } on && index($1, topic) && NF == 3 && length($3) > 20 { found = 1 } END { exit !found }' \
		"$TOP/docs/tools.md" || fail "docs/tools.md does not say why there is no $topic"
done
