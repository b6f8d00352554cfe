# SPDX-License-Identifier: GPL-2.0-only
# States and recordings of an AMD host are read anywhere, by the names of that architecture.
. "$(dirname "$0")/../lib/command.sh"
a=$STATES/amd-a b=$STATES/amd-b
get() { jq -c "$1" "$WORK/json"; }

# --- stat ---
"$KVMTRAP" stat -R "$b" --by class,reason,user,vm --json >"$WORK/json"
assert_eq classes "$(get '[.views.class[] | .class, .exits]')" \
	'["cpu",206,"mem",131,"io",239,"irq",1,"serror",0,"other",0,"total",577,"io_kernel",64,"io_user",175,"to_user",175,"lost",0]'
assert_eq reasons "$(get '[.views.reason[] | [.class, .code, .reason, .exits]] | sort')" \
	'[["cpu","0x046","UD_EXCP",1],["cpu","0x072","CPUID",20],["cpu","0x078","HLT",1],["cpu","0x07c","MSR",76],["cpu","0x081","VMMCALL",108],["io","mmio","MMIO_KERNEL",64],["io","mmio","MMIO_USER",100],["io","pio","PIO_USER",75],["irq","0x060","INTR",1],["mem","0x400","NPF",131]]'
assert_eq returns "$(get '[.views.user[] | .reason, .returns]')" '["MMIO",100,"IO",75]'
assert_eq apart "$(get .apart)" 0
"$KVMTRAP" stat -R "$b" --by hot --vm 10 --csv >"$WORK/csv"
grep -q ',msr,X2APIC_SELF_IPI,write,6,' "$WORK/csv" || fail "$(cat "$WORK/csv")"
assert_eq list "$("$KVMTRAP" list -R "$b" --csv | cut -d, -f1,2,4-)" "$(printf 'vm,vm_name,vcpus,exits,nested,state,comm,domain_id,vm_uuid\n1,trapgen,1,2,0,live,trapgen,,')"

# Tables that were read one after another are added up from reasons: ports are IO as well, and
# who answers is told by the reason.
sed '/^kvmtrap reasons/,/^kvmtrap summary/ { s/^5 - io pio PIO_USER 51/5 - io pio PIO_USER 54/
	s/^13 - io mmio MMIO_KERNEL 4/13 - io pio PIO_KERNEL 6\n13 - io 0x401 AVIC_INCOMPLETE_IPI 5/ }' "$b" >"$WORK/apart"
"$KVMTRAP" stat -R "$WORK/apart" --by class,vm --json >"$WORK/json"
assert_eq apart "$(get .apart)" 10
assert_eq "IO, added up" "$(get '[.views.class[] | select(.class | startswith("io")).exits]')" '[249,71,178]'
assert_eq "IO of VM 13" "$(get '.views.vm[] | select(.vm == 13).io')" 12

# --- exits of a guest's guest ---
# A state of AMD has their number; people see it where it is not 0.
sed '/^kvmtrap v/,/^kvmtrap [^v]/ s/^5 \(.*\) 0$/5 \1 17/' "$b" >"$WORK/nested"
sees() { # STATE OPTION...: do people see a column for them?
	"$KVMTRAP" "${@:2}" -R "$1" >"$WORK/out"
	if grep -q 'Nested' "$WORK/out"; then echo yes; else echo no; fi
}
for how in "stat --by vm" "stat --by vcpu" "list -a" "list -a --vcpus"; do
	# shellcheck disable=SC2086 # words
	assert_eq "$how" "$(sees "$WORK/nested" $how) $(sees "$b" $how) $(sees "$STATES/b" $how)" "yes no no"
