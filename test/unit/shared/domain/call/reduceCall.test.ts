// The call reducer and its state machine under repeats, gaps and disorder.
import fc from 'fast-check';
import { isCallOver, lineStateOf, reduceCall, transition, type CallEvent, type CallState } from '#shared/domain/call';
import { CallStory } from '../../../../support/callStory.ts';

const empty: CallState = { pbxId: 'pbx', globalCallId: 'call-1', connections: [] };

function answeredStory(): CallStory {
  return new CallStory()
    .dials('101', '102')
    .rings('102', '101')
    .at(2)
    .answers('102', '101')
    .answers('101', '102')
    .at(5)
    .add({ kind: 'held', connectionId: 'leg-101', deviceId: '101' })
    .at(7)
    .add({ kind: 'retrieved', connectionId: 'leg-101', deviceId: '101' })
    .at(9)
    .ends('101')
    .ends('102');
}

function reduceAll(events: readonly CallEvent[]): CallState {
  return events.reduce<CallState>((call, event) => reduceCall(call, event), empty);
}

describe('reduceCall', () => {
  describe('when every event comes twice', () => {
    it('gives the same call as once, and says by identity that nothing changed', () => {
      const { events } = answeredStory();
      expect(reduceAll(events.flatMap((event) => [event, event]))).toEqual(reduceAll(events));
      let call = empty;
      for (const event of events) {
        call = reduceCall(call, event);
        expect(reduceCall(call, event)).toBe(call);
      }
    });
  });

  describe('when events are lost, repeated and shuffled', () => {
    it('never throws, never revives an ended leg, and is over once every leg was cleared', () => {
      const { events } = answeredStory();
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (shuffled) => {
          let call = empty;
          const ended = new Set<string>();
          for (const event of shuffled) {
            call = reduceCall(call, event);
            for (const leg of call.connections) {
              const key = `${leg.connectionId}/${String(leg.segment)}`;
              if (leg.state === 'null') ended.add(key);
              else expect(ended.has(key)).toBe(false);
            }
          }
          const last = [call, ...events.slice(-2)].slice(1) as CallEvent[];
          expect(isCallOver(last.reduce((state, event) => reduceCall(state, event), call))).toBe(true);
        }),
      );
    });
  });

  describe('when the beginning was not seen', () => {
    it('takes the leg up in the middle', () => {
      const call = reduceAll(answeredStory().events.slice(2, 4));
      expect(call.connections.map((leg) => leg.state)).toEqual(['connected', 'connected']);
    });
  });
});

describe('transition', () => {
  it.each([
    ['initiated', 'delivered', 'alerting'],
    ['initiated', 'established', 'connected'],
    ['alerting', 'established', 'connected'],
    ['connected', 'held', 'hold'],
    ['hold', 'retrieved', 'connected'],
    ['fail', 'established', 'connected'],
    ['queued', 'established', 'connected'],
    ['connected', 'connectionCleared', 'null'],
    ['null', 'established', undefined],
    ['alerting', 'held', undefined],
    ['connected', 'delivered', undefined],
  ] as const)('leads from %s by %s to %s', (from, move, to) => {
    expect(transition(from, move)).toBe(to);
  });
});

describe('lineStateOf', () => {
  it.each([
    { steps: 0, state: 'idle' },
    { steps: 1, state: 'dialling' },
    { steps: 4, state: 'connected' },
    { steps: 5, state: 'held' },
    { steps: 8, state: 'idle' },
  ])('is $state for the caller after $steps events', ({ steps, state }) => {
    const call = reduceAll(answeredStory().events.slice(0, steps));
    expect(lineStateOf(call.connections.filter((leg) => leg.deviceId === '101'))).toBe(state);
  });

  it('is ringing for the called phone, and idle for one that was only offered the call', () => {
    const ringing = reduceAll(answeredStory().events.slice(0, 2)).connections.filter((leg) => leg.deviceId === '102');
    expect(lineStateOf(ringing)).toBe('ringing');
    expect(lineStateOf(ringing.map((leg) => ({ ...leg, state: 'initiated' as const })))).toBe('idle');
  });
});
