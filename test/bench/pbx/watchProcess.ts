// Process of its own: the SIP connector with all its subscriptions. Talks to its parent: up, then one report per question.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSipConnector } from '../../../bot/pbx/index.ts';
import type { PbxEvent } from '../../../shared/domain/call/index.ts';
import { percentile, rounded } from './median.ts';
import { stampReads } from './stampReads.ts';
import type { WatchOrder, WatchReport } from './watchMessages.ts';
import { WireTally } from './WireTally.ts';

const nsPerMs = 1e6;
const msPerSecond = 1_000;
const order = JSON.parse(process.argv[2] ?? '{}') as WatchOrder;
const wire = new WireTally();
const stamp = stampReads((bytes) => {
  wire.take(bytes);
});
const loop = monitorEventLoopDelay({ resolution: 1 });
const startedAt = performance.now();
let latenciesMs: number[] = [];
let counts: Record<string, number> = {};
let faults: Record<string, number> = {};
let linkChanges = 0;

/** `initiator established`: whose side of the call, and what became of it. */
function keyOf(event: PbxEvent): string | undefined {
  if (!('connectionId' in event)) return undefined;
  return `${event.connectionId.includes('|initiator|') ? 'caller' : 'called'} ${event.kind}`;
}

function take(events: readonly PbxEvent[]): void {
  latenciesMs.push(performance.now() - stamp.at);
  for (const event of events) {
    const key = keyOf(event);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
}

function report(): WatchReport {
  const of = (share: number): number => rounded(percentile(latenciesMs, share), 3);
  return {
    kind: 'report',
    counts,
    wire: wire.counts(),
    faults,
    linkChanges,
    batches: latenciesMs.length,
    latencyMs: { p50: of(0.5), p95: of(0.95), p99: of(0.99), most: of(1) },
    loopDelayP99Ms: rounded(loop.percentile(99) / nsPerMs, 2),
  };
}

function reset(): void {
  [latenciesMs, counts, faults] = [[], {}, {}];
  linkChanges = 0;
  wire.reset();
  loop.reset();
}

const connector = createSipConnector({
  id: 'bench',
  address: { host: '127.0.0.1', port: order.port, transport: order.transport },
  domain: 'pbx.test',
  username: '9000',
  secret: 'pw9000',
  aorTemplate: 'sip:{extension}@{domain}',
  packages: ['dialog'],
  subscribesPerSecond: order.subscribesPerSecond,
  observer: {
    onEvents: () => undefined,
    onFault: (_id, { code, message }) => {
      const words = `${code}: ${message}`;
      faults[words] = (faults[words] ?? 0) + 1;
    },
    onRetry: () => undefined,
    onLink: (_id, up) => {
      linkChanges += 1;
      const seconds = (performance.now() - startedAt) / msPerSecond;
      process.send?.({ kind: 'link', up, seconds: rounded(seconds) });
    },
  },
});
process.on('message', (question: unknown) => {
  if (question === 'reset') reset();
  if (question === 'report') process.send?.(report());
});
process.on('disconnect', () => process.exit(0));
connector.watch(Array.from({ length: order.subscriptions }, (_, at) => String(order.firstExtension + at)));
loop.enable();
connector.start(take);
