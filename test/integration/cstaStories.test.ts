// Stories of the sandbox CSTA PBX through connector and heart: the log and the presence the spec asks for, written out.
import type { CstaSandboxOptions, StoryName, StoryParts } from '../sandbox/csta/index.ts';
import { cstaBench, type CstaBench } from '../support/cstaBench.ts';
import { until } from '../support/until.ts';

interface Expected {
  /** `line direction outcome other [group] [by] [for] [to] [from]`, by line. */
  readonly log: readonly string[];
  /** Users not named were never touched. */
  readonly presence: readonly string[];
}

const stories: Readonly<Record<StoryName, Expected>> = {
  answered: { log: ['101 outgoing answered 102', '102 incoming answered 101'], presence: ['101', '102'] },
  missed: { log: ['101 outgoing cancelled 102', '102 incoming missed 101'], presence: ['101'] },
  busy: { log: ['101 outgoing busy 102', '102 incoming missed 101'], presence: ['101'] },
  doNotDisturb: { log: ['101 outgoing busy 102', '102 incoming missed 101'], presence: ['101'] },
  declined: { log: ['101 outgoing rejected 102', '102 incoming rejected 101'], presence: ['101'] },
  hold: { log: ['101 outgoing answered 102', '102 incoming answered 101'], presence: ['101', '102'] },
  blindTransfer: {
    log: ['101 outgoing answered 102 to 103', '102 incoming answered 101 to 103', '103 incoming answered 101 from 102'],
    presence: ['101', '102', '103'],
  },
  attendedTransfer: {
    log: [
      '101 outgoing answered 102 to 103',
      '102 incoming answered 101 to 103',
      '102 outgoing answered 103',
      '103 incoming answered 102', // the enquiry ...
      '103 incoming answered 101 from 102', // ... and the transferred call
    ],
    presence: ['101', '102', '103'],
  },
  conference: {
    log: [
      '101 outgoing answered 102',
      '102 incoming answered 101',
      '102 outgoing answered 103',
      '103 incoming answered 102',
    ],
    presence: ['101', '102', '103'],
  },
  forwardNoAnswer: {
    log: ['101 outgoing answered 102', '102 incoming missed 101 by 103', '103 incoming answered 101 for 102'],
    presence: ['101', '103'],
  },
  forwardImmediate: {
    log: ['101 outgoing answered 102', '103 incoming answered 101 for 102'],
    presence: ['101', '103'],
  },
  voicemail: { log: ['101 outgoing voicemail 102', '102 incoming voicemail 101'], presence: ['101'] },
  pickUp: {
    log: ['101 outgoing answered 102', '102 incoming answeredElsewhere 101 by 103', '103 incoming answered 101'],
    presence: ['101', '103'],
  },
  parkRetrieve: {
    log: ['101 outgoing answered 102 to 103', '102 incoming answered 101 to 701', '103 incoming answered 101 from 102'],
    presence: ['101', '102', '103'],
  },
  queue: {
    log: [
      '101 outgoing answered 600 queue 600 by 102',
      '102 incoming answered 101 queue 600',
      '103 incoming answeredElsewhere 101 queue 600 by 102',
    ],
    presence: ['101', '102'],
  },
  ringGroup: {
    log: [
      '101 outgoing answered 120 ringGroup 120 by 102',
      '102 incoming answered 101 ringGroup 120',
      '103 incoming answeredElsewhere 101 ringGroup 120 by 102',
    ],
    presence: ['101', '102'],
  },
  sharedLine: {
    log: [
      '101 outgoing answered 120 ringGroup 120 by 102',
      '102 incoming answered 101 ringGroup 120',
      '103 incoming answeredElsewhere 101 ringGroup 120 by 102',
    ],
    presence: ['101', '102'],
  },
};

/** Long enough for Teams to be told before the next thing happens. */
const talkMs = 200;

let bench: CstaBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

async function start(options: CstaSandboxOptions = {}, template?: string): Promise<CstaBench> {
  bench = await cstaBench(options, template === undefined ? {} : { deviceTemplate: template });
  return bench;
}

async function played(on: CstaBench, name: StoryName, parts: StoryParts = {}): Promise<readonly string[]> {
  await on.box.play(name, parts);
  // The answer to a request comes behind every event of the story.
  await on.connector.setUserState('105', 'available');
  await on.settled();
  return on.log();
}

function callsOf(users: readonly string[], isConference: boolean): Record<string, string[]> {
  const words = ['Busy/InACall', ...(isConference ? ['Busy/InAConferenceCall'] : []), 'clear'];
  return Object.fromEntries(users.map((user) => [user, words]));
}