done
assert_eq "of the VM" "$("$KVMTRAP" list -a -R "$WORK/nested" --json | jq -c '[.rows[] | select(.nested > 0) | .vm, .nested]')" '[5,17]'
"$KVMTRAP" list -a -R "$b" >"$WORK/out"
assert_eq "no blanks at the end" "$(grep -c ' $' "$WORK/out" || true)" 0
"$KVMTRAP" stat -R "$WORK/nested" --by vm,vcpu --json >"$WORK/json"
assert_eq "nested, apart" "$(get '[.apart, ([.views.vm, .views.vcpu] | map(map(.nested) | add))]')" '[0,[17,17]]'
assert_eq "none of them" "$("$KVMTRAP" stat -R "$b" --by vm --json | jq -c '[.views.vm[].nested] | unique')" '[0]'
assert_eq "not told" "$("$KVMTRAP" stat -R "$STATES/b" --by vm --json | jq -c '[.views.vm[].nested] | unique')" '[null]'
"$KVMTRAP" stat -R "$STATES/b" --by vm --csv >"$WORK/csv"
grep -q nested "$WORK/csv" && fail "a column that arm64 has not got"
sed '/^kvmtrap vcpus/,/^kvmtrap vms/ s/^5 \(.*\) 17$/5 \1 12/' "$WORK/nested" >"$WORK/apart"
"$KVMTRAP" stat -R "$WORK/apart" --by vm --json >"$WORK/json"
assert_eq "nested, apart" "$(get '[.apart, (.views.vm[] | select(.vm == 5).nested)]')" '[5,12]'

# How exits multiply: VM 5 ran its guest six times. VM 13 tried to, and has no exit of a guest's.
sed '/^kvmtrap reasons/,/^kvmtrap summary/ s/^5 - io pio PIO_USER 51/5 - io pio PIO_USER 45\n5 - cpu 0x080 VMRUN 6/
	/^kvmtrap reasons/,/^kvmtrap summary/ s/^13 - io mmio MMIO_KERNEL 4/13 - cpu 0x080 VMRUN 4/' "$WORK/nested" >"$WORK/runs"
exits=$(rows "$WORK/runs:vms" '{ print col("exits") }' vm=5)
"$KVMTRAP" stat -R "$WORK/runs" --json >"$WORK/json"
assert_eq "exits for each run" "$(get '[.nested[] | .vm, .exits, .nested, .runs, (.exits_per_run * 1000 | round)]')" \
	"[5,$exits,17,6,$(((exits * 1000 + 3) / 6))]"
assert_eq "its members" "$(get '.nested[0] | keys_unsorted | join(" ")')" '"vm vm_name exits nested runs exits_per_run"'
"$KVMTRAP" stat -R "$WORK/runs" >"$WORK/out"
assert_eq "as people see it" "$(awk '/^# guests of guests/ { n = NR } n && NR > n && NF > 3 { print $1, $(NF - 3), $(NF - 2), $(NF - 1), $NF }' "$WORK/out" | head -n 2)" \
	"$(printf 'VM Total Nested Runs Exits/run\n5 %d 17 6 %s' "$exits" "$(awk -v n="$exits" 'BEGIN { printf "%.2f", n / 6 }')")"
assert_eq "of another VM" "$("$KVMTRAP" stat -R "$WORK/runs" --vm 13 --json | jq -c .nested)" '[]'
assert_eq "of a vCPU" "$("$KVMTRAP" stat -R "$WORK/runs" --vm 1 --vcpu 0 --json | jq -c .nested)" 'null'
for state in "$b" "$WORK/nested" "$STATES/b"; do
	none='[]'
	[ "$state" != "$STATES/b" ] || none=null	# arm64 does not tell
	assert_eq "none in $state" "$("$KVMTRAP" stat -R "$state" --json | jq -c .nested)" "$none"
	! "$KVMTRAP" stat -R "$state" | grep -q "guests of guests" || fail "guests of guests in $state"
done

