/* SPDX-License-Identifier: GPL-2.0-only */
#define SZ_32M (32 << 20)
