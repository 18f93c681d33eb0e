// Phones are told what people set in Teams: once, the newest, and never for ever.
import { AppError } from '#shared/errors';
import { FollowerBench, followerWorld, followRules, type FollowerWorld } from '../../../support/followerBench.ts';

const dnd = 'DoNotDisturb/DoNotDisturb';
const ourDnd = { availability: 'DoNotDisturb', activity: 'Presenting' } as const;

async function running(world: FollowerWorld = followerWorld(), options = {}): Promise<FollowerBench> {
  const bench = new FollowerBench(world, options);
  await bench.start();
  bench.linkUp();
  await bench.pass(1);
  return bench;
}

describe('TeamsFollower', () => {
  describe('when a person chooses do not disturb in Teams', () => {
    it('tells the phone within one poll, once, and takes it back within one', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
      await bench.pass(120);
      expect(bench.told).toHaveLength(1);
      bench.show('user-101', null);
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb', '101 available']);
      await bench.pass(120);
      expect(bench.told).toHaveLength(2);
      expect(bench.openReads).toBe(0);
    });
    it('does not take the phone reporting it for a reason to set a session', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      expect(bench.sessionOf('101')).toBeNull();
      bench.show('user-101', null);
      await bench.pass(10);
      expect(bench.sessionOf('101')).toBeNull();
      bench.byHand('101', 'doNotDisturb');
      expect(bench.sessionOf('101')).toEqual(ourDnd);
    });
    it('says nothing again when another state asks for the same', async () => {
      const bench = await running();
      for (const pair of [dnd, 'DoNotDisturb/Presenting', 'DoNotDisturb/Focusing']) {
        bench.show('user-101', pair);
        await bench.pass(10);
      }
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
    it('tells another word in place of the first', async () => {
      const bench = await running(undefined, { rules: { inMeeting: 'busy' } });
      for (const pair of [dnd, 'Busy/InAMeeting', 'Available/Available']) {
        bench.show('user-101', pair);
        await bench.pass(10);
      }
      expect(bench.told).toEqual(['101 doNotDisturb', '101 busy', '101 available']);
    });
  });

  describe('when the person sets something on the phone', () => {
    it('leaves alone a phone that is on do not disturb already', async () => {
      const bench = await running();
      bench.byHand('101', 'doNotDisturb');
      bench.show('user-101', dnd);
      await bench.pass(30);
      bench.show('user-101', null);
      await bench.pass(30);
      expect(bench.told).toEqual([]);
      expect(bench.sessionOf('101')).toEqual(ourDnd);
    });
    it('lets the phone be free until Teams says something else', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.byHand('101', 'available');
      await bench.pass(60);
      expect(bench.told).toEqual(['101 doNotDisturb']);
      bench.show('user-101', 'DoNotDisturb/Presenting');
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb', '101 doNotDisturb']);
    });
    it('does not take off what was set by hand afterwards, and that counts again', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.byHand('101', 'available');
      bench.byHand('101', 'doNotDisturb');
      expect(bench.sessionOf('101')).toEqual(ourDnd);
      bench.show('user-101', null);
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
    it('is not told back its own do not disturb, which Teams shows as our session', async () => {
      const bench = await running();
      bench.byHand('101', 'doNotDisturb');
      bench.ours.set('user-101', ourDnd);
      bench.show('user-101', 'DoNotDisturb/Presenting');
      await bench.pass(60);
      expect(bench.told).toEqual([]);
    });
  });

  describe('when a call of the phone hides what the person does in Teams', () => {
    it('takes do not disturb back as soon as it cannot be there any more', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.ours.set('user-101', { availability: 'Busy', activity: 'InACall' });
      bench.show('user-101', 'Busy/InACall');
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb', '101 available']);
    });
    it('keeps what a meeting asked for, which may go on beneath', async () => {
      const bench = await running(undefined, { rules: { inMeeting: 'busy' } });
      bench.show('user-101', 'Busy/InAMeeting');
      await bench.pass(10);
      bench.ours.set('user-101', { availability: 'Busy', activity: 'InACall' });
      bench.show('user-101', 'Busy/InACall');
      await bench.pass(30);
      expect(bench.told).toEqual(['101 busy']);
    });
  });

  describe('when the PBX is not there', () => {
    it('waits, and tells the newest once it is back', async () => {
      const bench = await running();
      bench.linkLost();
      bench.show('user-101', dnd);
      bench.show('user-102', dnd);
      await bench.pass(30);
      bench.show('user-102', null);
      await bench.pass(30);
      expect(bench.told).toEqual([]);
      bench.linkUp();
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
    it('tries an order again that got no answer', async () => {
      const bench = await running();
      bench.world.pbx.refusal = new AppError('pbx.timeout', 'no answer');
      bench.show('user-101', dnd);
      await bench.pass(30);
      bench.world.pbx.refusal = undefined;
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
    it('leaves a phone alone that would not be told, until Teams says something else', async () => {
      const bench = await running();
      bench.world.pbx.refusal = new AppError('pbx.refused', 'no such phone');
      bench.show('user-101', dnd);
      await bench.pass(120);
      expect(bench.said.filter((event) => event === 'following.notTold')).toHaveLength(1);
      bench.world.pbx.refusal = undefined;
      bench.show('user-101', 'DoNotDisturb/Focusing');
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
  });

  describe('when the service starts again', () => {
    it('does not tell again what was told, and takes it back when it is over', async () => {
      const world = followerWorld();
      const before = await running(world);
      before.show('user-101', dnd);
      await before.pass(10);
      await before.follower.stop();
      const after = new FollowerBench(world);
      await after.start();
      world.pbx.tell({ kind: 'userState', deviceId: '101', state: 'doNotDisturb' }); // the snapshot
      after.linkUp();
      await after.pass(30);
      expect(after.told).toEqual(['101 doNotDisturb']);
      expect(after.sessionOf('101')).toBeNull();
      after.show('user-101', null);
      await after.pass(10);
      expect(after.told).toEqual(['101 doNotDisturb', '101 available']);
    });
    it('tells again what may not have got through before a crash', async () => {
      const world = followerWorld();
      const before = await running(world);
      world.pbx.refusal = new AppError('pbx.timeout', 'no answer');
      before.show('user-101', dnd);
      await before.pass(10);
      before.isDiskFull = true; // what a killed process has not written stays so
      await before.follower.stop();
      world.pbx.refusal = undefined;
      const after = await running(world);
      await after.pass(10);
      expect(after.told).toEqual(['101 doNotDisturb']);
    });
    it('takes everything back when it was switched off meanwhile, even if nobody reads Teams', async () => {
      const world = followerWorld();
      const before = await running(world);
      before.show('user-101', dnd);
      before.show('user-103', dnd);
      await before.pass(10);
      await before.follower.stop();
      world.graph.reads.length = 0;
      const after = await running(world, { rules: { enabled: false } });
      await after.pass(60);
      expect(after.told.slice(2).toSorted()).toEqual(['101 available', '103 available']);
      expect(world.graph.reads).toEqual([]);
      expect([...world.texts.values()].join('')).not.toContain('user-10');
      expect(after.follower.facts()).toBeUndefined();
      expect(world.time.waiting).toBe(0);
    });
    it('takes back from who has lost the line', async () => {
      const world = followerWorld();
      const before = await running(world);
      before.show('user-101', dnd);
      await before.pass(10);
      await before.follower.stop();
      const after = new FollowerBench(world);
      after.owners = ['user-102'];
      await after.start();
      after.linkUp();
      await after.pass(10);
      expect(after.told.at(-1)).toBe('101 available');
    });
    it('remembers over a restart that a hand has changed what was told', async () => {
      const world = followerWorld();
      const before = await running(world);
      before.show('user-101', dnd);
      await before.pass(10);
      before.byHand('101', 'available');
      before.byHand('101', 'doNotDisturb');
      await before.follower.stop();
      const after = new FollowerBench(world, { rules: { enabled: false } });
      await after.start();
      after.byHand('101', 'doNotDisturb');
      after.linkUp();
      await after.pass(30);
      expect(after.told).toEqual(['101 doNotDisturb']);
      expect(after.sessionOf('101')).toEqual(ourDnd);
    });
    it('starts with an empty memory where the page on disk is unreadable', async () => {
      const world = followerWorld();
      for (let page = 0; page < 64; page += 1) world.texts.set(`following:${String(page)}`, '{"x":[{"pbxId":1}]}');
      const bench = await running(world);
      expect(bench.said).toContain('following.unreadable');
      bench.show('user-101', dnd);
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
  });

  describe('when the admin changes the rules at run time', () => {
    it('takes back at once, and begins at once', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      bench.rules = { ...followRules, enabled: false };
      bench.follower.wake();
      await bench.pass(0);
      expect(bench.told).toEqual(['101 doNotDisturb', '101 available']);
      await bench.pass(60);
      const reads = bench.world.graph.reads.length;
      bench.rules = followRules;
      bench.follower.wake();
      await bench.pass(0);
      expect(bench.world.graph.reads.length).toBe(reads + 1);
      expect(bench.told.at(-1)).toBe('101 doNotDisturb');
    });
  });

  describe('when the disk is full', () => {
    it('tells no phone what it could not remember', async () => {
      const bench = await running();
      bench.isDiskFull = true;
      bench.show('user-101', dnd);
      await bench.pass(30);
      expect(bench.told).toEqual([]);
      expect(bench.said).toContain('following.notKept');
      bench.isDiskFull = false;
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb']);
    });
  });

  describe('when it is off or nobody can be told', () => {
    it('reads nothing', async () => {
      const off = await running(undefined, { rules: { enabled: false } });
      await off.pass(60);
      expect(off.world.graph.reads).toEqual([]);
      const world = followerWorld();
      world.pbx.capabilities.tellUserStates = [];
      const deaf = await running(world);
      await deaf.pass(60);
      expect(world.graph.reads).toEqual([]);
      expect(deaf.told).toEqual([]);
      expect(deaf.follower.facts()).toEqual({ followed: 0, notTellable: 3, withoutLine: 2 });
    });
    it('counts who is followed', async () => {
      const bench = await running();
      expect(bench.follower.facts()).toEqual({ followed: 3, notTellable: 0, withoutLine: 2 });
    });
  });

  describe('when Graph does not know a person any more', () => {
    it('takes back what their phone was told', async () => {
      const bench = await running();
      bench.show('user-101', dnd);
      await bench.pass(10);
      const { graph } = bench.world;
      const read = graph.readPresences.bind(graph);
      graph.readPresences = async (userIds) => (await read(userIds)).filter(({ userId }) => userId !== 'user-101');
      await bench.pass(10);
      expect(bench.told).toEqual(['101 doNotDisturb', '101 available']);
    });
  });
});
