// The mapper, story by story, on messages in the shape Asterisk sends them.
import { AmiMapper } from '#bot/pbx';
import type { PbxEvent } from '#shared/domain/call';

type Fields = Readonly<Record<string, string>>;

const device = /^(?:PJSIP|SIP)\/([^-@]+)/;

function channel(extension: string, uniqueId: string, more: Fields = {}): Fields {
  return {
    Channel: `PJSIP/${extension}-0000${uniqueId}`,
    CallerIDNum: extension,
    CallerIDName: `User ${extension}`,
    Uniqueid: uniqueId,
    Linkedid: '1',
    ...more,
  };
}

function prefixed(prefix: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [`${prefix}${key}`, value]));
}

/** Kind, device and what matters of each event. */
function told(mapper: AmiMapper, messages: readonly Fields[]): string[] {
  return messages.flatMap((fields) => mapper.map(fields, 1_795_000_000_000)).map(short);
}

function short(event: PbxEvent): string {
  const who = 'deviceId' in event ? ` ${event.deviceId}` : '';
  const cause = 'cause' in event ? ` ${event.cause}` : '';
  const state = event.kind === 'userState' ? ` ${event.state}` : '';
  const inferred = 'synthesized' in event && event.synthesized ? ' (inferred)' : '';
  return `${event.kind}${who}${cause}${state}${inferred}`;
}

const caller = channel('101', '1', { Exten: '102' });
const called = channel('102', '2', { Exten: 's' });
const ringing: readonly Fields[] = [
  { Event: 'Newchannel', ChannelState: '4', ...caller },
  { Event: 'Newchannel', ChannelState: '0', ...called },
  { Event: 'DialBegin', ...caller, ...prefixed('Dest', called) },
  { Event: 'Newstate', ChannelState: '5', ...called },
];

