// The judgement of the relay bench at scale and under faults: lag, who is wrong when, which log rows are owed, what the bars say.
import { parseBenchOptions } from '../../bench/relay/benchOptions.ts';
import { calmFrom, countWrongAt, wrongBySecond, wrongIntervals } from '../../bench/relay/lagIntervals.ts';
import type { PbxChange } from '../../bench/relay/matchChanges.ts';
import { PeerPhones } from '../../bench/relay/peerOrder.ts';
import { rowsApartFrom } from '../../bench/relay/rowsApartFrom.ts';

const secondUs = 1_000_000;

/** `b10 c20` for one user: busy at 10 s, clear at 20 s. */
function line(text: string): readonly PbxChange[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({
      user: 'ada',
      state: word.startsWith('b') ? 'busy' : 'clear',
      atUs: Number(word.slice(1)) * secondUs,
    }));
}

function intervals(phone: string, ...writes: readonly string[]) {
  const applied = writes.flatMap((text, index) => line(text).map((each) => ({ ...each, app: `app-${String(index)}` })));
  return wrongIntervals(line(phone), applied, 100 * secondUs);
}

function seconds(phone: string, ...writes: readonly string[]): readonly string[] {
  return intervals(phone, ...writes).map(
    ({ fromUs, untilUs, isStuck }) => `${String(fromUs / secondUs)}-${String(untilUs / secondUs)}${isStuck ? '!' : ''}`,
  );
}

describe('wrongIntervals', () => {
  const table: readonly [string, string, readonly string[], readonly string[]][] = [
    ['a relay that keeps up', 'b10 c20', ['b11 c22'], ['10-11', '20-22!']],
    ['nothing told', 'b10 c20', [], ['10-20']],
    ['never told and still so', 'b10', [], ['10-100']],
    ['a clear that was never told', 'b10 c20', ['b11'], ['10-11', '20-100!']],
    ['a renewal changes nothing', 'b10 c20', ['b11 b15 c21'], ['10-11', '20-21!']],
    ['a state out of nowhere', '', ['b5 c7'], ['5-7!']],
    ['a session left in the name of another registration', 'b10 c20', ['b11', 'b12 c21'], ['10-11', '20-100!']],
    [
      'an interval goes on through states that were never sent',
      'b10 c12 b13 c30',
      ['b20 c31'],
      ['10-12', '13-20', '30-31!'],
    ],
  ];

  it.each(table)('%s', (_name, phone, writes, wanted) => {
    expect(seconds(phone, ...writes)).toEqual(wanted);
  });
});

describe('the count of users who are wrong', () => {
  const found = intervals('b10 c20', 'b14 c20.5');

  it('leaves out what is on its way', () => {
    expect([10.5, 11.5, 13.9, 14.1, 20.4].map((at) => countWrongAt(found, at * secondUs))).toEqual([0, 1, 1, 0, 0]);
  });

  it('is taken each second, and names the one from which all is well', () => {
    const bySecond = wrongBySecond(found, 11 * secondUs, 16 * secondUs);
    expect(bySecond).toEqual([1, 1, 1, 0, 0, 0]);
    expect(calmFrom(bySecond)).toBe(3);
    expect([calmFrom([0, 0]), calmFrom([0, 1]), calmFrom([])]).toEqual([0, null, 0]);
  });
});

describe('rowsApartFrom', () => {
  it('owes the rows of calls that ended before the gap or began after it', () => {
    const nowSecond = Math.floor(Date.now() / 1000);
    const nowUs = Number(process.hrtime.bigint() / 1000n);
    const gap = { fromUs: nowUs - 60 * secondUs, untilUs: nowUs - 45 * secondUs, deafUntilUs: nowUs - 40 * secondUs };
    const callAt = (ago: number, lastAgo?: number) => {
      const callId = `${String(nowSecond - ago)}.1`;
      const change = { ...line('b0')[0], user: 'ada', state: 'clear' as const, callId };
      const changes = lastAgo === undefined ? [] : [{ ...change, atUs: nowUs - lastAgo * secondUs }];
      const row = { user: 'ada', direction: 'incoming', outcome: 'missed', callId, startedSecond: nowSecond - ago };
      return rowsApartFrom(gap, changes)(row);
    };
    expect([callAt(90, 80), callAt(90), callAt(30, 20), callAt(30)]).toEqual([true, true, true, true]);
    expect([callAt(90, 50), callAt(65), callAt(50, 45), callAt(45)]).toEqual([false, false, false, false]);
  });
});

describe('rowsApartFrom, when the PBX was heard all along', () => {
  it('owes every row', () => {
    const row = { user: 'ada', direction: 'incoming', outcome: 'missed', callId: '1.1', startedSecond: 1 };
    expect(rowsApartFrom({ fromUs: 0, untilUs: 1, deafUntilUs: undefined }, [])(row)).toBe(true);
  });
});

describe('the plain peer', () => {
  const phones = () => new PeerPhones((extension) => (extension === '2014' ? 'ada' : undefined));
  const event = (name: string, channel: string, state: string) => ({
    Event: name,
    Channel: `PJSIP/${channel}`,
    ChannelState: state,
  });

  it('asks once for each event that makes busy, and once when the last call is over', () => {
    const peer = phones();
    const orders = [
      event('Newchannel', '2014-1', '4'),
      event('Newstate', '2014-1', '6'),
      event('Newstate', '2014-2', '5'),
      event('Newstate', '2014-2', '6'),
      event('Hangup', '2014-1', '6'),
      event('Hangup', '2014-2', '6'),
      event('Hangup', '2014-3', '5'),
    ].map((fields) => peer.orderOf(fields)?.isBusy);
    expect(orders).toEqual([true, true, undefined, true, undefined, false, undefined]);
  });

  it('leaves trunks and other events alone', () => {
    const peer = phones();
    expect(peer.orderOf(event('Newchannel', 'trunk-1', '4'))).toBeUndefined();
    expect(peer.orderOf({ Event: 'DeviceStateChange', Device: 'PJSIP/2014', State: 'INUSE' })).toBeUndefined();
  });
});

describe('parseBenchOptions', () => {
  it.each([
    ['seed', 5000, 16_000],
    ['x10', 50_000, 160_000],
  ])('knows the company of %s', (profile, users, bhcc) => {
    expect(parseBenchOptions(['--scale-profile', profile])).toMatchObject({ scaleProfile: profile, users, bhcc });
  });

  it('lets one change the company, and is as before without a scale', () => {
    expect(parseBenchOptions(['--scale-profile', 'x10', '--users', '40'])).toMatchObject({ users: 40, bhcc: 160_000 });
    expect(parseBenchOptions([])).toMatchObject({
      scaleProfile: undefined,
      users: 5000,
      registrations: 1,
      fault: 'none',
      peer: false,
      assert: false,
    });
  });

  it.each([
    ['--faults', 'fire'],
    ['--scale-profile', 'x100'],
    ['--registrations', '0'],
  ])('refuses %s %s', (...args) => {
    expect(() => parseBenchOptions(args)).toThrow();
  });
});
