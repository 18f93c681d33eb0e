// The metrics of the service, kept in a registry of their own and told in the Prometheus text format.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createLabelGuard } from './createLabelGuard.ts';
import type { MetricsPort } from './MetricsPort.ts';
import { watchedGauges } from './watchedGauges.ts';

const prefix = 'hookswitch_';
const relayBucketsMs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const turnBucketsMs = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 500, 1_000];

/** Settings of the metrics. */
export interface MetricsOptions {
  /** Also tell about the process: memory, CPU, event loop lag. @default true */
  readonly processMetrics?: boolean;
}

/** Metrics in a registry of their own: two services in one process (tests) do not share counts. */
export function createMetrics(options: MetricsOptions = {}): MetricsPort {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  return {
    ...pbxMetrics(registry),
    ...teamsMetrics(registry),
    ...presenceMetrics(registry),
    ...serviceMetrics(registry),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function counter<L extends string>(registry: Registry, name: string, help: string, labelNames: readonly L[]) {
  const series = new Counter({ name: prefix + name, help, labelNames, registers: [registry] });
  const guard = createLabelGuard<L>();
  return (labels: Readonly<Record<L, string>>, count = 1): void => series.inc(guard(labels), Math.max(0, count));
}

function gauge<L extends string>(registry: Registry, name: string, help: string, labelNames: readonly L[]) {
  const series = new Gauge({ name: prefix + name, help, labelNames, registers: [registry] });
  const guard = createLabelGuard<L>();
  return (labels: Readonly<Record<L, string>>, value: number): void => series.set(guard(labels), value);
}

function histogram<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly L[],
  buckets: number[],
) {
  const series = new Histogram({ name: prefix + name, help, labelNames, buckets, registers: [registry] });
  const guard = createLabelGuard<L>();
  return (labels: Readonly<Record<L, string>>, ms: number): void => {
    if (Number.isFinite(ms)) series.observe(guard(labels), Math.max(0, ms));
  };
}

function pbxMetrics(registry: Registry): Pick<MetricsPort, 'pbxEvent' | 'pbxFault' | 'pbxLink' | 'pbxReconnect'> {
  const events = counter(registry, 'pbx_events_total', 'Events from the PBX.', ['pbx', 'kind']);
  const faults = counter(registry, 'pbx_faults_total', 'Faults of a PBX or its line.', ['pbx', 'code']);
  const link = gauge(registry, 'pbx_link_up', '1 while the PBX is connected.', ['pbx']);
  const reconnects = counter(registry, 'pbx_reconnects_total', 'Connections made again.', ['pbx']);
  return {
    pbxEvent: (pbx, kind, count) => events({ pbx, kind }, count),
    pbxFault: (pbx, code) => faults({ pbx, code }),
    pbxLink: (pbx, up) => link({ pbx }, up ? 1 : 0),
    pbxReconnect: (pbx) => reconnects({ pbx }),
  };
}

function teamsMetrics(registry: Registry): Pick<MetricsPort, 'relayLatency' | 'graphRequest' | 'graphThrottled'> {
  const latencyHelp = 'Milliseconds from the receipt of a PBX event to this stage of its Graph request.';
  const latency = histogram(registry, 'relay_latency_ms', latencyHelp, ['tenant', 'stage'], relayBucketsMs);
  const requests = counter(registry, 'graph_requests_total', 'Requests to Graph.', ['tenant', 'op', 'outcome']);
  const throttled = counter(registry, 'graph_throttled_total', 'Answers 429 of Graph.', ['tenant']);
  return {
    relayLatency: (tenant, stage, ms) => latency({ tenant, stage }, ms),
    graphRequest: (tenant, op, outcome) => requests({ tenant, op, outcome }),
    graphThrottled: (tenant) => throttled({ tenant }),
  };
}

function presenceMetrics(
  registry: Registry,
): Pick<MetricsPort, 'watchPresence' | 'presenceBatch' | 'presenceHealed' | 'teamsFollowed'> {
  const batches = counter(registry, 'presence_batches_total', 'Batches of presence writes.', ['tenant']);
  const parts = counter(registry, 'presence_batch_parts_total', 'Presence writes sent in batches.', ['tenant']);
  const help = 'Presence states sent again because Teams did not show them.';
  const healed = counter(registry, 'presence_healed_total', help, ['tenant']);
  const followedHelp = 'People whose phones are told what they set in Teams.';
  const followed = gauge(registry, 'teams_followed_users', followedHelp, ['tenant']);
  return {
    teamsFollowed: (tenant, people) => followed({ tenant }, people),
    watchPresence: watchedGauges(registry, prefix),
    presenceBatch: (tenant, count) => {
      batches({ tenant });
      parts({ tenant }, count);
    },
    presenceHealed: (tenant) => healed({ tenant }),
  };
}

function serviceMetrics(
  registry: Registry,
): Pick<MetricsPort, 'storeTurn' | 'httpRequest' | 'authRefused' | 'streamsOpen' | 'logRecord'> {
  const turns = histogram(registry, 'store_turn_ms', 'Milliseconds to write one turn.', [], turnBucketsMs);
  const requests = counter(registry, 'http_requests_total', 'Requests answered.', ['route', 'status']);
  const refused = counter(registry, 'auth_refused_total', 'Access tokens refused.', ['reason']);
  const records = counter(registry, 'log_records_total', 'Call log records written.', ['tenant', 'outcome']);
  const help = 'Event streams open now.';
  const streams = new Gauge({ name: `${prefix}streams_open`, help, registers: [registry] });
  return {
    storeTurn: (ms) => turns({}, ms),
    httpRequest: (route, status) => requests({ route, status: String(status) }),
    authRefused: (reason) => refused({ reason }),
    streamsOpen: (delta) => streams.inc(delta),
    logRecord: (tenant, outcome, count) => records({ tenant, outcome }, count),
  };
}
