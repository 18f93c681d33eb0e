// CSTA events -> normalised events: the samples of the survey, causes, repeats, call ids used again, noise.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { reduceCall, type CallEvent, type CallState, type PbxEvent } from '#shared/domain/call';
import { CstaMapper } from '../../../../../bot/pbx/csta/map.ts';
import { callPartiesOf, deviceCallsOf } from '../../../../../bot/pbx/csta/snapshot.ts';
import { parseXml, type XmlNode } from '../../../../../bot/pbx/xml/parseXml.ts';

const folder = join(__dirname, '../../../../fixtures/csta');
const start = Date.UTC(2026, 10, 20, 9);

function xml(text: string): XmlNode {
  const root = parseXml(text);
  if (root === null) throw new Error('no XML');
  return root;
}

function sample(name: string): XmlNode {
  return xml(readFileSync(join(folder, `${name}.xml`), 'utf8'));
}

function mapperOf(...lines: string[]): CstaMapper {
  const mapper = new CstaMapper('csta', ['*97']);
  for (const line of lines) mapper.watch(line, line);
  return mapper;
}

/** Name, call id and device of the events' connections, with a cause. */
function delivered(callId: string, from: string, to: string, more = ''): XmlNode {
  return xml(
    `<DeliveredEvent><connection><callID>${callId}</callID><deviceID>${to}</deviceID></connection><alertingDevice><deviceIdentifier>${to}</deviceIdentifier></alertingDevice><callingDevice><deviceIdentifier>${from}</deviceIdentifier></callingDevice><calledDevice><deviceIdentifier>${to}</deviceIdentifier></calledDevice><cause>newCall</cause>${more}</DeliveredEvent>`,
  );
}

function cleared(callId: string, device: string, releasing: string, cause = 'normalClearing'): XmlNode {
  return xml(
    `<ConnectionClearedEvent><droppedConnection><callID>${callId}</callID><deviceID>${device}</deviceID></droppedConnection><releasingDevice><deviceIdentifier>${releasing}</deviceIdentifier></releasingDevice><cause>${cause}</cause></ConnectionClearedEvent>`,
  );
}

function kinds(events: readonly PbxEvent[]): readonly string[] {
  return events.map((event) => ('deviceId' in event ? `${event.deviceId} ${event.kind}` : event.kind));
}

