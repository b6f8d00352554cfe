/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * returns.h - the one list of the reasons for which KVM_RUN returns: what the
 * architecture's reasons.h names, and four that are the same on every
 * architecture. Pure preprocessor text without includes.
 */

/*
 * X(NUMBER, NAME): -1 is no number of KVM's. OTHER is any further number,
 * SIGNAL is -EINTR, ERROR any other errno, MISSED a return that nobody saw, as
 * no return-probe instance was free.
 */
#define KVMTRAP_RETURNS(X)			\
	KVMTRAP_KVM_EXITS(X)			\
	X(-1, OTHER)				\
	X(-1, SIGNAL)				\
	X(-1, ERROR)				\
	X(-1, MISSED)
