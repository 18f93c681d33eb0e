// What people keep: whose it is, two devices at once, what their other apps hear, and documents nobody can read any more.
import { defaultUserSettings, type SpeedDialList } from '#shared/contracts';
import type { StreamItem } from '#bot/bridge';
import { silentLogger } from '#bot/telemetry';
import { LiveStream } from '../../../../bot/bridge/liveStream.ts';
import { PersonalDesk } from '../../../../bot/bridge/PersonalDesk.ts';
import { callerOf, heartBench, listen, tenantId } from '../../../support/heartBench.ts';
import { PersonalStoreFake } from '../../../support/PersonalStoreFake.ts';

const ada = callerOf('101');
const bruno = callerOf('102');
const list: SpeedDialList = {
  groups: [{ id: 'g1', label: 'Suppliers' }],
  items: [
    { id: 'a', label: 'Reception', number: '100' },
    { id: 'b', label: 'Specimen Ltd', number: '+44 20 7946 0018', groupId: 'g1' },
  ],
};

let personal: PersonalStoreFake;
let stream: LiveStream;
let desk: PersonalDesk;
let warned: string[];
const colleagues = new Map([
  ['102', bruno.userId],
  ['+33 1 99 00 20 15', bruno.userId],
]);
beforeEach(() => {
  personal = new PersonalStoreFake();
  stream = new LiveStream();
  warned = [];
  const logger = { ...silentLogger, warn: (event: string) => void warned.push(event) };
  const personOf = (number: string): string | undefined => colleagues.get(number);
  desk = new PersonalDesk({ tenantId, personal, stream, logger, personOf });
});
afterEach(() => {
  stream.close();
});

function heard(userId: string): StreamItem[] {
  const items: StreamItem[] = [];
  stream.add(userId, (item) => items.push(item));
  return items;
}