describe('CstaMapper', () => {
  describe('when it hears the samples of the survey', () => {
    it.each([
      ['OriginatedEvent', ['101 originated']],
      ['DeliveredEvent', ['+493012345 originated', '101 delivered']],
      ['EstablishedEvent', ['+493012345 originated', '101 offered', '101 established', '+493012345 established']],
      ['QueuedEvent', ['+493012345 originated', '+493012345 queued']],
      ['FailedEvent', ['102 originated', '101 offered', '101 failed']],
      ['DivertedEvent', ['+493012345 originated', '101 diverted']],
      ['DoNotDisturbEvent', ['101 userState']],
      ['ForwardingEvent', ['101 forwarding']],
      ['MessageWaitingEvent', ['101 messageWaiting']],
      ['ServiceInitiatedEvent', []],
      ['HeldEvent', []], // of a call never heard of
      ['ConnectionClearedEvent', []],
      ['TransferedEvent', []],
    ])('maps %s', (name, expected) => {
      expect(kinds(mapperOf('101', '103').map(sample(name), start))).toEqual(expected);
    });

    it('tells one incoming call in their order, from ringing to the end', () => {
      const mapper = mapperOf('101');
      const names = ['DeliveredEvent', 'EstablishedEvent', 'HeldEvent', 'RetrievedEvent', 'ConnectionClearedEvent'];
      const events = names.flatMap((name, second) => mapper.map(sample(name), start + second * 1000));
      expect(kinds(events)).toEqual([
        '+493012345 originated',
        '101 delivered',
        '101 established',
        '+493012345 established',
        '101 held',
        '101 retrieved',
        '101 connectionCleared',
        '+493012345 connectionCleared',
      ]);
    });

    it('knows settings with their values, and no counts of messages', () => {
      const mapper = mapperOf('101');
      expect(mapper.map(sample('DoNotDisturbEvent'), start)[0]).toMatchObject({ state: 'doNotDisturb' });
      expect(mapper.map(sample('ForwardingEvent'), start)[0]).toMatchObject({
        forwardingType: 'immediate',
        isOn: true,
        forwardTo: '103',
      });
      expect(mapper.map(sample('MessageWaitingEvent'), start)[0]).toMatchObject({ waiting: true, hasCounts: false });
    });

    it('reads the bare device of phones that speak CSTA inside SIP', () => {
      const event = xml(
        '<DoNotDisturbEvent><device>1001</device><doNotDisturbOn>true</doNotDisturbOn></DoNotDisturbEvent>',
      );
      expect(mapperOf().map(event, start)[0]).toMatchObject({ deviceId: '1001', state: 'doNotDisturb' });
    });
  });

  describe('when a ringing call ends', () => {
    it.each([
      ['the phone hangs up', '102', 'normalClearing', 'rejected'],
      ['the caller hangs up', '101', 'normalClearing', 'callCancelled'],
      ['nobody answered', '102', 'callNotAnswered', 'callNotAnswered'],
      ['another took it', '103', 'callPickup', 'answeredElsewhere'],
    ])('says why: %s', (_who, releasing, cause, expected) => {
      const mapper = mapperOf('101', '102');
      mapper.map(delivered('1', '101', '102'), start);
      const [event] = mapper.map(cleared('1', '102', releasing, cause), start + 1000);
      expect(event).toMatchObject({ kind: 'connectionCleared', deviceId: '102', cause: expected });
    });
  });

  describe('when events come again', () => {
    it('tells nothing twice, and does not begin an ended call again', () => {
      const mapper = mapperOf('101', '102');
      expect(kinds(mapper.map(delivered('1', '101', '102'), start))).toHaveLength(2);
      expect(mapper.map(delivered('1', '101', '102'), start + 5)).toEqual([]);
      mapper.map(cleared('1', '101', '101'), start + 10);
      mapper.map(cleared('1', '102', '101'), start + 11);
      expect(mapper.map(delivered('1', '101', '102'), start + 20)).toEqual([]);
    });
  });

  describe('when the target of a transfer rings before its own monitor tells the transfer', () => {
    it('takes the moved caller for the one they are, not for somebody who dials', () => {
      const mapper = mapperOf('101', '102', '103');
      const side = (name: string, device: string): string =>
        `<${name}><deviceIdentifier>${device}</deviceIdentifier></${name}>`;
      const answered = xml(
        `<EstablishedEvent><establishedConnection><callID>1</callID><deviceID>102</deviceID></establishedConnection>${side('answeringDevice', '102')}${side('callingDevice', '101')}${side('calledDevice', '102')}<cause>newCall</cause></EstablishedEvent>`,
      );
      const rings = xml(
        `<DeliveredEvent><connection><callID>2</callID><deviceID>103</deviceID></connection>${side('alertingDevice', '103')}${side('callingDevice', '101')}${side('calledDevice', '103')}<cause>singleStepTransfer</cause></DeliveredEvent>`,
      );
      mapper.map(delivered('1', '101', '102'), start);
      mapper.map(answered, start + 10);
      expect(kinds(mapper.map(rings, start + 20))).toEqual(['103 delivered']);
    });
  });

  describe('when the PBX uses a call id again', () => {
    it('gives the new call ids of its own', () => {
      const mapper = mapperOf('102');
      const first = mapper.map(delivered('1', '+493012345', '102'), start)[1] as CallEvent;
      mapper.map(cleared('1', '102', '102'), start + 1000);
      const second = mapper.map(delivered('1', '+493012346', '102'), start + 60_000)[1] as CallEvent;
      expect(second.globalCallId).not.toBe(first.globalCallId);
      expect(second.connectionId).not.toBe(first.connectionId);
    });

    it('finds the ids of a call under way after a restart of the service', () => {
      const before = mapperOf('102').map(delivered('1', '101', '102'), start)[1] as CallEvent;
      const mapper = mapperOf('102');
      const calls = [{ callId: '1', device: { deviceId: '102', key: '102' }, state: 'alerting' as const, others: [] }];
      mapper.deviceSnapshot({ lineId: '102', text: '102' }, calls, new Map(), start + 60_000);
      const [snapshot] = mapper.snapshot(start + 60_000);
      expect(snapshot).toMatchObject({ liveConnectionIds: expect.arrayContaining([before.connectionId]) as unknown });
    });
  });

  describe('when the PBX tells a linkage id', () => {
    it('keeps it as the id all legs share', () => {
      const linkage =
        '<callLinkageData><globalCallData><globalCallLinkageID><globallyUniqueCallLinkageID>AB12</globallyUniqueCallLinkageID></globalCallLinkageID></globalCallData></callLinkageData>';
      const event = mapperOf('102').map(delivered('1', '101', '102', linkage), start)[1] as CallEvent;
      expect(event.globalCallId).toMatch(/^AB12@/);
    });
  });

  describe('when a queue offers a call to one agent after the other', () => {
    it('stays one call, though nobody we hear of holds it between them', () => {
      const mapper = mapperOf('102', '103');
      const ring = (agent: string): string =>
        `<DeliveredEvent><connection><callID>1</callID><deviceID>${agent}</deviceID></connection><alertingDevice><deviceIdentifier>${agent}</deviceIdentifier></alertingDevice><callingDevice><deviceIdentifier>+493012345</deviceIdentifier></callingDevice><calledDevice><deviceIdentifier>600</deviceIdentifier></calledDevice><lastRedirectionDevice><deviceIdentifier>600</deviceIdentifier></lastRedirectionDevice><cause>distributed</cause></DeliveredEvent>`;
      const back =
        '<DivertedEvent><connection><callID>1</callID><deviceID>102</deviceID></connection><divertingDevice><deviceIdentifier>102</deviceIdentifier></divertingDevice><newDestination><deviceIdentifier>600</deviceIdentifier></newDestination><cause>callNotAnswered</cause></DivertedEvent>';
      const events = [ring('102'), back, ring('103'), back, ring('102')].flatMap((text, step) =>
        mapper.map(xml(text), start + step * 10_000),
      );
      expect(kinds(events)).toEqual([
        '+493012345 originated',
        '102 delivered',
        '102 diverted',
        '102 connectionCleared',
        '103 delivered',
        '102 delivered',
      ]);
      expect(new Set(events.map((event) => (event as CallEvent).globalCallId)).size).toBe(1);
      expect((events[5] as CallEvent).connectionId).not.toBe((events[1] as CallEvent).connectionId);
    });
  });

  describe('when the PBX writes devices in a form of its own', () => {
    it('knows the lines by their extensions', () => {
      const mapper = new CstaMapper('csta');
      mapper.watch('101', 'N<+33199000101>');
      const order = mapper.orderPlaced({ lineId: '101', text: 'N<+33199000101>' }, '7', '102', start);
      expect(order[0]).toMatchObject({ kind: 'originated', deviceId: '101', byApplication: true });
      const [ring] = mapper.map(delivered('7', 'N&lt;+33199000101&gt;Ada', '102'), start + 1000);
      expect(ring).toMatchObject({ kind: 'delivered', deviceId: '102', calling: { deviceId: '101', name: 'Ada' } });
    });
  });

  describe('when a snapshot no longer has a call', () => {
    it('ends its legs, their end inferred', () => {
      const mapper = mapperOf('102');
      mapper.map(delivered('1', '+493012345', '102'), start);
      const events = mapper.deviceSnapshot({ lineId: '102', text: '102' }, [], new Map(), start + 1000);
      expect(events[0]).toMatchObject({
        kind: 'connectionCleared',
        deviceId: '102',
        cause: 'unknown',
        synthesized: true,
      });
    });
  });

  describe('when anything at all comes, in any order', () => {
    const names = readdirSync(folder)
      .map((file) => file.replace('.xml', ''))
      .filter((name) => name.endsWith('Event'));
    const nodes = [
      ...names.map(sample),
      delivered('4712', '101', '102'),
      delivered('4713', '102', '103'),
      cleared('4713', '102', '102'),
      cleared('4714', '103', '103'),
    ];

    it('never throws, and what it tells never breaks a call', () => {
      fc.assert(
        fc.property(fc.array(fc.nat({ max: nodes.length - 1 }), { maxLength: 12 }), (picks) => {
          const mapper = mapperOf('101', '102', '103');
          const calls = new Map<string, CallState>();
          picks.forEach((pick, step) => {
            const node = nodes[pick];
            if (node === undefined) return;
            for (const event of mapper.map(node, start + step * 700)) {
              if (!('globalCallId' in event)) continue;
              calls.set(event.globalCallId, reduceCall(calls.get(event.globalCallId), event));
            }
          });
          for (const call of calls.values()) expect(call.connections.length).toBeLessThanOrEqual(12);
        }),
        { numRuns: 1_000 },
      );
    });
  });
});