# --- export ---
"$KVMTRAP" export -a --per vcpu -R "$WORK/nested" >"$WORK/prom"
value() { awk -v series="$1" 'index($0, series " ") == 1 { print $NF }' "$WORK/prom"; }
assert_eq "PIO_USER of VM 5" "$(value 'kvmtrap_reason_exits_total{vm="5",reason="PIO_USER"}')" 51
assert_eq "KVM_EXIT_IO of VM 5" "$(value 'kvmtrap_user_exits_total{vm="5",reason="IO"}')" 51
assert_eq "nested of VM 5" "$(value 'kvmtrap_nested_exits_total{vm="5",vcpu="-"}')" 17
assert_eq "nested of VM 5, per VM" "$("$KVMTRAP" export -a -R "$WORK/nested" | grep '^kvmtrap_nested_exits_total{vm="5"}')" 'kvmtrap_nested_exits_total{vm="5"} 17'
assert_eq "nested of VM 1" "$(value 'kvmtrap_nested_exits_total{vm="1",vcpu="0"}')" 0
assert_eq "module" "$(value 'kvmtrap_module_info{version="0.1.0",attach="tracepoint",arch="x86"}')" 1
"$KVMTRAP" export -a -R "$STATES/b" >"$WORK/prom"
assert_eq "nested on arm64" "$(grep -c nested "$WORK/prom" || true)" 0
assert_eq "module on arm64" "$(value 'kvmtrap_module_info{version="0.1.0",attach="tracepoint",arch="arm64"}')" 1

# --- vmtop ---
# Its columns are those that it has on x86. What the module does not tell has no number.
awk '/^kvmtrap/ { on = $2 == "reasons" } { print } on && $1 == 1 && $2 == 0 && !n++ {
	split("READ_CR0 2,WRITE_CR8 3,CR0_SEL_WRITE 4,VMMCALL 5,PIO_USER 6,PIO_KERNEL 7,INTR 8,IRET 9,VINTR 10,PAUSE 11,MMIO_USER 12,MMIO_KERNEL 13,MSR 14,WRITE_DR7 15", more, ",")
	for (i = 1; i in more; i++) print 1, 0, "cpu", "-", more[i] }' "$b" >"$WORK/all"
"$KVMTRAP" stat --vmtop -R "$WORK/all" --json >"$WORK/json"
assert_eq vmtop "$(get '.rows[] | [.pid, .vcpu, .tid, .exits, .io_exits, .mmio_exits, .halt_exits, .irq_exits, .nmi_window_exits, .irq_window_exits, .hypercalls, .cr_exits, .msr_rd_exits, .pause_exits]')" \
	'[205,0,218,121,13,12,1,8,9,10,5,9,null,11]'
assert_eq "columns" "$(get '.rows[0] | keys | length')" $((4 + 17 + 4))

# --- diff ---
"$KVMTRAP" diff "$a" "$b" --by class,reason,hot --json >"$WORK/json"
assert_eq "reasons of AMD and AMD" "$(get '[.views.reason[] | [.reason, .a, .b, .change]]')" \
	'[["PIO_USER",3,75,72],["MMIO_KERNEL",0,64,64],["MSR",30,76,46],["NPF",104,131,27],["VMMCALL",100,108,8],["UD_EXCP",0,1,1],["CPUID",20,20,0],["HLT",1,1,0],["MMIO_USER",100,100,0],["INTR",1,1,0]]'
assert_eq "total" "$(get '.views.class[] | select(.class == "total") | [.a, .b]')" '[359,577]'
assert_eq "what exactly" "$(get '[.views.hot[] | select(.kind == "msr") | .name, .how, .change]')" \
	'["APIC_BASE","read",40,"X2APIC_SELF_IPI","write",6,"PAT","write",0]'

# The change is a share of A. Of nothing there is none.
"$KVMTRAP" diff "$a" "$b" --by reason --csv >"$WORK/csv"
for row in 'io,mmio,MMIO_KERNEL,0,64,64,' mem,0x400,NPF,104,131,27,25.962 cpu,0x072,CPUID,20,20,0,0.000; do
	grep -qx "$row" "$WORK/csv" || fail "no row $row: $(cat "$WORK/csv")"
done

