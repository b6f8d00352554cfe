// SPDX-License-Identifier: GPL-2.0-only
/*
 * harness.c - see fuzz.h. The linker (--wrap) replaces the program's calls of die(),
 * warn() and the allocator by calls of the functions here.
 */
#include <search.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

/* A hash table of the blocks that the run has not freed yet. It is emptied before each run. */
#define SLOTS	32768u

static void *held[SLOTS];
static bool running;
static jmp_buf ended;

static unsigned int first_slot(const void *p)
{
	return ((uintptr_t)p >> 4) * 2654435761u % SLOTS;
}

static void *hold(void *p)
{
	unsigned int i, n;

	for (i = first_slot(p), n = 0; running && p && n < SLOTS; n++, i = (i + 1) % SLOTS) {
		if (held[i])
			continue;
		held[i] = p;
		return p;
	}
	return p;
}

/* Marks the slot of a freed block: the chain may go on after it. */
static void *const freed = held;

static void let_go(const void *p)
{
	unsigned int i, n;

	for (i = first_slot(p), n = 0; p && held[i] && n < SLOTS; n++, i = (i + 1) % SLOTS) {
		if (held[i] == p) {
			held[i] = freed;
			return;
		}
	}
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__real_reallocarray(void *p, size_t n, size_t size);
char *__real_strdup(const char *s);
int __real_vasprintf(char **text, const char *format, va_list args);
void __real_free(void *p);

void *__wrap_malloc(size_t size)
{
	return hold(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return hold(__real_calloc(n, size));
}

void *__wrap_realloc(void *p, size_t size)
{
	let_go(p);
	return hold(__real_realloc(p, size));
}

void *__wrap_reallocarray(void *p, size_t n, size_t size)
{
	let_go(p);
	return hold(__real_reallocarray(p, n, size));
}

char *__wrap_strdup(const char *s)
{
	return hold(__real_strdup(s));
}

int __wrap_vasprintf(char **text, const char *format, va_list args)
{
	int n = __real_vasprintf(text, format, args);

	if (n >= 0)
		hold(*text);
	return n;
}

void __wrap_free(void *p)
{
	let_go(p);
	__real_free(p);
}

typedef int (*compare_fn)(const void *left, const void *right);

void *__real_tsearch(const void *key, void **root, compare_fn compare);
void __real_tdestroy(void *root, void (*free_key)(void *key));

/*
 * What tsearch() returns is the node, which the C library has allocated. It may have been
 * there before.
 */
void *__wrap_tsearch(const void *key, void **root, compare_fn compare)
{
	void *node = __real_tsearch(key, root, compare);

	let_go(node);
	return hold(node);
}

static void let_node_go(const void *node, VISIT visit, int depth)
{
	(void)depth;
	if (visit == postorder || visit == leaf)
		let_go(node);
}

void __wrap_tdestroy(void *root, void (*free_key)(void *key))
{
	twalk(root, let_node_go);
	__real_tdestroy(root, free_key);
}

/* Format the message, so that everything that it names is read. */
static void say(const char *format, va_list args)
{
	char text[4096];

	vsnprintf(text, sizeof(text), format, args);
	MUST(!strchr(text, '\n') || strlen(text) == sizeof(text) - 1);
}

void __wrap_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

void __wrap_die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
	longjmp(ended, 1);
}

const char *fuzz_file(unsigned int slot, const uint8_t *data, size_t size)
{
	static char path[2][32];
	static int fd[2] = { -1, -1 };

	if (fd[slot] < 0)
		fd[slot] = memfd_create("input", 0);
	MUST(fd[slot] >= 0 && !ftruncate(fd[slot], 0) &&
	     pwrite(fd[slot], data, size, 0) == (ssize_t)size);
	snprintf(path[slot], sizeof(path[slot]), "/proc/self/fd/%d", fd[slot]);
	return path[slot];
}

char *fuzz_text(const uint8_t *data, size_t size)
{
	char *text = __wrap_malloc(size + 1);

	MUST(text);
	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

static void free_all(void)
{
	unsigned int i;

	for (i = 0; i < SLOTS; i++) {
		if (held[i] && held[i] != freed)
			__real_free(held[i]);
	}
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	/* What the program prints is not checked. */
	MUST(freopen("/dev/null", "w", stdout));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	memset(held, 0, sizeof(held));
	running = true;
	if (!setjmp(ended))
		fuzz_one(data, size);
	else
		free_all();
	running = false;
	return 0;
}
