// The stories the sandbox CSTA PBX can play; every story ends with nobody in a call.
import type { CallMoves } from './callMoves.ts';
import type { SimCall } from './CstaSwitch.ts';

/** Who takes part. */
export interface StoryParts {
  /** An extension, `restricted`, or a number with `+` for a caller from outside. @default 101 */
  readonly from?: string;
  /** @default 102 */
  readonly to?: string;
  /** Where the call goes in the end. @default 103 */
  readonly target?: string;
}

/** What a story can do: move phones, and let time pass. */
export interface Stage {
  readonly moves: CallMoves;
  /** Lets one step of time pass. */
  step(): Promise<void>;
}

type Parts = Required<StoryParts>;
type Script = (stage: Stage, parts: Parts) => Promise<void>;

/** The number of the ring group and of the queue, both with 102 and 103. */
export const ringGroup = '120';
export const queue = '600';
/** The mailbox device and the parking slot. */
export const mailbox = '*97';
export const slot = '701';
const members = ['102', '103'];

async function ringing(stage: Stage, parts: Parts): Promise<SimCall> {
  const call = stage.moves.dial(parts.from, parts.to);
  stage.moves.ring(call, parts.to);
  await stage.step();
  return call;
}

async function talking(stage: Stage, parts: Parts): Promise<SimCall> {
  const call = await ringing(stage, parts);
  stage.moves.answer(call, parts.to);
  await stage.step();
  return call;
}

const scripts = {
  answered: async (stage, parts) => {
    const call = await talking(stage, parts);
    stage.moves.hangUp(call, parts.from);
  },
  missed: async (stage, parts) => {
    const call = await ringing(stage, parts);
    stage.moves.hangUp(call, parts.from);
  },
  busy: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, parts.to);
    stage.moves.fail(call, parts.to, 'busy');
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  doNotDisturb: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, parts.to);
    stage.moves.fail(call, parts.to, 'doNotDisturb');
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  declined: async (stage, parts) => {
    const call = await ringing(stage, parts);
    stage.moves.clear(call, parts.to, parts.to);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  hold: async (stage, parts) => {
    const call = await talking(stage, parts);
    stage.moves.hold(call, parts.to);
    await stage.step();
    stage.moves.retrieve(call, parts.to);
    await stage.step();
    stage.moves.hangUp(call, parts.to);
  },
  blindTransfer: async (stage, parts) => {
    const first = await talking(stage, parts);
    const call = stage.moves.transfer(parts.to, parts.target, first);
    await stage.step();
    stage.moves.ring(call, parts.target, { cause: 'singleStepTransfer' });
    await stage.step();
    stage.moves.answer(call, parts.target);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  attendedTransfer: async (stage, parts) => {
    const first = await talking(stage, parts);
    stage.moves.hold(first, parts.to);
    const enquiry = await talking(stage, { from: parts.to, to: parts.target, target: '' });
    const call = stage.moves.transfer(parts.to, parts.target, first, enquiry);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  conference: async (stage, parts) => {
    const first = await talking(stage, parts);
    stage.moves.hold(first, parts.to);
    const second = await talking(stage, { from: parts.to, to: parts.target, target: '' });
    const call = stage.moves.conference(parts.to, first, second);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  forwardNoAnswer: async (stage, parts) => {
    const call = await ringing(stage, parts);
    stage.moves.divert(call, parts.to, parts.target, 'callForwardNoAnswer');
    stage.moves.ring(call, parts.target, { cause: 'callForwardNoAnswer', redirectedBy: parts.to });
    await stage.step();
    stage.moves.answer(call, parts.target);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  forwardImmediate: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, parts.to);
    stage.moves.divert(call, parts.to, parts.target, 'callForwardImmediate');
    stage.moves.ring(call, parts.target, { cause: 'callForwardImmediate', redirectedBy: parts.to });
    await stage.step();
    stage.moves.answer(call, parts.target);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  voicemail: async (stage, parts) => {
    const call = await ringing(stage, parts);
    stage.moves.divert(call, parts.to, mailbox, 'callForwardNoAnswer');
    await stage.step();
    stage.moves.answer(call, mailbox);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  pickUp: async (stage, parts) => {
    const call = await ringing(stage, parts);
    stage.moves.divert(call, parts.to, parts.target, 'callPickup');
    stage.moves.answer(call, parts.target, 'callPickup');
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  parkRetrieve: async (stage, parts) => {
    const call = await talking(stage, parts);
    stage.moves.divert(call, parts.to, slot, 'park');
    stage.moves.queue(call, slot, 'park');
    await stage.step();
    const fetching = stage.moves.dial(parts.target, slot);
    call.states.delete(slot);
    stage.moves.answer(call, parts.target, 'callPickup');
    stage.moves.clear(fetching, parts.target, parts.target);
    await stage.step();
    stage.moves.hangUp(call, parts.from);
  },
  queue: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, queue);
    stage.moves.queue(call, queue);
    await stage.step();
    for (const member of members) stage.moves.ring(call, member, { cause: 'distributed', redirectedBy: queue });
    await stage.step();
    call.states.delete(queue);
    await takenBy(stage, call, '102', parts.from);
  },
  ringGroup: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, ringGroup);
    for (const member of members) stage.moves.ring(call, member, { cause: 'multipleAlerting' });
    await stage.step();
    await takenBy(stage, call, '102', parts.from);
  },
  /** Several phones of one number, told by a PBX without a word about the group. */
  sharedLine: async (stage, parts) => {
    const call = stage.moves.dial(parts.from, ringGroup);
    for (const member of members) stage.moves.ring(call, member);
    await stage.step();
    await takenBy(stage, call, '102', parts.from);
  },
} satisfies Record<string, Script>;

async function takenBy(stage: Stage, call: SimCall, member: string, from: string): Promise<void> {
  stage.moves.answer(call, member);
  for (const other of members) if (other !== member) stage.moves.clear(call, other, from);
  await stage.step();
  stage.moves.hangUp(call, from);
}

/** The stories by name. */
export type StoryName = keyof typeof scripts;

/** Plays one story; resolves after its last event was sent. */
export async function playStory(stage: Stage, name: StoryName, parts: StoryParts): Promise<void> {
  await scripts[name](stage, { from: parts.from ?? '101', to: parts.to ?? '102', target: parts.target ?? '103' });
  await stage.step();
}
