// How fast the tab is with much in it. Smaller than the bench (10,000 rows, 5,000 people), and held to half its bars: a suite must not flake.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillLog } from '../bench/tab/fillLog.ts';
import { measureScroll, measureSearch, readWholeLog } from '../bench/tab/measureTab.ts';
import { makeTenant } from '../sandbox/tenant/index.ts';
import { openStage, type Seat, type Stage } from './support/journey.ts';
import { openPage, tabFrame } from './support/tab.ts';
import { wordsOf } from './support/words.ts';

const rows = 10_000;
const tenant = makeTenant({ users: 5_000 });
const [ada] = tenant.users;
if (ada === undefined) throw new Error('nobody in the sandbox');
const { id: userId, extension } = ada;

let dir = '';
let stage: Stage;
let seat: Seat;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-speed-'));
  const storePath = join(dir, 'store.sqlite');
  await fillLog(storePath, { tenantId: tenant.id, userId, extension }, rows);
  stage = await openStage({ tenant, config: { storePath }, demoPresence: false });
  seat = await stage.sit({ user: extension });
}, 120_000);
afterAll(async () => {
  await stage.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a log of ten thousand calls', () => {
  it('scrolls at 25 frames a second at the very least', async () => {
    await openPage(seat, await wordsOf('en-GB'), 'calls');
    await seat.tab.getByRole('listitem').first().waitFor();
    const readMs = await readWholeLog(tabFrame(seat), rows);
    const scroll = await measureScroll(tabFrame(seat), 3);
    console.log(`${String(scroll.rows)} rows read in ${readMs.toFixed(0)} ms: ${JSON.stringify(scroll)}`);
    expect(scroll.rows).toBeGreaterThan(rows * 0.9);
    expect(scroll.medianFps).toBeGreaterThanOrEqual(25);
    expect(seat.complaints).toEqual([]);
  }, 90_000);
});

describe('a search among five thousand people', () => {
  it('has painted its answer 200 ms after the key in 19 of 20 cases', async () => {
    await openPage(seat, await wordsOf('en-GB'), 'contacts');
    const search = await measureSearch(seat.page, tabFrame(seat), ['chloe s', 'speci', '2014', 'sample b']);
    console.log(JSON.stringify(search));
    expect(search.keystrokes).toBeGreaterThan(20);
    expect(search.p95Ms).toBeLessThanOrEqual(200);
    expect(seat.complaints).toEqual([]);
  }, 60_000);
});
