// Missed calls through the heart: the log, the count and the bot's notices of calls that go on, that nobody saw end, and of wild clocks.
import type { NoticePort } from '#bot/bridge';
import { callerOf, everything, heartBench, listen, logOf, type HeartBench } from '../../../support/heartBench.ts';
import { until } from '../../../support/until.ts';

const benches: HeartBench[] = [];
const ada = { number: '+33199002015' };
const group = { kind: 'queue', id: '600' } as const;

afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

async function bench(options: Parameters<typeof heartBench>[0] = {}): Promise<HeartBench> {
  const made = await heartBench(options);
  benches.push(made);
  made.pbx.comeUp();
  return made;
}

/** Remembers the ids of the records it was to tell. */
class ToldFake implements NoticePort {
  readonly told: string[] = [];

  async tellMissedCall({ record }: Parameters<NoticePort['tellMissedCall']>[0]): Promise<'sent'> {
    await Promise.resolve();
    this.told.push(record.id);
    return 'sent';
  }
}

type Fact = Parameters<HeartBench['pbx']['tell']>[0];

/** Tells facts of named legs of one call. */
function legs(pbx: HeartBench['pbx'], globalCallId: string) {
  return (connectionId: string, deviceId: string, fact: Record<string, unknown>): void => {
    pbx.tell({ ...fact, globalCallId, connectionId, deviceId } as unknown as Fact);
  };
}

/** What was told once a call that is worth a notice followed: so that nobody need wait for what does not come. */
async function toldAfterAnother(pbx: HeartBench['pbx'], notices: ToldFake): Promise<readonly string[]> {
  const tell = legs(pbx, 'H');
  tell('c', '102', { kind: 'delivered', calling: ada });
  tell('c', '102', { kind: 'connectionCleared', cause: 'callCancelled' });
  await until(() => notices.told.includes('pbx/H/c/0'));
  return notices.told;
}

async function seen(heart: HeartBench['heart']): Promise<readonly string[]> {
  return (await logOf(heart, '102')).map(({ id, outcome }) => `${id} ${outcome}`);
}

describe('a call that goes on', () => {
  describe('when a call answered once rings again in a queue', () => {
    it('is missed for nobody meanwhile, and answered once at the end', async () => {
      const notices = new ToldFake();
      const { pbx, heart } = await bench({ notices });
      const tell = legs(pbx, 'G');
      tell('t', 'trunk1', { kind: 'originated', called: { number: '101' } });
      tell('a', '101', { kind: 'delivered', calling: ada });
      tell('a', '101', { kind: 'established' });
      tell('t', 'trunk1', { kind: 'established' });
      tell('a', '101', {
        kind: 'transferred',
        role: 'transferring',
        transferKind: 'singleStep',
        other: { number: '600' },
      });
      tell('a', '101', { kind: 'connectionCleared', cause: 'transfer' });
      tell('b1', '102', { kind: 'delivered', calling: ada, group });
      tell('b1', '102', { kind: 'connectionCleared', cause: 'callNotAnswered' });
      expect(await seen(heart)).toEqual([]);
      expect(await heart.log.missedCount(callerOf('102'))).toBe(0);
      tell('b2', '102', { kind: 'delivered', calling: ada, group });
      tell('b2', '102', { kind: 'established' });
      tell('b2', '102', { kind: 'connectionCleared', cause: 'normalClearing' });
      tell('t', 'trunk1', { kind: 'connectionCleared', cause: 'normalClearing' });
      expect(await seen(heart)).toEqual(['pbx/G/b1/0 answered']);
      expect(await heart.log.missedCount(callerOf('102'))).toBe(0);
      expect(await toldAfterAnother(pbx, notices)).toEqual(['pbx/H/c/0']);
    });
  });

  describe('when no leg of the caller is shown and the phone rings again after all had stopped', () => {
    const rings = async (laterMs: number): Promise<readonly string[]> => {
      const { pbx, heart } = await bench();
      const tell = legs(pbx, 'G');
      tell('b1', '102', { kind: 'delivered', calling: ada });
      tell('b1', '102', { kind: 'connectionCleared', cause: 'callNotAnswered' });
      expect(await seen(heart)).toEqual(['pbx/G/b1/0 missed']);
      const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + laterMs);
      tell('b2', '102', { kind: 'delivered', calling: ada });
      tell('b2', '102', { kind: 'established' });
      tell('b2', '102', { kind: 'connectionCleared', cause: 'normalClearing' });
      later.mockRestore();
      return seen(heart);
    };

    it('rewrites the row that was told', async () => {
      expect(await rings(8_000)).toEqual(['pbx/G/b1/0 answered']);
    });

    it('is another call some minutes later', async () => {
      expect(await rings(300_000)).toEqual(['pbx/G/b2/0 answered', 'pbx/G/b1/0 missed']);
    });
  });

  describe('when a colleague who answered it sends it back', () => {
    it('rewrites the row that was told', async () => {
      const { pbx, heart } = await bench();
      const tell = legs(pbx, 'G');
      tell('t', 'trunk1', { kind: 'originated', called: { number: '102' } });
      tell('b1', '102', { kind: 'delivered', calling: ada });
      tell('b1', '102', { kind: 'connectionCleared', cause: 'callNotAnswered' });
      tell('c', '103', { kind: 'delivered', calling: ada });
      tell('c', '103', { kind: 'established' });
      expect(await seen(heart)).toEqual(['pbx/G/b1/0 missed']);
      tell('c', '103', { kind: 'connectionCleared', cause: 'transfer' });
      tell('b2', '102', { kind: 'delivered', calling: ada });
      tell('b2', '102', { kind: 'established' });
      tell('b2', '102', { kind: 'connectionCleared', cause: 'normalClearing' });
      expect(await seen(heart)).toEqual(['pbx/G/b1/0 answered']);
      expect(await heart.log.missedCount(callerOf('102'))).toBe(0);
    });
  });
});

