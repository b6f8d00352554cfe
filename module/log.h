/* SPDX-License-Identifier: GPL-2.0-only */
/* Before any other header, so that every message says whose it is. */
#define pr_fmt(fmt) "kvmtrapcount: " fmt
