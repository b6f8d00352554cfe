// SPDX-License-Identifier: GPL-2.0-only
/*
 * report.c - see report.h; trapgen.c documents the lines.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/machine.h"
#include "lib/report.h"

static void print_expected(unsigned int vcpu, const char *reason, uint64_t n,
			   const char *how)
{
	reason = machine_reason(reason);
	printf("vcpu %u %s %s %llu\n", vcpu, how ?: machine_how(reason), reason,
	       (unsigned long long)n);
}

static bool causes(const struct expectation *e, unsigned int vcpu)
{
	return (!e->when || e->when()) && (!e->of || e->of >> vcpu & 1);
}

static void print_program(unsigned int vcpu, const struct program *p,
			  uint64_t passes)
{
	const struct expectation *e;

	if (p->any) {
		printf("vcpu %u any\n", vcpu);
		return;
	}
	print_expected(vcpu, machine_code_fault(), 1, NULL);
	for (e = p->expect; e->reason; e++)
		print_expected(vcpu, e->reason,
			       causes(e, vcpu) ? e->per_pass * passes + e->once : 0, e->how);
}

static void print_vcpu(const struct vcpu *vcpu)
{
	unsigned int i;

	printf("vcpu %u ns %llu\n", vcpu->id, (unsigned long long)vcpu->ns);
	printf("vcpu %u cpu_ns %llu\n", vcpu->id, (unsigned long long)vcpu->cpu_ns);
	printf("vcpu %u tid %d\n", vcpu->id, vcpu->tid);
	for (i = 0; i < 64; i++)
		if (vcpu->returns[i])
			printf("vcpu %u return %u %llu\n", vcpu->id, i,
			       (unsigned long long)vcpu->returns[i]);
	if (vcpu->signals)
		printf("vcpu %u return SIGNAL %llu\n", vcpu->id,
		       (unsigned long long)vcpu->signals);
	if (vcpu->errors)
		printf("vcpu %u return ERROR %llu\n", vcpu->id,
		       (unsigned long long)vcpu->errors);
	if (vcpu->waits)
		printf("vcpu %u waits %llu\n", vcpu->id, (unsigned long long)vcpu->waits);
}

/* Print the CPU time of all threads together. */
static void print_cpu_time(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	printf("cpu us %llu\n", (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000ull +
	       u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

void report(const struct vm *vm, const struct program *program, uint64_t passes)
{
	unsigned int i;

	printf("pid %d\n", getpid());
	if (vm->turn)
		printf("turns %u\n", vm->hands);
	print_cpu_time();
	for (i = 0; i < vm->nr_vcpus; i++) {
		if (program)
			print_program(i, program, passes);
		print_vcpu(&vm->vcpus[i]);
	}
	stats_print(vm);
}

int verify(struct vm *vm, const struct program *program, uint64_t passes)
{
	uint64_t rung = 0;
	unsigned int i;
	int ret = 0;

	for (i = 0; i < vm->nr_vcpus; i++) {
		const struct vcpu *v = &vm->vcpus[i];

		if (v->failed) {
			fprintf(stderr, "%s: vCPU %u: KVM_RUN: %s\n",
				program_invocation_short_name, i, strerror(v->failed));
			ret = 1;
		}
		if (v->broke) {
			fprintf(stderr, "%s: vCPU %u: the guest broke down, KVM_EXIT reason %u",
				program_invocation_short_name, i, v->broke);
			if (v->broke == KVM_EXIT_FAIL_ENTRY)
				fprintf(stderr, ", hardware reason %#llx",
					v->run->fail_entry.hardware_entry_failure_reason);
			if (v->broke == KVM_EXIT_INTERNAL_ERROR)
				fprintf(stderr, ", suberror %u", v->run->internal.suberror);
			fputc('\n', stderr);
			ret = 1;
		}
	}
	if (vm->ioeventfd >= 0 && program && !program->any &&
	    (read(vm->ioeventfd, &rung, sizeof(rung)) != sizeof(rung) ||
	     rung != passes * vm->nr_vcpus)) {
		fprintf(stderr, "%s: the eventfd was signalled %llu times\n",
			program_invocation_short_name, (unsigned long long)rung);
		ret = 1;
	}
	return ret;
}