describe('AmiMapper', () => {
  describe('when the phone declines', () => {
    it('takes the cause 21 for a refusal, although the dial says no answer', () => {
      const end = { Event: 'DialEnd', DialStatus: 'NOANSWER', ...caller, ...prefixed('Dest', called) };
      const messages = [...ringing, end, { Event: 'Hangup', Cause: '21', ...called }];
      expect(told(new AmiMapper('p', device), messages)).toEqual([
        'originated 101',
        'offered 102',
        'delivered 102',
        'connectionCleared 102 rejected',
      ]);
    });
  });

  describe('when the dial plan refuses without ringing (do not disturb)', () => {
    it('tells that the extension was called and was busy', () => {
      const messages = [
        { Event: 'Newchannel', ChannelState: '4', ...caller },
        { Event: 'Hangup', Cause: '17', ...caller },
      ];
      expect(told(new AmiMapper('p', device), messages)).toEqual([
        'originated 101',
        'offered 102',
        'failed 102 busy',
        'connectionCleared 102 busy',
        'connectionCleared 101 busy',
      ]);
    });
  });

  describe('when legs go through Local channels', () => {
    it('tells each phone once and the real caller', () => {
      const local = { ...channel('x', '3'), Channel: 'Local/102@ctx-0001;1' };
      const localTwo = { ...channel('x', '4', { Exten: '102' }), Channel: 'Local/102@ctx-0001;2' };
      const messages = [
        { Event: 'Newchannel', ChannelState: '4', ...caller },
        { Event: 'Newchannel', ChannelState: '0', ...local },
        { Event: 'Newchannel', ChannelState: '4', ...localTwo },
        { Event: 'DialBegin', ...caller, ...prefixed('Dest', local) },
        { Event: 'Newchannel', ChannelState: '0', ...called },
        { Event: 'DialBegin', ...localTwo, ...prefixed('Dest', called) },
        { Event: 'Newstate', ChannelState: '5', ...called },
        { Event: 'Newstate', ChannelState: '6', ...called },
        { Event: 'DialEnd', DialStatus: 'ANSWER', ...localTwo, ...prefixed('Dest', called) },
        { Event: 'DialEnd', DialStatus: 'ANSWER', ...caller, ...prefixed('Dest', local) },
        { Event: 'Newstate', ChannelState: '6', ...caller },
      ];
      const mapper = new AmiMapper('p', device);
      expect(told(mapper, messages)).toEqual([
        'originated 101',
        'offered 102',
        'delivered 102',
        'established 102',
        'established 101',
      ]);
    });
  });

  describe('when another program places a call and Asterisk does not know the other side yet', () => {
    it('tells the number dialled, never the word for nothing', () => {
      const leg = channel('101', '1', { Exten: '104', ConnectedLineNum: '<unknown>' });
      const mapper = new AmiMapper('p', device);
      expect(mapper.map({ Event: 'DialBegin', ...prefixed('Dest', leg) }, 0)).toMatchObject([
        { kind: 'originated', deviceId: '101', called: { number: '104' }, byApplication: true },
      ]);
    });
  });

  describe('when a snapshot shows calls that began unseen', () => {
    it('explains them as inferred and forgets channels that are gone', () => {
      const mapper = new AmiMapper('p', device);
      told(mapper, ringing);
      mapper.snapshotBegins();
      const up = { ChannelState: '6', BridgeId: 'b', ConnectedLineNum: '104' };
      const events = [
        { Event: 'CoreShowChannel', ...channel('103', '7', { ...up, Exten: '104', Application: 'Dial' }) },
        {
          Event: 'CoreShowChannel',
          ...channel('104', '8', { ...up, Application: 'AppDial', ConnectedLineNum: '103' }),
        },
        { Event: 'CoreShowChannelsComplete' },
      ].flatMap((fields) => mapper.map(fields, 0));
      expect(events.map(short)).toEqual([
        'originated 103 (inferred)',
        'established 103 (inferred)',
        'offered 104 (inferred)',
        'established 104 (inferred)',
        'snapshot',
      ]);
      expect(events.at(-1)).toMatchObject({ liveConnectionIds: ['7', '8'] });
    });
  });

  describe('when a channel hangs up while the list of channels is on its way', () => {
    it('does not bring it back to life', () => {
      const mapper = new AmiMapper('p', device);
      mapper.snapshotBegins();
      const messages = [
        { Event: 'Hangup', ...caller, Cause: '16' },
        { Event: 'CoreShowChannel', ...caller, ChannelState: '6', BridgeId: 'b', Application: 'Dial' },
        { Event: 'CoreShowChannelsComplete' },
      ];
      const events = messages.flatMap((fields) => mapper.map(fields, 0));
      expect(events.at(-1)).toMatchObject({ kind: 'snapshot', liveConnectionIds: [] });
      expect(events.map(short)).not.toContain('established 101 (inferred)');
    });
  });

  describe('when a call went on while the line was lost', () => {
    it('learns from the list of channels what was missed, once', () => {
      const mapper = new AmiMapper('p', device);
      told(mapper, ringing);
      mapper.snapshotBegins();
      const up = { Event: 'CoreShowChannel', ChannelState: '6', BridgeId: 'b' };
      const list = [
        { ...up, ...caller, Application: 'Dial', ConnectedLineNum: '102' },
        { ...up, ...called, Application: 'AppDial', ConnectedLineNum: '101' },
        { Event: 'CoreShowChannelsComplete' },
      ];
      expect(told(mapper, list)).toEqual(['established 101 (inferred)', 'established 102 (inferred)', 'snapshot']);
      expect(told(mapper, list)).toEqual(['snapshot']);
    });
  });

  describe('when an order of ours comes to nothing', () => {
    it.each([
      ['1', 'callNotAnswered'],
      ['3', 'callNotAnswered'],
      ['5', 'busy'],
      ['8', 'unreachable'],
      ['0', 'unreachable'],
      ['nonsense', 'unreachable'],
    ])('tells it by reason %s as %s, once, and nothing of the orders of other programs', (reason, cause) => {
      const mapper = new AmiMapper('p', device);
      mapper.expectOrder('hs-1', { requestId: 'order-1', deviceId: '101', dialString: '102' });
      const response = { Event: 'OriginateResponse', Response: 'Failure', Reason: reason };
      const told = ['hs-2', 'hs-1', 'hs-1'].flatMap((ActionID) => mapper.map({ ...response, ActionID }, 0));
      expect(told).toMatchObject([{ kind: 'orderFailed', requestId: 'order-1', deviceId: '101', cause }]);
    });
  });

  describe('when a parked call comes back to whoever parked it', () => {
    it('rings there as a call from the one who waited', () => {
      const mapper = new AmiMapper('p', device);
      const recall = channel('102', '9', { Exten: 's' });
      const answered = [
        { Event: 'Newstate', ChannelState: '6', ...called },
        { Event: 'DialEnd', DialStatus: 'ANSWER', ...caller, ...prefixed('Dest', called) },
      ];
      told(mapper, [...ringing, ...answered]);
      const slot = { ParkingSpace: '701', ParkerDialString: 'PJSIP/102' };
      const messages = [
        {
          Event: 'BlindTransfer',
          Result: 'Success',
          Extension: '700',
          ...prefixed('Transferer', called),
          ...prefixed('Transferee', caller),
        },
        { Event: 'ParkedCall', ...slot, ...prefixed('Parkee', caller) },
        { Event: 'Hangup', Cause: '16', ...called },
        { Event: 'ParkedCallTimeOut', ...slot, ...prefixed('Parkee', caller) },
        { Event: 'Newchannel', ChannelState: '0', ...recall },
        { Event: 'DialBegin', ...caller, ...prefixed('Dest', recall) },
        { Event: 'Newstate', ChannelState: '5', ...recall },
      ];
      expect(told(mapper, messages).slice(-3)).toEqual([
        'connectionCleared 102 normalClearing',
        'offered 102',
        'delivered 102',
      ]);
    });
  });

  describe('when messages come twice', () => {
    it('takes no phone for a ring group of itself', () => {
      const mapper = new AmiMapper('p', device);
      const twice = ringing.flatMap((fields) => [fields, fields]);
      expect(twice.flatMap((fields) => mapper.map(fields, 0)).filter((event) => 'group' in event)).toEqual([]);
    });
  });

  describe('when phones and people change state', () => {
    it('tells changes only', () => {
      const mapper = new AmiMapper('p', device);
      const messages = [
        { Event: 'ExtensionStatus', Exten: '102', Status: '0' },
        { Event: 'ExtensionStatus', Exten: '102', Status: '8' },
        { Event: 'ExtensionStatus', Exten: '102', Status: '4' },
        { Event: 'DeviceStateChange', Device: 'PJSIP/102', State: 'NOT_INUSE' },
        { Event: 'PresenceStatus', Exten: '102', Status: 'dnd' },
        { Event: 'PresenceStateChange', Presentity: 'CustomPresence:102', Status: 'dnd' },
        { Event: 'PresenceStateChange', Presentity: 'CustomPresence:102', Status: 'nonsense' },
        { Event: 'ExtensionStatus', Exten: '102', Status: '-1' },
      ];
      expect(told(mapper, messages)).toEqual([
        'registration 102',
        'registration 102',
        'registration 102',
        'userState 102 doNotDisturb',
      ]);
    });
  });

  describe('when messages are unknown, empty or partial', () => {
    it('tells nothing and does not throw', () => {
      const mapper = new AmiMapper('p', device);
      const messages = [
        'Newchannel',
        'DialBegin',
        'Hangup',
        'BlindTransfer',
        'ParkedCall',
        'NoSuchEvent',
        '__proto__',
        'toString',
      ];
      expect(
        told(
          mapper,
          messages.map((Event) => ({ Event })),
        ),
      ).toEqual([]);
    });
  });
});