# Of two architectures: classes and returns can be compared, and a reason is of one of them.
"$KVMTRAP" diff "$STATES/b" "$b" --by class,reason,user --json >"$WORK/json"
assert_eq "classes of arm64 and AMD" "$(get '[.views.class[] | select(.class == "cpu" or .class == "io") | .class, .a, .b]')" \
	"[\"cpu\",$(column_sum "$STATES/b:reasons" exits class=cpu),206,\"io\",$(column_sum "$STATES/b:reasons" exits class=io),239]"
assert_eq "reasons of both" "$(get '[.views.reason[] | select(.a > 0 and .b > 0)]')" '[]'
assert_eq HVC64 "$(get '.views.reason[] | select(.reason == "HVC64") | [.a, .b]')" "[$(column_sum "$STATES/b:reasons" exits reason=HVC64),0]"
assert_eq VMMCALL "$(get '.views.reason[] | select(.reason == "VMMCALL") | [.a, .b]')" '[0,108]'
assert_eq "returns" "$(get '.views.user[] | select(.reason == "MMIO" or .reason == "IO") | [.reason, .a, .b]' | sort | tr '\n' ' ')" \
	"[\"IO\",0,75] [\"MMIO\",$(column_sum "$STATES/b:userspace" returns reason=MMIO),100] "
"$KVMTRAP" diff "$STATES/b" "$b" >"$WORK/out"
grep -q '^# A is of arm64, B of x86: their reasons have names of their own, ' "$WORK/out" || fail "$(cat "$WORK/out")"
"$KVMTRAP" diff "$a" "$b" >"$WORK/out"
grep -q '^# A is of' "$WORK/out" && fail "of one architecture: $(cat "$WORK/out")"
assert_eq "the time between" "$(sed -n 's/^# from A to B //p' "$WORK/out")" \
	"$(awk '$1 == "boottime" { s = $2 - s } END { printf "%.3f s\n", s }' "$a" "$b")"

# --- recordings ---
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
"$KVMTRAP" report "$WORK/amd.dat" --json >"$WORK/json"
assert_eq report "$(get '[.rows[] | [.class, .code, .reason, .exits]] | sort')" \
	'[["cpu","0x081","VMMCALL",20],["io","mmio","MMIO_USER",20],["io","pio","PIO_USER",1],["irq","0x060","INTR",1],["mem","0x400","NPF",21]]'
assert_eq "how long it is" "$(get '[(.seconds * 1e6 | round), .missed, ([.rows[].percent] | add | round)]')" '[4522,0,100]'
"$KVMTRAP" stat -R "$WORK/amd.dat" --by class,vcpu --json >"$WORK/json"
assert_eq "classes recorded" "$(get '[.views.class[:6][].exits]')" '[20,21,21,1,0,0]'
assert_eq "its vCPU" "$(get '[.views.vcpu[] | .vm, .exits, .cpu, .mem, .io, .irq, .nested]')" '[14,63,20,21,21,1,0]'
"$KVMTRAP" diff "$a" "$WORK/amd.dat" --by reason --csv >"$WORK/csv"
grep -qx 'cpu,0x081,VMMCALL,100,20,-80,-80.000' "$WORK/csv" || fail "$(cat "$WORK/csv")"
assert_eq "its VM" "$("$KVMTRAP" list -R "$WORK/amd.dat" --json | jq -c '[.rows[] | .vm, .exits, .state]')" '[14,63,"live"]'
# An event that is of neither architecture is of a later version.
sed 's/:u64 info1;/:u64 info9;/' "$WORK/amd.dat" >"$WORK/later.dat"
"$KVMTRAP" report "$WORK/later.dat" >"$WORK/out" 2>"$WORK/err" && fail "reads an event of no architecture"
grep -q 'its kvmtrap_exit events are of another version' "$WORK/err" || fail "$(cat "$WORK/err")"
# One that has no exit, one of two vCPUs, and one of which the kernel dropped 7 events.
sed '/name: kvmtrap_exit/ { n; s/ID: 1/ID: 9/ }' "$WORK/amd.dat" >"$WORK/none.dat"
for what in report "list -R" "stat -R" explain "top --batch -n 1 -R" "stat --vmtop -R"; do
	# shellcheck disable=SC2086 # words
	"$KVMTRAP" $what "$WORK/none.dat" >"$WORK/out" 2>"$WORK/err" || fail "$what of no exits: $(cat "$WORK/err")"
