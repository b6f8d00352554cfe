/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * order.h - put rows in order.
 *
 * The kernel's sort() calls a function for each comparison and one for each
 * exchange: with many vCPUs that was more than what the totals of VMs cost.
 */
#ifndef KVMTRAP_PUBLISH_ORDER_H
#define KVMTRAP_PUBLISH_ORDER_H

#include <linux/types.h>

/* What is put in order: by @first, where these are equal by @second. */
struct ordered {
	u64 first, second;
};

/**
 * order() - put what is in a list in order, the smallest first
 * @list: the list
 * @n: how many are in it
 * @room: for as many; what is left there means nothing
 *
 * Context: any.
 */
void order(struct ordered *list, unsigned int n, struct ordered *room);

#endif
