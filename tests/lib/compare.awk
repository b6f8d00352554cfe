# SPDX-License-Identifier: GPL-2.0-only
# compare.awk - compare a snapshot of the module's files with what trapgen printed.
#
# awk runs this after the parser of emu/table.sh, with -v trapgen=OUTPUT. The snapshot is
# `cat vcpus reasons userspace`, taken while the VM still exists.
# Prints each difference. Exits 1 if there is any.

function differ(what, ours, theirs) {
	printf "  %s: kvmtrap %s, expected %s\n", what, ours + 0, theirs + 0
	wrong = 1
}
function same(what, ours, theirs) {
	checks++
	if (ours + 0 != theirs + 0)
		differ(what, ours, theirs)
}

# Read what trapgen printed: what its program does, and what KVM counted meanwhile.
BEGIN {
	while ((getline <trapgen) > 0) {
		if ($1 == "pid")
			pid = $2
		if ($1 == "turns")
			turns = $2
		if ($1 == "vm" && $2 == "kvm")
			kvm[$3] = $4
		if ($1 != "vcpu")
			continue
		vcpus[$2]
		if ($3 == "expect") {
			expect[$2, $4] += $5
			reasons[$4]
		} else if ($3 == "atleast") {
			least[$2, $4] += $5
			reasons[$4]
		} else if ($3 == "atmost") {
			most[$2, $4] += $5
			reasons[$4]
			if ($4 == "GP_EXCP" && $5)
				halts_fault = 1
		} else if ($3 == "any") {
			any[$2]
		} else if ($3 == "return") {
			returns[$2, $4] = $5
			why[$4]
		} else if ($3 == "waits") {
			waits[$2] = $4
		} else if ($3 == "tid") {
			ran_in[$2] = $4
		} else if ($3 == "kvm") {
			kvm[$4] += $5
			kvm_vcpu[$2, $4] = $5
			per_vcpu = 1
		}
	}
}

table == "vcpus" && col("pid") == pid && col("state") == "live" {
	vm = col("vm")
	id = col("vcpu")
	rows++
	exits[id] = col("exits")
	total += col("exits")
	lost += col("lost")
	sum = col("cpu") + col("mem") + col("io") + col("irq") + col("serror") + col("other")
	same("vCPU " id ": sum of the classes", sum, col("exits"))
	same("vCPU " id ": io_kernel + io_user", col("io_kernel") + col("io_user"), col("io"))
	got[id, "lost"] = col("lost")
	tids[col("tid")]
	same("vCPU " id ": tid", col("tid"), ran_in[id])
	to_user[id] = col("to_user")
	signal_exits[id] = col("signal_exits")
}
table == "reasons" && vm != "" && col("vm") == vm {
	key = col("vcpu") SUBSEP col("reason")
	got[key] = col("exits")
	got_sum[col("vcpu")] += col("exits")
	of[col("reason")] += col("exits")
	# IRQs come from the host, and nobody can foresee them; nor when KVM wants the guest to exit
	# at once, for which it has PREEMPTION_TIMER.
	if (col("reason") !~ /^(IRQ|INTR|NMI|EXTERNAL_INTERRUPT|PREEMPTION_TIMER)$/ && !(col("vcpu") in any) && !(key in expect) && !(key in least) && !(key in most))
		unexpected[col("vcpu") " " col("reason")] = col("exits")
}
table == "userspace" && vm != "" && col("vm") == vm {
	key = col("exit_reason") == "-" ? col("reason") : col("exit_reason")
	seen[col("vcpu"), key] = col("returns")
	why[key]
}

END {
	for (id in vcpus) {
		n++
		vmm = 0
		for (w in why)
			if (w != "SIGNAL")
				vmm += returns[id, w]
		vmm -= waits[id]
		if (!((id, "lost") in expect))
			same("vCPU " id ": lost", got[id, "lost"], 0)
		# An exit causes every return except for those by signal and after a wait to
		# be started, unless KVM refuses to run the vCPU at all.
		if (!(id in any))
			same("vCPU " id ": to_user", to_user[id], vmm)
		else if (to_user[id] > vmm)
			differ("vCPU " id ": to_user, at most", to_user[id], vmm)
		same("vCPU " id ": signal_exits", signal_exits[id], returns[id, "SIGNAL"])
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
			same("vCPU " id ": KVM's exits", exits[id] + got[id, "lost"], kvm_vcpu[id, "exits"])
	}
	for (u in unexpected)
		differ("vCPU " u, unexpected[u], 0)
	for (t in tids)
		threads++
	same("rows of live vCPUs", rows, n)
	# The thread that has the last turn runs all of them.
	same("threads", threads, turns ? 1 : n)
	same("KVM's exits", total + lost, kvm["exits"])
	if ("wfi_exit_stat" in kvm) {
		same("hvc_exit_stat", of["HVC64"] + of["HVC32"], kvm["hvc_exit_stat"])
		same("wfi_exit_stat + wfe_exit_stat", of["WFx"], kvm["wfi_exit_stat"] + kvm["wfe_exit_stat"])
		same("mmio_exit_kernel", of["MMIO_KERNEL"], kvm["mmio_exit_kernel"])
		if (of["MMIO_USER"] < kvm["mmio_exit_user"])
			differ("mmio_exit_user, at least", of["MMIO_USER"], kvm["mmio_exit_user"])
	} else {
		# Those of a guest's guest are that guest's.
		if (!of["VMRUN"] && !of["VMLAUNCH"])
			same("hypercalls", of["VMMCALL"] + of["VMCALL"], kvm["hypercalls"])
		# HLT in real mode is a #GP where the CPU runs that as virtual-8086 mode.
		same("halt_exits", of["HLT"] + (halts_fault ? of["GP_EXCP"] : 0), kvm["halt_exits"])
		same("io_exits", of["PIO_USER"] + of["PIO_KERNEL"], kvm["io_exits"])
		same("mmio_exits", of["MMIO_USER"], kvm["mmio_exits"])
		same("irq_exits", of["INTR"] + of["EXTERNAL_INTERRUPT"], kvm["irq_exits"])
	}
	if (checks < 8 || !n) {
		print "  nothing was compared"
		wrong = 1
	}
	exit wrong
}