describe('snapshots', () => {
  it('reads calls with their states, in both ways of writing them', () => {
    const root = xml(
      '<SnapshotDeviceResponse><crossRefIDorSnapshotData><snapshotData><snapshotDeviceResponseInfo><connectionIdentifier><callID>1</callID><deviceID>101</deviceID></connectionIdentifier><localCallState><compoundCallState><localConnectionState>connected</localConnectionState><localConnectionState>alerting</localConnectionState></compoundCallState></localCallState></snapshotDeviceResponseInfo><snapshotDeviceResponseInfo><connectionIdentifier><callID>2</callID><deviceID>101</deviceID></connectionIdentifier><localCallState><simpleCallState>callEstablishedHeld</simpleCallState></localCallState></snapshotDeviceResponseInfo></snapshotData></crossRefIDorSnapshotData></SnapshotDeviceResponse>',
    );
    expect(deviceCallsOf(root).map(({ callId, state, others }) => [callId, state, ...others])).toEqual([
      ['1', 'connected', 'alerting'],
      ['2', 'hold', 'connected'],
    ]);
  });

  it('reads no call where there is none', () => {
    const empty = xml('<R><crossRefIDorSnapshotData><snapshotData/></crossRefIDorSnapshotData></R>');
    expect(deviceCallsOf(empty)).toEqual([]);
    expect(callPartiesOf(empty).devices).toEqual([]);
  });
});
