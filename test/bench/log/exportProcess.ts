// A process of its own for the export, so that its memory is nobody else's: writes a log as lines and tells what it cost.
import { openStore } from '../../../bot/store/index.ts';
import { tenantId } from './CallWorld.ts';

const [place = '', userId = ''] = process.argv.slice(2);
const store = await openStore(place);
let rows = 0;
let bytes = 0;
let peak = process.memoryUsage.rss();
const before = peak;
const startedAt = performance.now();
for await (const record of store.exportRecords(tenantId, userId, { filter: 'all' })) {
  rows += 1;
  bytes += JSON.stringify(record).length;
  if (rows % 1_000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
const seconds = (performance.now() - startedAt) / 1_000;
await store.close();
process.stdout.write(JSON.stringify({ rows, bytes, seconds, rssBeforeBytes: before, rssPeakBytes: peak }));
