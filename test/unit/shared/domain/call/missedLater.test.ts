// A missed row is told when the call can no longer find its user, and one that was told and turns out wrong is rewritten.
import { recordsOfCall, type CallRecord } from '#shared/domain/call';
import { CallStory, type Step } from '../../../../support/callStory.ts';

const group = { kind: 'queue', id: '600' } as const;

/** Users own the extensions 101 to 109; 202 is the second phone of 102's. */
function owner(deviceId: string): string | undefined {
  if (deviceId === '202') return 'user-102';
  return /^10\d$/.test(deviceId) ? `user-${deviceId}` : undefined;
}

function recordsOf(story: CallStory, device: string): readonly CallRecord[] {
  return recordsOfCall(story.call(), owner).filter(({ userId }) => userId === `user-${device}`);
}

function told(story: CallStory, device: string): readonly string[] {
  return recordsOf(story, device).map(({ outcome, endUnknown }) => `${outcome}${endUnknown === true ? '?' : ''}`);
}

/** A ring of `device` as a leg of its own name, so that one phone can ring twice. */
function rung(device: string, name: string): { ring: Step; stop: Step; unseen: Step; answer: Step; end: Step } {
  const leg = { connectionId: name, deviceId: device };
  return {
    ring: { kind: 'delivered', ...leg, calling: { number: '+33199002015' }, group },
    stop: { kind: 'connectionCleared', ...leg, cause: 'callNotAnswered' },
    unseen: { kind: 'connectionCleared', ...leg, cause: 'unknown', synthesized: true },
    answer: { kind: 'established', ...leg },
    end: { kind: 'connectionCleared', ...leg, cause: 'normalClearing' },
  };
}

const first = rung('102', 'b1');
const second = rung('102', 'b2');
const other = rung('103', 'c1');

function transferredToQueue(): CallStory {
  const alice = { connectionId: 'leg-101', deviceId: '101' };
  return new CallStory()
    .dials('trunk', '101')
    .rings('101', 'trunk')
    .at(2)
    .answers('101', 'trunk')
    .answers('trunk', '101')
    .at(10)
    .add({ kind: 'transferred', ...alice, role: 'transferring', transferKind: 'singleStep', other: { number: '600' } })
    .ends('101', 'transfer');
}

describe('recordsOfCall', () => {
  describe('when a call was answered once and transferred to a queue', () => {
    it('says nothing while the queue goes on, and one answered call at the end', () => {
      const story = transferredToQueue().at(11).add(first.ring).at(15).add(first.stop);
      expect(told(story, '102')).toEqual([]);
      story.at(20).add(second.ring).at(22).add(second.answer);
      expect(told(story, '102')).toEqual([]);
      story.at(40).add(second.end).ends('trunk');
      expect(told(story, '102')).toEqual(['answered']);
      expect(told(story, '101')).toEqual(['answered']);
    });

    it('says a missed call once the caller has gone', () => {
      const story = transferredToQueue().at(11).add(first.ring).at(15).add(first.stop).at(30).ends('trunk');
      expect(told(story, '102')).toEqual(['missed']);
    });
  });

  describe('when no leg of the caller is known', () => {
    it('says nothing while another phone rings', () => {
      const second202 = rung('202', 'b2');
      const story = new CallStory().add(other.ring).add(first.ring).at(5).add(first.stop);
      expect(told(story, '102')).toEqual([]);
      story.at(6).add(second202.ring).at(8).add(second202.answer).at(20).add(second202.end);
      expect(told(story, '102')).toEqual(['answered']);
      expect(told(story.add(other.stop), '102')).toEqual(['answered']);
    });

    it('says a call answered elsewhere as soon as the other phone is picked up', () => {
      const story = new CallStory().add(other.ring).add(first.ring).at(5).add(first.stop).at(7).add(other.answer);
      expect(told(story, '102')).toEqual(['answeredElsewhere']);
    });
  });

  describe('when a menu answered the caller as a person would', () => {
    it('says nothing while the caller is there', () => {
      const story = new CallStory().dials('trunk', '900').answers('trunk', '900').at(3).add(first.ring);
      story.at(9).add(first.stop);
      expect(told(story, '102')).toEqual([]);
      story.at(12).add(second.ring).add(second.answer).at(30).add(second.end).ends('trunk');
      expect(told(story, '102')).toEqual(['answered']);
    });
  });

  describe('when a row was told because a colleague answered, who then sends the call back', () => {
    it('rewrites that row: the same id, answered, and no second row', () => {
      const story = new CallStory().dials('trunk', '600').add(first.ring).at(5).add(first.stop).add(other.ring);
      story.at(7).add(other.answer).answers('trunk', '103');
      const [before] = recordsOf(story, '102');
      expect(before?.outcome).toBe('answeredElsewhere');
      story.at(60).add(other.end).add(second.ring).at(63).add(second.answer).at(90).add(second.end).ends('trunk');
      const after = recordsOf(story, '102');
      expect(after).toMatchObject([{ id: before?.id, outcome: 'answered', ringSeconds: 3, talkSeconds: 27 }]);
      expect(after[0]?.answeredBy).toBeUndefined();
    });
  });

  describe('when the mailbox took a call that came back', () => {
    it('rewrites the row', () => {
      const leg = { connectionId: 'b1', deviceId: '102' };
      const story = new CallStory().dials('trunk', '102').add(first.ring).at(5).add(first.stop);
      story.add({ kind: 'diverted', ...leg, toVoicemail: true });
      const [before] = recordsOf(story, '102');
      expect(before?.outcome).toBe('voicemail');
      story.at(20).add(second.ring).add(second.answer).at(30).add(second.end).ends('trunk');
      expect(recordsOf(story, '102')).toMatchObject([{ id: before?.id, outcome: 'answered' }]);
    });
  });

  describe('when the end was not seen', () => {
    const unseen = (device: string): Step => ({ ...rung(device, `leg-${device}`).unseen });

    it('says so of a phone that rang', () => {
      const story = new CallStory().dials('trunk', '102').rings('102', 'trunk').add(unseen('102')).add(unseen('trunk'));
      expect(told(story, '102')).toEqual(['missed?']);
    });

    it('says so when another own phone, or a colleague’s, still rang', () => {
      for (const rest of [rung('202', 'b2'), other]) {
        const story = new CallStory().dials('trunk', '600').add(first.ring).add(rest.ring).at(5).add(first.stop);
        expect(told(story.add(rest.unseen).add(unseen('trunk')), '102')).toEqual(['missed?']);
      }
    });

    it('says so when the caller still waited', () => {
      const story = new CallStory().dials('trunk', '600').add(first.ring).at(5).add(first.stop).add(unseen('trunk'));
      expect(told(story, '102')).toEqual(['missed?']);
    });

    it('does not say so of a caller who was seen to give up, nor of a call that a colleague has', () => {
      const gaveUp = new CallStory().dials('trunk', '102').rings('102', 'trunk').at(5).ends('102', 'callCancelled');
      expect(told(gaveUp.add(unseen('trunk')), '102')).toEqual(['missed']);
      const taken = new CallStory().dials('trunk', '600').add(first.ring).add(other.ring).at(5).add(other.answer);
      expect(told(taken.add(first.stop).add(other.unseen).add(unseen('trunk')), '102')).toEqual(['answeredElsewhere']);
    });
  });
});
