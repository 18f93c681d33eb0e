// What costs a look at everybody, and what must not: tens of thousands of people stop the service otherwise.
import type { StreamItem } from '#bot/bridge';
import type { GraphUser } from '#bot/graph';
import { Directory } from '../../../../bot/bridge/directory.ts';
import { callerOf, heartBench, listen, people, type HeartBench } from '../../../support/heartBench.ts';
import { until } from '../../../support/until.ts';

const size = 800;
const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$', lines: [] } as const;
/** Everybody has an extension of their own, 100 to 899. */
const company: readonly GraphUser[] = Array.from({ length: size }, (_, index) => {
  const extension = String(100 + index);
  const known = people.find(({ id }) => id === `user-${extension}`);
  return (
    known ?? {
      id: `user-${extension}`,
      displayName: `Ada Example ${extension}`,
      userPrincipalName: `user${extension}@example.com`,
      businessPhones: [`+331990001${extension.slice(1)} ${extension}`],
    }
  );
});

const benches: HeartBench[] = [];
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

async function open(users = company): Promise<HeartBench> {
  const made = await heartBench({ directory: rule, recallPeople: () => users });
  benches.push(made);
  return made;
}

/** What was told of colleagues, in its order. */
function told(items: readonly StreamItem[]): readonly string[] {
  return items.flatMap(({ event }) =>
    event.type === 'people' ? event.people.map(({ id, lineState }) => `${id} ${lineState}`) : [],
  );
}

describe('a large company', () => {
  it('is not looked through when its PBX comes up, goes and comes back', async () => {
    const { heart, pbx, graph } = await open();
    const linesOf = jest.spyOn(Directory.prototype, 'linesOf');
    pbx.comeUp();
    pbx.tell({ kind: 'link', up: false });
    pbx.comeUp();
    await heart.written();
    expect(linesOf.mock.calls.length).toBeLessThan(size / 10);
    pbx.leg('c1', '150', { kind: 'established' });
    await heart.written();
    await until(() => graph.sessions.size > 0);
    expect([...graph.sessions.keys()]).toEqual(['user-150']);
  });

  it('has those in Teams who were in a call when the PBX told its state', async () => {
    const { heart, pbx, graph } = await open();
    pbx.leg('c1', '150', { kind: 'established' });
    pbx.tell({ kind: 'userState', deviceId: '151', state: 'doNotDisturb' });
    pbx.tell({ kind: 'userState', deviceId: '152', state: 'available' });
    expect(graph.sessions.size).toBe(0);
    pbx.comeUp('c1-150');
    await heart.written();
    await until(() => graph.sessions.size === 2);
    expect(new Set(graph.sessions.keys())).toEqual(new Set(['user-150', 'user-151']));
  });
});

describe('colleagues', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('are told right to somebody who came after nobody had listened for a while', async () => {
    const { heart, pbx } = await open(people);
    pbx.comeUp();
    const first: StreamItem[] = [];
    const leave = await heart.log.subscribe(callerOf('101'), undefined, (item) => first.push(item));
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    await heart.written();
    await jest.advanceTimersByTimeAsync(500);
    expect(told(first)).toEqual(['user-102 ringing']);
    leave();
    pbx.end('c1', '102');
    await heart.written();
    const items = await listen(heart, '101');
    pbx.leg('c2', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    await heart.written();
    await jest.advanceTimersByTimeAsync(500);
    expect(told(items)).toEqual(['user-102 ringing']);
  });

  it('are not told what was true before the stream began', async () => {
    const { heart, pbx } = await open(people);
    pbx.comeUp();
    const leave = await heart.log.subscribe(callerOf('101'), undefined, () => undefined);
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    await heart.written();
    leave();
    pbx.end('c1', '102');
    await heart.written();
    const items = await listen(heart, '101');
    await jest.advanceTimersByTimeAsync(500);
    expect(told(items)).toEqual([]);
  });
});