describe('PersonalDesk', () => {
  describe('when a person has kept nothing', () => {
    it('answers with nothing at revision 0, and with the settings that hold then', async () => {
      expect(await desk.speedDials(ada)).toEqual({ revision: 0, groups: [], items: [] });
      expect(await desk.settings(ada)).toEqual({ revision: 0, settings: defaultUserSettings });
    });
  });

  describe('when a list is kept', () => {
    it('hands it out in its order, to its person alone', async () => {
      expect(await desk.changeSpeedDials(ada, { revision: 0, ...list })).toEqual({ revision: 1, ...list });
      expect(await desk.speedDials(ada)).toEqual({ revision: 1, ...list });
      expect((await desk.speedDials(bruno)).items).toEqual([]);
    });

    it('tells whom numbers without a person reach at each answer, and keeps nothing of it', async () => {
      const items = [
        { id: 'a', label: 'Bruno', number: '+33 1 99 00 20 15' },
        { id: 'b', label: 'Bruno at his desk', number: '102', personId: 'somebody' },
        { id: 'c', label: 'Stranger', number: '+44 20 7946 0018' },
      ];
      const people = { '+33 1 99 00 20 15': bruno.userId };
      expect(await desk.changeSpeedDials(ada, { revision: 0, groups: [], items })).toEqual({
        revision: 1,
        groups: [],
        items,
        people,
      });
      expect(await desk.speedDials(ada)).toMatchObject({ people });
      expect([...personal.texts.values()].join()).not.toContain(bruno.userId);
    });

    it('takes no number whose last digits are hidden, unless it was kept before', async () => {
      const covered = { groups: [], items: [{ id: 'a', label: 'Somebody', number: '+3319900••••' }] };
      await expect(desk.changeSpeedDials(ada, { revision: 0, ...covered })).rejects.toMatchObject({
        code: 'input.invalid',
        facts: { paths: ['items.0.number'] },
      });
      expect((await desk.speedDials(ada)).items).toEqual([]);
      // Lists of earlier versions may hold one: the person can still change the rest.
      await personal.put(ada.userId, 'speedDials', JSON.stringify({ revision: 1, value: covered }));
      const longer = {
        groups: [],
        items: [...covered.items, ...list.items.slice(0, 1).map((item) => ({ ...item, id: 'r' }))],
      };
      expect(await desk.changeSpeedDials(ada, { revision: 1, ...longer })).toMatchObject({
        revision: 2,
        items: longer.items,
      });
    });

    it('lets one of two devices win that changed the same list, and tells the other of the conflict', async () => {
      const changes = ['Desk', 'Mobile'].map((label) =>
        desk.changeSpeedDials(ada, { revision: 0, groups: [], items: [{ id: 'a', label, number: '100' }] }),
      );
      const [first, second] = await Promise.allSettled(changes);
      expect(first).toMatchObject({ status: 'fulfilled', value: { revision: 1 } });
      expect(second).toMatchObject({ status: 'rejected', reason: { code: 'personal.conflict' } });
      expect((await desk.speedDials(ada)).items[0]?.label).toBe('Desk');
    });

    it('goes on with the next change after one that was refused', async () => {
      personal.isRefusing = true;
      await expect(desk.changeSpeedDials(ada, { revision: 0, ...list })).rejects.toMatchObject({
        code: 'store.diskFull',
      });
      personal.isRefusing = false;
      expect(await desk.changeSpeedDials(ada, { revision: 0, ...list })).toMatchObject({ revision: 1 });
    });

    it.each<[string, SpeedDialList, readonly string[]]>([
      [
        'an id twice',
        { groups: [], items: [1, 2].map((n) => ({ id: 'a', label: 'A', number: String(n) })) },
        ['items'],
      ],
      ['a group twice', { groups: [1, 2].map(() => ({ id: 'g', label: 'G' })), items: [] }, ['groups']],
      [
        'a group that is not there',
        { groups: [], items: [{ id: 'a', label: 'A', number: '1', groupId: 'g' }] },
        ['items.0.groupId'],
      ],
    ])('refuses %s and keeps nothing', async (_what, wrong, paths) => {
      await expect(desk.changeSpeedDials(ada, { revision: 0, ...wrong })).rejects.toMatchObject({
        code: 'input.invalid',
        facts: { paths },
      });
      expect(personal.names(ada.userId)).toEqual([]);
    });
  });

  describe('when settings change', () => {
    it('changes what is named and leaves the rest to the other device', async () => {
      await Promise.all([
        desk.changeSettings(ada, { isWelcomed: true }),
        desk.changeSettings(ada, { collapseCalls: false }),
      ]);
      expect(await desk.settings(ada)).toEqual({
        revision: 2,
        settings: { ...defaultUserSettings, isWelcomed: true, collapseCalls: false },
      });
    });

    it('gives a setting that came later its default', async () => {
      const value: Record<string, unknown> = { ...defaultUserSettings, isWelcomed: true };
      delete value['collapseCalls'];
      personal.texts.set(`${ada.userId} settings`, JSON.stringify({ revision: 4, value }));
      expect(await desk.settings(ada)).toEqual({ revision: 4, settings: { ...defaultUserSettings, isWelcomed: true } });
    });
  });

  it('tells the other apps of the person, and nobody else', async () => {
    const [own, others] = [heard(ada.userId), heard(bruno.userId)];
    await desk.changeSpeedDials(ada, { revision: 0, ...list });
    await desk.changeSettings(ada, { isWelcomed: true });
    expect(own.map(({ event }) => event)).toEqual([
      { type: 'personal', what: 'speedDials', revision: 1 },
      { type: 'personal', what: 'settings', revision: 1 },
    ]);
    expect(others).toEqual([]);
  });

  it('is handed out and erased with everything else of the person, and their apps hear of it', async () => {
    const bench = await heartBench();
    try {
      const { heart } = bench;
      await heart.personal.changeSpeedDials(ada, { revision: 0, ...list });
      await heart.personal.changeSettings(ada, { isWelcomed: true });
      await heart.reports.take(ada, { title: 'No ringing', topic: 'other', text: '', app: {} });
      await heart.personal.changeSpeedDials(bruno, { revision: 0, ...list });
      const keys: string[] = [];
      for await (const datum of heart.log.data(ada))
        if (datum.kind === 'text') keys.push(datum.key.split(':').slice(2).join(':'));
      expect(keys.sort()).toEqual(['report:01', 'reports', 'settings', 'speedDials']);
      const items = await listen(heart, '101');
      await heart.log.erase(ada);
      expect(await heart.personal.speedDials(ada)).toEqual({ revision: 0, groups: [], items: [] });
      expect(await heart.personal.speedDials(bruno)).toEqual({ revision: 1, ...list });
      expect(items.map(({ event }) => event)).toContainEqual({ type: 'personal', what: 'speedDials', revision: 0 });
    } finally {
      await bench.close();
    }
  });

  describe('when what is kept cannot be read', () => {
    it.each([
      ['no JSON', '{"revision":', 0],
      ['another document', '[]', 0],
      ['a list of another shape', JSON.stringify({ revision: 7, value: { groups: [], items: [{ id: 'é' }] } }), 7],
    ])('says so once in the log and goes on with nothing: %s', async (_what, text, revision) => {
      personal.texts.set(`${ada.userId} speedDials`, text);
      expect(await desk.speedDials(ada)).toEqual({ revision, groups: [], items: [] });
      expect(warned).toEqual(['kept.unreadable']);
      expect(await desk.changeSpeedDials(ada, { revision, ...list })).toEqual({ revision: revision + 1, ...list });
    });
  });
});
