// SPDX-License-Identifier: GPL-2.0-only
/*
 * health.c - the file health: can the numbers be trusted?
 */
#include "attach/attach.h"
#include "control/params.h"
#include "publish.h"
#include "rows.h"

static void health_put(struct seq_file *m, const char *item, u64 value)
{
	seq_printf(m, "%-36s %llu\n", item, value);
}

static void put_probes(struct seq_file *m, const struct probes *probes,
		       const u64 hits[])
{
	const struct probe_status *s = probes->of;

	for (; s < probes->of + probes->n; s++) {
		seq_printf(m, "probe.%-30s %s\n", s->symbol, s->kind);
		seq_printf(m, "state.%-30s %s\n", s->symbol, s->state);
		if (s->hits < HITS_KINDS)
			seq_printf(m, "hits.%-31s %llu\n", s->symbol,
				   hits[s->hits]);
		seq_printf(m, "missed.%-29s %llu\n", s->symbol, s->missed);
	}
}

static void put_records(struct seq_file *m, const struct registry_stats *s)
{
	health_put(m, "records.limit", registry_size());
	health_put(m, "records.used", s->records_used);
	health_put(m, "records.most", s->records_most);
	health_put(m, "vms.live", s->vms_live);
	health_put(m, "vms.ended", s->vms_ended);
	health_put(m, "vms.forgotten", s->vms_forgotten);
	health_put(m, "vcpus.replaced", s->vcpus_replaced);
	health_put(m, "vcpus.unnoted", s->vcpus_unnoted);
	health_put(m, "memory.bytes", s->bytes);
}

int publish_show_health(struct seq_file *m, const struct reading *r)
{
	const struct counters *nobody = &r->unattributed.c;
	const u64 hits[HITS_KINDS] = {
		[HITS_EXITS] = counters_exits(&r->host),
		[HITS_RETURNS] = counters_returns(&r->host) -
				 r->host.returns[KVMTRAP_RET_MISSED],
		[HITS_ENDS] = r->stats.vcpus_ended,
	};

	seq_printf(m, "%-36s %s\n", "item", "value");
	seq_printf(m, "%-36s %s\n", "version", KVMTRAP_VERSION);
	seq_printf(m, "%-36s %s\n", "attach", params_attach());
	health_put(m, "since.unix_ns", r->stats.since);
	health_put(m, "times.since.unix_ns", r->stats.times_since);
	put_probes(m, &r->probes, hits);
	health_put(m, "probes.maxactive", params_maxactive());
	health_put(m, "calls.refused", attach_refused_calls());
	health_put(m, "exits.lost", r->host.lost);
	health_put(m, "exits.earlier", r->stats.exits_earlier);
	health_put(m, "exits.unattributed", counters_exits(nobody));
	health_put(m, "returns.unattributed", counters_returns(nobody));
	health_put(m, "returns.missed", r->host.returns[KVMTRAP_RET_MISSED]);
	put_records(m, &r->stats);
	return 0;
}