describe('a CSTA PBX in a box', () => {
  describe.each(Object.entries(stories))('when the story is %s', (name, expected) => {
    const story = name as StoryName;

    it('gives the log and the presence of the spec', async () => {
      const on = await start({ statusFirst: true, stepMs: talkMs });
      expect(await played(on, story)).toEqual(expected.log);
      expect(on.presence()).toEqual(callsOf(expected.presence, story === 'conference'));
    });

    it('gives the same log with prefixes and devices in the N<> form', async () => {
      const on = await start({ prefix: 'csta:', representation: true }, 'N<{extension}>');
      expect(await played(on, story)).toEqual(expected.log);
    });

    it('gives the same log when every event comes twice', async () => {
      const on = await start();
      on.box.setDisturbance('repeated');
      expect(await played(on, story)).toEqual(expected.log);
    });

    it('gives the same log when the monitors overtake each other', async () => {
      const on = await start();
      on.box.setDisturbance('reordered');
      expect(await played(on, story)).toEqual(expected.log);
    });
  });

  describe('when the caller is outside', () => {
    it.each([
      ['answered', ['102 incoming answered +493012345']],
      ['missed', ['102 incoming missed +493012345']],
      ['busy', ['102 incoming missed +493012345']],
      ['voicemail', ['102 incoming voicemail +493012345']],
      ['forwardNoAnswer', ['102 incoming missed +493012345 by 103', '103 incoming answered +493012345 for 102']],
      ['blindTransfer', ['102 incoming answered +493012345 to 103', '103 incoming answered +493012345 from 102']],
    ] as const)('logs %s for the phones concerned', async (story, log) => {
      const on = await start();
      expect(await played(on, story, { from: '+493012345' })).toEqual(log);
    });

    it('shows no number of a caller who withholds it', async () => {
      const on = await start();
      expect(await played(on, 'missed', { from: 'restricted' })).toEqual(['102 incoming missed ?']);
    });
  });

  describe('when the licence is short', () => {
    it('says which lines have no monitor and still logs what their partners tell', async () => {
      const on = await start({ unlicensed: ['101', '104'] });
      expect(on.faults.map((fault) => [fault.code, fault.facts.lineId, fault.facts.reason])).toEqual([
        ['pbx.refused', '101', 'limit'],
        ['pbx.refused', '104', 'limit'],
      ]);
      expect(await played(on, 'answered')).toEqual(['101 outgoing answered 102', '102 incoming answered 101']);
      expect(on.box.requests().filter((name) => name === 'MonitorStart')).toHaveLength(5);
    });
  });

  describe('when the link is lost in the middle of a call', () => {
    it('goes on with the same call when it is still there', async () => {
      const on = await start();
      const call = on.box.moves.dial('101', '102');
      on.box.moves.ring(call, '102');
      on.box.moves.answer(call, '102');
      await until(() => on.bench.graph.sessions.size === 2);
      await on.box.setLink('refused');
      await until(() => on.bench.heart.health().link === 'down');
      await on.box.setLink('up');
      await until(() => on.bench.heart.health().link === 'up');
      on.box.moves.hangUp(call, '101');
      await on.settled();
      expect(on.log()).toEqual(stories.answered.log);
    });

    it('closes the call, its end unknown, when the PBX has restarted, and takes used call ids for new calls', async () => {
      const on = await start();
      on.box.restart();
      await until(() => on.bench.heart.health().link === 'down');
      await until(() => on.bench.heart.health().link === 'up');
      const call = on.box.moves.dial('101', '102');
      on.box.moves.ring(call, '102');
      on.box.moves.answer(call, '102');
      await until(() => on.bench.graph.sessions.size === 2);
      on.box.restart();
      await on.settled();
      await until(() => on.bench.heart.health().link === 'up');
      expect(on.log()).toEqual(stories.answered.log.map((line) => `${line} end unknown`));
      expect(await played(on, 'missed')).toEqual([
        '101 outgoing answered 102 end unknown',
        '101 outgoing cancelled 102',
        '102 incoming answered 101 end unknown',
        '102 incoming missed 101',
      ]);
    });

    it('takes over calls that began while nobody listened', async () => {
      const on = await start();
      await on.box.setLink('refused');
      await until(() => on.bench.heart.health().link === 'down');
      const call = on.box.moves.dial('101', '102');
      on.box.moves.ring(call, '102');
      on.box.moves.answer(call, '102');
      await on.box.setLink('up');
      await until(() => on.bench.graph.sessions.size === 2);
      on.box.moves.hangUp(call, '101');
      await on.settled();
      expect(on.log()).toEqual(stories.answered.log);
    });
  });

  describe('when the service restarts in the middle of a call', () => {
    it('goes on with the same call', async () => {
      const on = await start();
      const call = on.box.moves.dial('101', '102');
      on.box.moves.ring(call, '102');
      on.box.moves.answer(call, '102');
      await until(() => on.bench.graph.sessions.size === 2);
      await on.restartService();
      await until(() => on.box.monitored().length === 5);
      on.box.moves.hangUp(call, '101');
      await on.settled();
      expect(on.log()).toEqual(stories.answered.log);
    });
  });

  describe('when a call is placed for a user', () => {
    it('is logged as if made on the phone, once', async () => {
      const on = await start();
      await on.connector.makeCall({ requestId: 'r1', deviceId: '101', dialString: '102' });
      await until(() => on.log().length === 2);
      await on.settled();
      expect(on.log()).toEqual(stories.answered.log);
      expect(on.events.find((event) => event.kind === 'originated')).toMatchObject({ byApplication: true });
    });

    it('is refused with a code for a device the PBX does not know', async () => {
      const on = await start();
      const order = { requestId: 'r1', deviceId: '999', dialString: '102' };
      await expect(on.connector.makeCall(order)).rejects.toMatchObject({ code: 'pbx.refused' });
    });
  });
});
