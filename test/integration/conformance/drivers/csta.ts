// Plays stories on the sandbox's CSTA PBX.
import { createCstaConnector, type PbxPort } from '#bot/pbx';
import { startCstaSandbox, type CstaSandbox } from '../../../sandbox/csta/index.ts';
import type { SimCall } from '../../../sandbox/csta/CstaSwitch.ts';
import { eager, playBy, type Conformant, type Moves, type TestPbx, type TestPbxOptions } from '../TestPbx.ts';
import { layWire } from '../wire.ts';

const mailbox = '*97';
const disturbances = { none: 'none', replayed: 'repeated', reordered: 'reordered' } as const;

/** CSTA phase III. */
export const csta: Conformant = {
  name: 'csta',
  lacks: ['counts'], // MessageWaitingEvent is a light, nothing more
  // The call that fetches a parked one is no call of anybody's.
  ownKinds: { 'a call is parked and picked up': { '103': 'unparked connectionCleared' } },
  start: startCsta,
};

async function startCsta(options: TestPbxOptions): Promise<TestPbx> {
  const box = await startCstaSandbox({ devices: options.lines, playsOrders: false });
  box.setDisturbance(disturbances[options.disturbance]);
  const wire = await layWire(box.port);
  const moves = movesOn(box);
  let current: PbxPort | undefined;
  return {
    connector: () => {
      current = createCstaConnector({
        id: 'pbx',
        address: { host: eager.host, port: wire.port, tls: false },
        voicemailDevices: [mailbox],
        monitorsPerSecond: 1000,
        observer: options.observer,
        random: eager.random,
      });
      return Promise.resolve(current);
    },
    play: async (move) => {
      await playBy(moves, move);
      box.pbx.flush();
    },
    // The answer to a request comes behind every event; this one tells a device nobody of the stories has.
    heard: async () => {
      box.pbx.flush();
      await current?.setUserState('nobody', 'available');
    },
    cut: () => wire.cut(),
    mend: () => wire.mend(),
    close: async () => {
      await wire.cut();
      await box.stop();
    },
  };
}

function movesOn(box: CstaSandbox): Moves {
  const { moves, pbx } = box;
  const calls = new Map<string, SimCall>();
  const named = (name: string): SimCall => {
    const call = calls.get(name);
    if (call === undefined) throw new Error(`no call ${name}`);
    return call;
  };
  return {
    dial: ({ call: name, from, to, rings, group }) => {
      const call = moves.dial(from, to);
      calls.set(name, call);
      if (group === 'queue') moves.queue(call, to);
      for (const line of rings) moves.ring(call, line, ringCause(to, group));
    },
    answer: ({ call: name, by }) => {
      const call = named(name);
      for (const [device, state] of call.states) if (state === 'queued') call.states.delete(device);
      const others = alerting(call).filter((line) => line !== by);
      moves.answer(call, by);
      for (const line of others) moves.clear(call, line, call.calling);
    },
    giveUp: ({ call }) => moves.hangUp(named(call), named(call).calling),
    refuse: ({ call: name, by, why }) => {
      const call = named(name);
      if (why === 'declined') moves.clear(call, by, by);
      else moves.fail(call, by, why);
      moves.hangUp(call, call.calling);
    },
    voicemail: ({ call, of }) => {
      moves.divert(named(call), of, mailbox, 'callForwardNoAnswer');
      moves.answer(named(call), mailbox);
    },
    leaveMessage: ({ call, of }) => {
      box.setMessageWaiting(of, true, mailbox);
      moves.hangUp(named(call), named(call).calling);
    },
    hangUp: ({ call, by }) => moves.hangUp(named(call), by),
    hold: ({ call, by }) => moves.hold(named(call), by),
    retrieve: ({ call, by }) => moves.retrieve(named(call), by),
    forward: ({ call, by, to }) => {
      moves.divert(named(call), by, to, 'callForwardNoAnswer');
      moves.ring(named(call), to, { cause: 'callForwardNoAnswer', redirectedBy: by });
    },
    blindTransfer: ({ call, by, to }) => {
      const moved = moves.transfer(by, to, named(call));
      moves.ring(moved, to, { cause: 'singleStepTransfer' });
      calls.set(call, moved);
    },
    consult: ({ call, second, by, to }) => {
      moves.hold(named(call), by);
      const enquiry = moves.dial(by, to);
      moves.ring(enquiry, to);
      calls.set(second, enquiry);
    },
    completeTransfer: ({ call, second, by }) => {
      calls.set(call, moves.transfer(by, named(second).called, named(call), named(second)));
    },
    park: ({ call, by, slot }) => {
      moves.divert(named(call), by, slot, 'park');
      moves.queue(named(call), slot, 'park');
    },
    pickUp: ({ call, by, slot }) => {
      const fetching = moves.dial(by, slot);
      named(call).states.delete(slot);
      moves.answer(named(call), by, 'callPickup');
      moves.clear(fetching, by, by);
      pbx.flush();
    },
    doNotDisturb: ({ line, isOn }) => box.setDoNotDisturb(line, isOn),
  };
}

function ringCause(to: string, group: 'queue' | 'ringGroup' | undefined) {
  if (group === 'queue') return { cause: 'distributed', redirectedBy: to };
  return group === 'ringGroup' ? { cause: 'multipleAlerting' } : {};
}

function alerting(call: SimCall): readonly string[] {
  return [...call.states].filter(([, state]) => state === 'alerting').map(([line]) => line);
}
