// SPDX-License-Identifier: GPL-2.0-only
/*
 * turns.c - a few threads run all vCPUs in turn.
 *
 * One thread runs each vCPU in turn, and then the next thread does. All threads are
 * there until all programs are over, so that none gets the address of another.
 */
#include <errno.h>
#include <semaphore.h>
#include <stdbool.h>
#include <unistd.h>

#include "lib/vm.h"

static struct hand {
	struct vm *vm;
	pthread_t thread;
	sem_t turn;
	struct hand *next;
} hands[MAX_HANDS];

/* Return: false when all programs are over. */
static bool take_turns(struct vm *vm)
{
	unsigned int i, n;
	bool left = false;

	for (i = 0; i < vm->nr_vcpus; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];

		if (!vcpu->done)
			vcpu->tid = gettid();
		for (n = 0; n < vm->turn && !vcpu->done; n++)
			vcpu->done = !vcpu_run(vcpu);
		left |= !vcpu->done;
	}
	return left;
}

static void *hand_thread(void *arg)
{
	struct hand *hand = arg;
	bool left;

	do {
		while (sem_wait(&hand->turn))
			;
		left = take_turns(hand->vm);
		sem_post(&hand->next->turn);
	} while (left);
	return NULL;
}

void turns_start(struct vm *vm)
{
	unsigned int i;

	for (i = 0; i < vm->hands; i++) {
		hands[i].vm = vm;
		hands[i].next = &hands[(i + 1) % vm->hands];
		sem_init(&hands[i].turn, 0, i == 0);
	}
	for (i = 0; i < vm->hands; i++) {
		errno = pthread_create(&hands[i].thread, NULL, hand_thread, &hands[i]);
		if (errno)
			fatal("pthread_create");
	}
}

void turns_wait(struct vm *vm)
{
	unsigned int i;

	for (i = 0; i < vm->hands; i++)
		pthread_join(hands[i].thread, NULL);
}