done
assert_eq "no exits" "$("$KVMTRAP" report "$WORK/none.dat" --json | jq -c '[(.seconds | floor), .missed, .rows]')" '[0,0,[]]'
# shellcheck disable=SC2016 # perl's
perl -0777 -pe 's/(\x0e\0{7}.{8})\0(?=\0{3})/$1 . ($n++ % 4 ? "\0" : "\1")/gse' "$WORK/amd.dat" >"$WORK/two.dat"
"$KVMTRAP" report "$WORK/two.dat" --per vcpu --json >"$WORK/json"
assert_eq "of each vCPU" "$(get '[.rows | group_by(.vcpu)[] | [.[0].vcpu, (map(.exits) | add)]]')" '[[0,47],[1,16]]'
assert_eq "rows that are there twice" "$(get '[.rows | group_by([.vm, .vcpu, .reason])[] | select(length > 1)]')" '[]'
assert_eq "of one reason" "$("$KVMTRAP" report "$WORK/two.dat" --per vcpu --event NPF --json | jq -c '[.rows[].exits] | [length, add]')" '[2,21]'
assert_eq "of one vCPU" "$("$KVMTRAP" report "$WORK/two.dat" --vcpu 1 --json | jq '[.rows[].exits] | add')" 16
assert_eq "of each, as counts" "$("$KVMTRAP" stat -R "$WORK/two.dat" --by vcpu --json | jq -c '[.views.vcpu[] | [.vcpu, .exits]]')" '[[0,47],[1,16]]'
# Its last page says that some were dropped, and behind its events how many.
perl -0777 -pe 'substr($_, 12288 + 11, 1) = "\xc0"; substr($_, 12288 + 16 + 0xcc, 1) = "\7"' "$WORK/amd.dat" >"$WORK/dropped.dat"
assert_eq "dropped" "$("$KVMTRAP" report "$WORK/dropped.dat" --json | jq -c '[.missed, .missed_at_least, ([.rows[].exits] | add)]')" '[7,false,63]'
# A page that is full says only that some were.
perl -0777 -pe 'substr($_, 12288 + 11, 1) = "\x80"' "$WORK/amd.dat" >"$WORK/dropped.dat"
assert_eq "dropped, nobody knows how many" "$("$KVMTRAP" report "$WORK/dropped.dat" --json | jq -c '[.missed, .missed_at_least, ([.rows[].exits] | add)]')" '[1,true,63]'
"$KVMTRAP" report "$WORK/dropped.dat" | head -n 1 | grep -q 's, at least 1 event missed$' || fail "$("$KVMTRAP" report "$WORK/dropped.dat" | head -n 1)"
# The thread's name is not in it.
sed 's/279 vcpu 0$/278 vcpu 0/' "$WORK/amd.dat" >"$WORK/unnamed.dat"
assert_eq "the name of a thread" "$(for f in amd unnamed; do "$KVMTRAP" list -R "$WORK/$f.dat" --json | jq -c '.rows[] | [.vm_name, .comm]'; done)" \
	"$(printf '["vcpu 0","vcpu 0"]\n[null,null]')"
assert_eq "a VM without a name" "$("$KVMTRAP" explain "$WORK/unnamed.dat" --vm 14 --json | jq -c '[.chosen[0].vm_name, .vms[0].vm_name]')" '[null,null]'
# Of some exits it says that they are a guest's guest's.
# shellcheck disable=SC2016 # perl's
perl -0777 -pe 's/(\x0e\0{7}.{44})\0/$1 . ($n++ % 4 ? "\0" : "\1")/gse' "$WORK/amd.dat" >"$WORK/nested.dat"
assert_eq "nested in a recording" "$("$KVMTRAP" stat -R "$WORK/nested.dat" --by vm,vcpu --json | jq -c '[.views[][] | [.exits, .nested]]')" '[[63,16],[63,16]]'
