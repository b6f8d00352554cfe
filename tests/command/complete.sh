# SPDX-License-Identifier: GPL-2.0-only
# Completion in real shells (bash, zsh and fish, in a terminal): commands, options, values, names of
# VMs, files. What it offers are the options that help and the man pages have.
. "$(dirname "$0")/../lib/command.sh"
need_tools zsh:zsh fish:fish tmux:tmux
ln -s "$STATES/b" "$WORK/state"
sed '/^kvmtrap names/,/^kvmtrap vms/ { s/^6 web$/6 my\\040web,x\n4 a\\012b/ }' "$STATES/b" >"$WORK/odd"
mkdir "$WORK/bin"
ln -s "$KVMTRAP" "$WORK/bin/kvmtrap"
cd "$WORK" || exit

# The program's answer: the candidates for the last of the words.
answer() { "$KVMTRAP" complete -- "$@" | tr '\n' ' ' | sed 's/ $//'; }
assert_eq commands "$(answer re)" "record report reset"
assert_eq "commands behind options" "$(answer -R file rec)" record
assert_eq "help on" "$(answer help doc)" doctor
assert_eq "no hidden commands" "$(answer com)" ""
assert_eq "options behind options" "$(answer --root file stat --int)" "--interval="
assert_eq "options without an argument" "$(answer list --vcpus)" --vcpus
assert_eq "all options of reset" "$(answer reset --)" "--help --version"
assert_eq "a report" "$(answer bugreport --a)" --anonymous
assert_eq "files of a report" "$(answer bugreport '')" :files
assert_eq "users" "$(answer top --user nobo)" nobody
assert_eq "no root" "$(answer stat -Z roo)" ""
assert_eq "VMs of explain" "$(answer explain -R state --vm w)" web
assert_eq "global options" "$(answer -)" "--root= --help --version"
assert_eq views "$(answer stat --by la)" latency
assert_eq "a list of views" "$(answer stat -b class,la)" class,latency
assert_eq "what a picture is by" "$(answer plot --by '' | paste -sd' ')" "class reason vm latency"
assert_eq "reasons of a picture" "$(answer plot --reason VMMC)" VMMCALL
assert_eq "in one word" "$(answer stat --by=class,la)" --by=class,latency
assert_eq "in three words" "$(answer stat --by = class,la)" class,latency
assert_eq "behind the sign" "$(answer stat --per =)" "vm vcpu"
assert_eq parts "$(answer names re)" "reasons registers"
assert_eq architectures "$(answer names --arch '')" "arm64 x86"
assert_eq MSRs "$(answer names ms)" msrs
assert_eq attachments "$(answer bench --attach tr)" tracepoint
assert_eq "reasons of bench" "$(answer bench --reason MMIO_)" "MMIO_KERNEL MMIO_USER"
assert_eq events "$(answer stat -R state --event mmio,HVC)" "mmio,HVC32 mmio,HVC64"
assert_eq "events of x86" "$(answer stat -R "$STATES/amd-b" -e VMM)" VMMCALL
assert_eq "columns" "$(answer stat -k to_)" to_user
assert_eq "VMs" "$(answer stat -R state --vm '')" "trapgen web"
assert_eq "VMs by number" "$(answer -R state stat --vm 6)" 6
assert_eq "VMs with odd names" "$(answer stat -R odd --vm '')" "trapgen my web,x"
assert_eq "PIDs" "$(answer list -R state -p 14)" "142 144 143"
gunzip -c "$STATES/amd.dat.gz" >amd.dat
assert_eq "PIDs of a recording" "$(answer stat -R amd.dat -p '')" ""
mkfifo pipe
assert_eq "behind a pipe" "$(answer stat --root=pipe --vcpu '')" ""
assert_eq "vCPUs" "$(answer stat --root=state --vcpu '')" "0 1"
assert_eq "files" "$(answer stat -o '')" :files
assert_eq "files of diff" "$(answer diff '')" :files
assert_eq "a command" "$(answer stat -- '')" :commands

# typed SHELL TEXT EXPECTED: TEXT and a tab become EXPECTED.
mux() { tmux -L "kvmtrap-$$" -f /dev/null "$@"; }
# fish may still write completions of man pages there.
trap 'mux kill-server 2>/dev/null; until rm -rf "$WORK" 2>/dev/null; do sleep 0.1; done' EXIT
shows() { # TEXT: some day, or it is stuck
	for _ in $(seq 2000); do
		mux capture-pane -p | grep -qF -- "$1" && return
		sleep 0.1
	done
	fail "$shell never showed '$1': $(mux capture-pane -p)"
}
completion=$TOP/userspace/kvmtrap/completion
cat >bashrc <<-END
	. '$completion/kvmtrap'
	PS1='ready> '
END
mkdir zdot
cat >zdot/.zshrc <<-END
	fpath=('$completion' \$fpath)
	autoload -Uz compinit && compinit -u -d '$WORK/zcompdump'
	PS1='ready> '
END
mkdir -p config/fish/completions
cp "$completion/kvmtrap.fish" config/fish/completions/
cat >config/fish/config.fish <<-END
	function fish_prompt; echo 'ready> '; end
	set -g fish_greeting
	set -g fish_autosuggestion_enabled 0
END
export PATH=$WORK/bin:$PATH LC_ALL=C.UTF-8 ZDOTDIR=$WORK/zdot XDG_CONFIG_HOME=$WORK/config XDG_DATA_HOME=$WORK/data
typed() {
	mux send-keys -l "$1"
	mux send-keys Tab
	shows "ready> $2"
	mux send-keys C-u
	# A shell that has taken this has taken the line away, too.
	mux send-keys C-l
	until [ "$(mux capture-pane -p | grep -c .)" -le 1 ]; do sleep 0.1; done
}
mux new-session -d -x 100 -y 30 'exec sleep 1000'
for shell in "bash --rcfile $WORK/bashrc -i" "zsh -i" "fish -i"; do
	mux respawn-window -k "$shell"
	shows 'ready>'
	typed 'kvmtrap doc' 'kvmtrap doctor'
	typed 'kvmtrap bugreport --an' 'kvmtrap bugreport --anonymous'
	typed 'kvmtrap stat --int' 'kvmtrap stat --interval='
	typed 'kvmtrap stat -R state --vm w' 'kvmtrap stat -R state --vm web'
	typed 'kvmtrap stat -R state --vm=3,w' 'kvmtrap stat -R state --vm=3,web'
	typed 'kvmtrap stat --by class,la' 'kvmtrap stat --by class,latency'
	typed 'kvmtrap list --root=sta' 'kvmtrap list --root=state'
	typed 'kvmtrap diff sta' 'kvmtrap diff state'
	typed 'kvmtrap stat -R odd --vm my' 'kvmtrap stat -R odd --vm my\ web'
done
