// Gauges of the presence writers, asked for when the metrics are read: what is never asked costs nothing and is never old.
import { Gauge, type Registry } from 'prom-client';
import { createLabelGuard } from './createLabelGuard.ts';
import type { MetricsPort, PresenceGauges } from './MetricsPort.ts';

interface Watched {
  readonly tenantId: string;
  readonly read: () => PresenceGauges;
}

const nothing: PresenceGauges = { backlog: 0, oldestMs: 0, quotaUsed: 0 };
const gauges: readonly (readonly [keyof PresenceGauges, string, string])[] = [
  ['backlog', 'presence_backlog', 'Users whose presence is not yet acknowledged.'],
  ['oldestMs', 'presence_oldest_waiting_ms', 'Milliseconds the oldest change of presence waits.'],
  ['quotaUsed', 'presence_quota_used', 'Presence requests of ours in the last 30 seconds.'],
];

/** Registers the gauges; what it returns adds a writer to them. */
export function watchedGauges(registry: Registry, prefix: string): MetricsPort['watchPresence'] {
  const watched = new Set<Watched>();
  const guard = createLabelGuard<'tenant'>();
  for (const [field, name, help] of gauges) {
    const gauge = new Gauge({
      name: prefix + name,
      help,
      labelNames: ['tenant'] as const,
      registers: [registry],
      collect: () => {
        gauge.reset();
        for (const [tenant, sums] of sumsOf(watched)) gauge.set(guard({ tenant }), sums[field]);
      },
    });
  }
  return (tenantId, read) => {
    const entry = { tenantId, read };
    watched.add(entry);
    return () => {
      watched.delete(entry);
    };
  };
}

function sumsOf(watched: ReadonlySet<Watched>): ReadonlyMap<string, PresenceGauges> {
  const sums = new Map<string, PresenceGauges>();
  for (const { tenantId, read } of watched) {
    const [sum, each] = [sums.get(tenantId) ?? nothing, read()];
    sums.set(tenantId, {
      backlog: sum.backlog + each.backlog,
      oldestMs: Math.max(sum.oldestMs, each.oldestMs),
      quotaUsed: sum.quotaUsed + each.quotaUsed,
    });
  }
  return sums;
}
