/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * index.h - where words are: a host may have thousands of VMs, and each row of most
 * tables asks for one.
 */
#ifndef KVMTRAP_INDEX_H
#define KVMTRAP_INDEX_H

#include <stddef.h>

#define INDEX_NONE	((size_t)-1)

struct index {
	size_t n;
	struct index_entry {
		const char *word;	/* must live as long as the index */
		size_t at;
	} *entry;
};

/**
 * index_add() - Add a word.
 * @index: all zero at first
 * @word: the word
 * @at: where it is; a word that is added twice has two places
 */
void index_add(struct index *index, const char *word, size_t at);

/* Put all words in order, before the first of them is looked for. */
void index_sort(struct index *index);

/* Return: the lowest place of @word, or INDEX_NONE. */
size_t index_find(const struct index *index, const char *word);

void index_free(struct index *index);

#endif
