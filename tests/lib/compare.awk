# SPDX-License-Identifier: GPL-2.0-only
# compare.awk - hold a snapshot of kvmtrap's files against what trapgen printed.
#
#   awk -f compare.awk TRAPGEN-OUTPUT SNAPSHOT
#
# SNAPSHOT is `cat vcpus reasons userspace`, taken while the VM still exists.
# Prints each difference; exits 1 if there is any.

function differ(what, ours, theirs) {
	printf "  %s: kvmtrap %s, expected %s\n", what, ours + 0, theirs + 0
	wrong = 1
}
function same(what, ours, theirs) {
	checks++
	if (ours + 0 != theirs + 0)
		differ(what, ours, theirs)
}

# --- what trapgen printed ---
FNR == NR && $1 == "pid" { pid = $2 }
FNR == NR && $1 == "vcpu" && $3 == "expect" { expect[$2, $4] += $5; vcpus[$2]; reasons[$4] }
FNR == NR && $1 == "vcpu" && $3 == "atleast" { least[$2, $4] += $5; vcpus[$2]; reasons[$4] }
FNR == NR && $1 == "vcpu" && $3 == "atmost" { most[$2, $4] += $5; vcpus[$2]; reasons[$4] }
FNR == NR && $1 == "vcpu" && $3 == "any" { any[$2]; vcpus[$2] }
FNR == NR && $1 == "vcpu" && $3 == "return" { returns[$2, $4] = $5; vcpus[$2]; why[$4] }
FNR == NR && $1 == "vcpu" && $3 == "kvm" { kvm[$4] += $5; kvm_vcpu[$2, $4] = $5; per_vcpu = 1 }
FNR == NR && $1 == "vm" && $2 == "kvm" { kvm[$3] = $4 }
FNR == NR { next }

# --- the snapshot: a title, a header, rows ---
$1 == "kvmtrap" { file = $2; delete column; header = 1; next }
header {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	header = 0
	next
}
file == "vcpus" && $column["pid"] == pid && $column["state"] == "live" {
	vm = $column["vm"]
	id = $column["vcpu"]
	rows++
	exits[id] = $column["exits"]
	total += $column["exits"]
	sum = $column["cpu"] + $column["mem"] + $column["io"] + $column["irq"] + \
	      $column["serror"] + $column["other"]
	same("vCPU " id ": sum of the classes", sum, $column["exits"])
	same("vCPU " id ": io_kernel + io_user", $column["io_kernel"] + $column["io_user"], $column["io"])
	same("vCPU " id ": lost", $column["lost"], 0)
	tids[$column["tid"]]
	left[id] = $column["left"]
	signal[id] = $column["signal"]
}
file == "reasons" && vm != "" && $column["vm"] == vm {
	got[$column["vcpu"], $column["reason"]] = $column["exits"]
	got_sum[$column["vcpu"]] += $column["exits"]
	of[$column["reason"]] += $column["exits"]
	# IRQs come from the host: nobody can foretell them.
	key = $column["vcpu"] SUBSEP $column["reason"]
	if ($column["reason"] != "IRQ" && !($column["vcpu"] in any) && !(key in expect) && !(key in least) && !(key in most))
		unexpected[$column["vcpu"] " " $column["reason"]] = $column["exits"]
}
file == "userspace" && vm != "" && $column["vm"] == vm {
	key = $column["number"] == "-" ? $column["reason"] : $column["number"]
	seen[$column["vcpu"], key] = $column["returns"]
	why[key]
}

END {
	for (id in vcpus) {
		n++
		vmm = 0
		for (w in why)
			if (w != "SIGNAL")
				vmm += returns[id, w]
		# Every return of the programs but by signal follows from an exit,
		# where KVM does not refuse to run the vCPU to begin with.
		if (!(id in any))
			same("vCPU " id ": left", left[id], vmm)
		else if (left[id] > vmm)
			differ("vCPU " id ": left, at most", left[id], vmm)
		same("vCPU " id ": signal", signal[id], returns[id, "SIGNAL"])
		for (r in reasons) {
			if ((id, r) in expect)
				same("vCPU " id ": " r, got[id, r], expect[id, r])
			if ((id, r) in most && got[id, r] > most[id, r])
				differ("vCPU " id ": at most " r, got[id, r], most[id, r])
			if ((id, r) in least && got[id, r] < least[id, r])
				differ("vCPU " id ": at least " r, got[id, r], least[id, r])
		}
		for (w in why)
			same("vCPU " id ": returns of " w, seen[id, w], returns[id, w])
		same("vCPU " id ": sum of the reasons", got_sum[id], exits[id])
		if (per_vcpu)
			same("vCPU " id ": KVM's exits", exits[id], kvm_vcpu[id, "exits"])
	}
	for (u in unexpected)
		differ("vCPU " u, unexpected[u], 0)
	for (t in tids)
		threads++
	same("rows of live vCPUs", rows, n)
	same("threads", threads, n)
	same("KVM's exits", total, kvm["exits"])
	same("hvc_exit_stat", of["HVC64"] + of["HVC32"], kvm["hvc_exit_stat"])
	same("wfi_exit_stat + wfe_exit_stat", of["WFx"], kvm["wfi_exit_stat"] + kvm["wfe_exit_stat"])
	same("mmio_exit_kernel", of["MMIO_KERNEL"], kvm["mmio_exit_kernel"])
	if (of["MMIO_USER"] < kvm["mmio_exit_user"])
		differ("mmio_exit_user, at least", of["MMIO_USER"], kvm["mmio_exit_user"])
	if (checks < 8 || !n) {
		print "  nothing was compared"
		wrong = 1
	}
	exit wrong
}
