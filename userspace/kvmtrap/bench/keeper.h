/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * keeper.h - loads and unloads the module, and sees to it that it is unloaded in the end.
 *
 * The keeper is a process of its own, in a session of its own. It outlives the one that
 * started it, whatever ends that one: it then unloads what it has loaded, and ends, too.
 */
#ifndef KVMTRAP_BENCH_KEEPER_H
#define KVMTRAP_BENCH_KEEPER_H

#include <stdbool.h>
#include <stddef.h>

/**
 * keeper_start() - Start the keeper, which ends when this process exits.
 * @file: the module's file; NULL: modprobe finds it
 */
void keeper_start(const char *file);

/**
 * keeper_load() - Load the module. It must not be loaded.
 * @attach: the attachment
 * @why: gets a line that says why it cannot be loaded
 * @size: of @why
 *
 * Return: false if it cannot be loaded.
 */
bool keeper_load(const char *attach, char *why, size_t size);

/**
 * keeper_unload() - Unload the module.
 * @why: gets a line that says why it cannot be unloaded
 * @size: of @why
 *
 * Return: false if somebody holds it. The keeper tries once more when this process exits.
 */
bool keeper_unload(char *why, size_t size);

#endif
