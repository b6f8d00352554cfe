// SPDX-License-Identifier: GPL-2.0-only
/*
 * doctor_host.c - can this host count?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cmd/doctor.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "util/die.h"
#include "util/file_text.h"

static bool is(const char *path, const char *wanted)
{
	char *line = file_line(path);
	bool same = line && !strcmp(line, wanted);

	free(line);
	return same;
}

static void check_kernel(void)
{
	struct utsname u;
	unsigned int major = 0, minor = 0;

	uname(&u);
	if (strcmp(u.machine, "aarch64") && strcmp(u.machine, "x86_64"))
		found(FAIL, "count on such a host; here, read saved copies with --root",
		      "this machine is %s, the module is for arm64 and x86-64", u.machine);
	else if (sscanf(u.release, "%u.%u", &major, &minor) != 2)
		found(WARN, NULL, "cannot tell the version of kernel %s", u.release);
	else if (major < 5 || (major == 5 && minor < 10))
		found(FAIL, "run 5.10 or later", "kernel %s is too old", u.release);
	else if (major > 7 || (major == 7 && minor > 3))
		found(WARN, "make check-here, in the source, compares counts with KVM's own",
		      "kernel %s is newer than any this was tested on (5.10 to 7.3)", u.release);
	else
		found(OK, NULL, "kernel %s", u.release);
}

/* Return true if it is known that the running kernel was built without KVM. */
static bool built_without_kvm(void)
{
	struct utsname u;
	char *path, *text;
	bool without;

	uname(&u);
	path = xasprintf("/boot/config-%s", u.release);
	text = file_text(path);
	without = text && !strstr(text, "\nCONFIG_KVM=");
	free(path);
	free(text);
	return without;
}

static void no_kvm(void)
{
	if (built_without_kvm())
		found(FAIL, "run a kernel with CONFIG_KVM",
		      "there is no /dev/kvm: this kernel was built without KVM");
	else if (arch_of_host() == ARCH_ARM64)
		found(FAIL, "boot the host at EL2 and without kvm-arm.mode=none; dmesg | grep kvm "
			   "says why",
		      "there is no /dev/kvm: KVM is not running");
	else if (!arch_host_has("svm") && !arch_host_has("vmx"))
		found(FAIL, "switch SVM on in the firmware or, in a VM, nesting in its hypervisor",
		      "there is no /dev/kvm: the CPU does not offer to run guests");
	else
		found(FAIL, "modprobe kvm_amd, or kvm_intel; dmesg | grep -i -e kvm -e svm -e "
			   "vmx says why if it is refused",
		      "there is no /dev/kvm: KVM is not loaded");
}

static void check_kvm(void)
{
	if (access("/dev/kvm", F_OK))
		no_kvm();
	else
		found(OK, NULL, "KVM is running");
}

/* The word in brackets says how far the kernel is locked down. */
static void check_lockdown(bool loaded)
{
	char *line = file_line("/sys/kernel/security/lockdown");
	bool locked = line && !strstr(line, "[none]");
	bool enforced = is("/sys/module/module/parameters/sig_enforce", "Y");

	if (access("/proc/modules", F_OK))
		found(FAIL, "run a kernel with CONFIG_MODULES", "this kernel loads no modules");
	else if (locked && !loaded)
		found(FAIL, "sign the module (dkms does, once its key is enrolled: mokutil "
			   "--import)",
		      "the kernel is locked down: it takes only signed modules");
	else if (locked)
		found(WARN, NULL, "the kernel is locked down; counting is not restricted, tracing "
				  "may be");
	else if (enforced && !loaded)
		found(FAIL, "sign the module (dkms does, once its key is enrolled: mokutil "
			   "--import)",
		      "the kernel takes only signed modules");
	else
		found(OK, NULL, "the kernel takes %s modules",
		      enforced ? "only signed" : "unsigned");
	free(line);
}

/* Return: true if what is in debugfs can be looked at. */
static bool check_debugfs(void)
{
	char *mounts = file_text("/proc/mounts");
	bool mounted = mounts && strstr(mounts, " /sys/kernel/debug debugfs ");

	free(mounts);
	if (geteuid())
		found(FAIL, "run as root", "only root can read debugfs");
	else if (!mounted)
		found(FAIL, "mount -t debugfs none /sys/kernel/debug (debugfs=off on the kernel's "
			   "command line forbids it)",
		      "debugfs is not mounted");
	else
		found(OK, NULL, "debugfs is mounted");
	return !geteuid() && mounted;
}

static void check_kprobes(void)
{
	if (is("/sys/kernel/debug/kprobes/enabled", "0"))
		found(FAIL, "echo 1 > /sys/kernel/debug/kprobes/enabled", "all kprobes are "
			   "switched off");
	else if (access("/sys/kernel/debug/kprobes/enabled", F_OK))
		found(WARN, "the kernel needs CONFIG_KPROBES", "cannot tell whether there are "
			    "kprobes");
	else
		found(OK, NULL, "kprobes are on");
}

/* kvmtrap record sets it back, unless it was killed. */
static void check_trace_min(void)
{
	char *ns = parameter_read("trace_min_ns");

	if (ns && strcmp(ns, "0"))
		found(WARN, "echo 0 > " PARAMETERS "/trace_min_ns, unless kvmtrap record --slower "
			    "is running",
		      "only exits that took %s ns or longer are traced", ns);
	free(ns);
}

static bool check_module(void)
{
	char *version = file_line("/sys/module/kvmtrapcount/version");

	if (access("/sys/module/kvmtrapcount", F_OK)) {
		found(FAIL, "modprobe kvmtrapcount; dmesg | grep kvmtrapcount says why if it is "
			   "refused",
		      "the module is not loaded");
		return false;
	}
	if (version && strcmp(version, KVMTRAP_VERSION))
		found(WARN, "install both from the same source",
		      "the module is version %s, this command %s", version, KVMTRAP_VERSION);
	else
		found(OK, NULL, "the module is loaded");
	free(version);
	if (is(PARAMETERS "/enabled", "N"))
		found(WARN, "echo 1 > " PARAMETERS "/enabled", "counting is switched off");
	if (!is(PARAMETERS "/filter_vm", "0") || !is(PARAMETERS "/filter_pid", "0"))
		found(WARN, "kvmtrap filter --off, to count all",
		      "a filter is set: exits of other VMs are not counted");
	check_trace_min();
	return true;
}

bool check_host(void)
{
	bool seen;

	check_kernel();
	check_kvm();
	check_lockdown(!access("/sys/module/kvmtrapcount", F_OK));
	seen = check_debugfs();
	if (seen)
		check_kprobes();
	return check_module() && seen;
}
