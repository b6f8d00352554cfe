# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of kvmtrap explain: states that are made of lines of text.

# Reasons that no rule is about: each of them has a part of the exits that is not explained, so
# small that it is not told.
BESIDE_arm64="FP_ASIMD PAC LS64 CP10_ID SVE SVC64 FPAC ILL SVC32 GCS MOPS SP_ALIGN"
BESIDE_x86="UD_EXCP GP_EXCP NM_EXCP AC_EXCP XSETBV MONITOR INVD TASK_SWITCH RSM CR1_WRITE_TRAP CR2_WRITE_TRAP SKINIT"

# state FILE ARCH LINE...: write a state of VMs with one vCPU each. The lines:
#   vm                  begins the next VM; not needed for the first one
#   all N               its exits, with reasons that no rule is about
#   times G K H V       its guest_ns, kernel_ns, halted_ns and vmm_ns, in ms (10000 0 0 0)
#   exit REASON N NS    exits, and how long KVM took for them
#   return REASON N NS  returns of KVM_RUN, and how long the VMM took
#   hot KIND NAME HOW N what was trapped on
#   nested N            so many exits of a guest's guest
#   comm NAME           of the VMM (vmm)
#   vcpus N             that are live (1)
# Of the host:
#   cpus N              its CPUs
#   times off
# Counting began 10 s ago.
state() {
	local beside=BESIDE_$2
	printf '%s\n' vm "${@:3}" end | awk -v arch="$2" -v beside="${!beside}" '
		BEGIN { n_beside = split(beside, name, " ") }
		function row(columns) { return vm " " columns "\n" }
		# What is left of all exits has the other reasons, the last one what cannot be divided.
		function fill(	i, left, each, n) {
			left = all > sum ? all - sum : 0
			each = int(left / n_beside)
			sum += left
			for (i = 1; i <= n_beside; i++) {
				n = i < n_beside ? each : left
				left -= n
				if (n) reasons = reasons row(sprintf("0 cpu - %s %.0f", name[i], n))
			}
		}
		function flush_vm(	counts) {
			fill()
			counts = sprintf("%.0f %.0f 0 0 0 0 0 0 0 0 0 0", sum, sum) (arch == "x86" ? " " nested + 0 : "")
			vms = vms row("77 " vcpus " live " comm " " counts)
			of_vcpus = of_vcpus row("0 77 78 live " comm " " counts)
			times = times row(sprintf("0 guest %.0f %.0f %.0f %.0f %.0f 0", g * 1e6, k * 1e6, h * 1e6, v * 1e6, (g + k + h + v) * 1e6))
			total += sum
		}
		$1 == "vm" || $1 == "end" {
			if (sum || all) flush_vm()
			vm += vm ? (sum || all) : 1
			all = sum = nested = k = h = v = 0
			g = 10000; vcpus = 1; comm = "vmm"
		}
		$1 == "all" { all = $2 }
		$1 == "times" && $2 != "off" { g = $2; k = $3; h = $4; v = $5 }
		$1 == "times" && $2 == "off" { off = 1 }
		$1 == "exit" {
			reasons = reasons row("0 cpu - " $2 " " $3)
			handling = handling row("0 cpu - " $2 " " $3 " " ($4 == "" ? 0 : $4))
			sum += $3
		}
		$1 == "return" { returns = returns row("0 - " $2 " " $3 " " ($4 == "" ? 0 : $4)) }
		$1 == "hot" { hot = hot row($2 " " $3 " " $4 " " $5) }
		$1 == "nested" { nested = $2 }
		$1 == "comm" { comm = $2 }
		$1 == "vcpus" { vcpus = $2 }
		$1 == "cpus" { cpus = $2 }
		function table(name, columns, rows) { printf "kvmtrap %s 1\n%s\n%s", name, columns, rows }
		END {
			counts = "exits cpu mem io irq serror other io_kernel io_user to_user signal_exits lost" (arch == "x86" ? " nested" : "")
			table("host", "item value", "when 1000010.000\n" (cpus ? "cpus " cpus "\n" : ""))
			table("health", "item value", (arch == "x86" ? "arch x86\n" : "") "since.unix_ns 1000000000000000\n" \
				"times.since.unix_ns " (off ? "0" : "1000000000000000") "\n")
			table("summary", "class exits percent", sprintf("total %.0f 100.00\n", total))
			table("vms", "vm pid vcpus state comm " counts, vms)
			table("vcpus", "vm vcpu pid tid state comm " counts, of_vcpus)
			table("reasons", "vm vcpu class code reason exits", reasons)
			table("userspace", "vm vcpu exit_reason reason returns vmm_ns", returns)
			table("times", "vm vcpu now guest_ns kernel_ns halted_ns vmm_ns total_ns unsure_ns", off ? "" : times)
			table("handling", "vm vcpu class code reason exits kernel_ns", off ? "" : handling)
			table("latency", "vm vcpu class from_ns below_ns exits", "")
			table("hot", "vm kind name how exits", hot)
			print "# end"
		}' >"$1"
}
