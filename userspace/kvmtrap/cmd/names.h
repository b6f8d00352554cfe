/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * names.h - the tables of kvmtrap names that each architecture has of its own.
 */
#ifndef KVMTRAP_NAMES_H
#define KVMTRAP_NAMES_H

#include "output/sheet.h"

/* Fill the columns class, code and reason. */
void fill_arm64_reasons(struct sheet *sheet);
void fill_x86_reasons(struct sheet *sheet);
void fill_x86_vmx_reasons(struct sheet *sheet);

/* Fill the columns number and reason: of KVM_RUN's return. */
void fill_arm64_returns(struct sheet *sheet);
void fill_x86_returns(struct sheet *sheet);

/* Fill the columns function and name. */
void fill_arm64_calls(struct sheet *sheet);
void fill_x86_calls(struct sheet *sheet);

/* Fill all columns: name and encoding; number and name. */
void fill_arm64_registers(struct sheet *sheet);
void fill_x86_msrs(struct sheet *sheet);

/* Fill one row of the columns class, code and reason; @class is the table's name for it. */
void put_reason(struct sheet *sheet, const char *class, const char *code, const char *name);

/* Fill one row of the columns number and reason; below 0 it is no number. */
void put_return(struct sheet *sheet, int number, const char *name);

/* Fill two cells: the number, in hexadecimal with eight digits, and its name. */
void put_numbered(struct sheet *sheet, unsigned int number, const char *name);

/* Return: the name of a table, for completion; NULL behind the last one. */
const char *names_part(size_t i);

#endif
