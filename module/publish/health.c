// SPDX-License-Identifier: GPL-2.0-only
/*
 * health.c - the file health: can the numbers be trusted?
 */
#include "attach/attach.h"
#include "control/params.h"
#include "publish.h"
#include "rows.h"

/* All items are so wide. */
#define ITEM_WIDTH	36

static void put_text(struct text *t, const char *item, const char *value)
{
	text_left(t, ITEM_WIDTH, item);
	text_left(t, 0, value);
	text_end(t);
}

static void put_number(struct text *t, const char *item, u64 value)
{
	text_left(t, ITEM_WIDTH, item);
	text_number(t, 0, value);
	text_end(t);
}

/* An item of one probe: @what ends in a dot. */
static void put_probe_item(struct text *t, const char *what, const struct probe_status *s)
{
	text_word(t, what);
	text_left(t, ITEM_WIDTH - strlen(what), s->symbol);
}

static void put_probe(struct text *t, const struct probe_status *s, const u64 hits[])
{
	put_probe_item(t, "probe.", s);
	text_left(t, 0, s->kind);
	text_end(t);
	put_probe_item(t, "state.", s);
	text_left(t, 0, s->state);
	text_end(t);
	if (s->hits < HITS_KINDS) {
		put_probe_item(t, "hits.", s);
		text_number(t, 0, hits[s->hits]);
		text_end(t);
	}
	put_probe_item(t, "missed.", s);
	text_number(t, 0, s->missed);
	text_end(t);
}

static void put_records(struct text *t, const struct registry_stats *s)
{
	put_number(t, "records.limit", registry_size());
	put_number(t, "records.used", s->records_used);
	put_number(t, "records.most", s->records_most);
	put_number(t, "vms.live", s->vms_live);
	put_number(t, "vms.ended", s->vms_ended);
	put_number(t, "vms.forgotten", s->vms_forgotten);
	put_number(t, "vcpus.replaced", s->vcpus_replaced);
	put_number(t, "vcpus.unnoted", s->vcpus_unnoted);
	put_number(t, "memory.bytes", s->bytes);
}

static void health_head(struct text *t)
{
	text_left(t, ITEM_WIDTH, "item");
	text_left(t, 0, "value");
}

/* Exits of ARCH_UNSEEN_REASON are counted because KVM counted them: no event told of them. */
static u64 exits_seen(const struct counters *c)
{
	unsigned int unseen = ARCH_UNSEEN_REASON;

	return counters_exits(c) - (unseen < KVMTRAP_NR_REASONS ? c->exits[unseen] : 0);
}

static void health_end(struct text *t, const struct reading *r)
{
	const struct counters *nobody = &r->unattributed;
	const u64 hits[HITS_KINDS] = {
		[HITS_EXITS] = exits_seen(&r->host),
		[HITS_RETURNS] = counters_returns(&r->host) -
				 r->host.returns[KVMTRAP_RET_MISSED],
		[HITS_ENDS] = r->stats.vcpus_ended,
	};
	const struct probe_status *s = r->probes.of;

	put_text(t, "version", KVMTRAP_VERSION);
	put_text(t, "arch", ARCH_NAME);
	put_text(t, "attach", params_attach());
	put_number(t, "since.unix_ns", r->stats.since);
	put_number(t, "times.since.unix_ns", r->stats.times_since);
	for (; s < r->probes.of + r->probes.n; s++)
		put_probe(t, s, hits);
	put_number(t, "probes.maxactive", params_maxactive());
	put_number(t, "calls.refused", attach_refused_calls());
	put_number(t, "exits.lost", r->host.lost);
	put_number(t, "exits.earlier", r->stats.exits_earlier);
#define X(item, reason)	put_number(t, item, r->host.exits[reason]);
	ARCH_HEALTH_REASONS(X)
#undef X
	if (ARCH_REENTERS)
		put_number(t, "exits.reentered", r->host.reentered);
	put_number(t, "exits.unattributed", counters_exits(nobody));
	put_number(t, "returns.unattributed", counters_returns(nobody));
	put_number(t, "returns.missed", r->host.returns[KVMTRAP_RET_MISSED]);
	put_records(t, &r->stats);
}

const struct table publish_health = {
	.name = "health",
	.version = 1,
	.reads = READ_HOST | READ_PROBES,
	.head = health_head,
	.end = health_end,
};