describe('a call whose end nobody saw', () => {
  it('is logged as such, and the bot tells nobody of it', async () => {
    const notices = new ToldFake();
    const { pbx, heart } = await bench({ notices });
    const tell = legs(pbx, 'G');
    tell('t', 'trunk1', { kind: 'originated', called: { number: '102' } });
    tell('a', '102', { kind: 'delivered', calling: ada });
    pbx.tell({ kind: 'link', up: false });
    pbx.comeUp();
    expect(await logOf(heart, '102')).toMatchObject([{ outcome: 'missed', endUnknown: true }]);
    expect(await toldAfterAnother(pbx, notices)).toEqual(['pbx/H/c/0']);
  });
});

describe('a PBX with a wild clock', () => {
  const facts = [
    { kind: 'delivered', calling: ada, at: 0 },
    { kind: 'established', at: 4_000 },
    { kind: 'connectionCleared', cause: 'normalClearing', at: 64_000 },
  ] as const;

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const clocks = [
    ['beyond the calendar', () => 9e15],
    ['of 1970', () => 5_000],
    ['three days ahead', () => Date.now() + 3 * 86_400_000],
  ] as const;

  it.each(clocks)('leaves the log readable and the durations right: %s', async (_what, clockAt) => {
    const at0 = clockAt();
    const before = Date.now();
    const { pbx, heart } = await bench({ now: () => before });
    const tell = legs(pbx, 'Z');
    // The clock of the PBX; the service's stands.
    const clock = jest.spyOn(Date, 'now');
    for (const { at, ...fact } of facts) {
      clock.mockReturnValue(at0 + at);
      tell('z', '102', fact);
    }
    clock.mockRestore();
    const [row] = await logOf(heart, '102');
    expect(row).toMatchObject({ outcome: 'answered', ringSeconds: 4, talkSeconds: 60 });
    expect(Math.abs(Date.parse(row?.startedAt ?? '') - before)).toBeLessThan(10_000);
    await expect(listen(heart, '102', '0')).resolves.not.toEqual([]);
    const exported = [];
    for await (const item of heart.log.export(callerOf('102'), everything)) exported.push(item);
    for await (const item of heart.log.data(callerOf('102'))) exported.push(item);
    expect(exported.length).toBeGreaterThan(1);
  });
});
