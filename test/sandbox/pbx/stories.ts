// The recorded stories, played with any parties and any timing; each resolves when its last leg is gone.
import type { CallDesk } from './CallDesk.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { Timers } from './timers.ts';

/** Who takes part, and how long things take. */
export interface StoryOptions {
  /** An extension, or `outside`. */
  readonly from: string;
  readonly to: string;
  readonly number?: string;
  readonly name?: string;
  /** @default 300 */
  readonly ringMs?: number;
  /** @default 500 */
  readonly talkMs?: number;
}

/** A story under way. */
export interface Story {
  readonly call: SandboxCall;
  readonly done: Promise<void>;
}

/** The stories by the names of the recordings. */
export interface Stories {
  answered(options: StoryOptions): Story;
  missed(options: StoryOptions): Story;
  voicemail(options: StoryOptions & { readonly message?: boolean }): Story;
  busy(options: StoryOptions): Story;
  declined(options: StoryOptions): Story;
  hold(options: StoryOptions & { readonly by?: string }): Story;
  blindTransfer(options: StoryOptions & { readonly target: string }): Story;
  attendedTransfer(options: StoryOptions & { readonly target: string }): Story;
  parkAndPickUp(options: StoryOptions & { readonly by: string }): Story;
  /** Ring group or queue: `answeredBy` picks up, or the caller gives up when it is not given. */
  group(options: StoryOptions & { readonly answeredBy?: string }): Story;
}

const defaultRingMs = 300;
const defaultTalkMs = 500;

/** The stories on one switchboard. */
export function makeStories(desk: CallDesk, timers: Timers): Stories {
  const play = (
    options: StoryOptions,
    script: (call: SandboxCall, step: StorySteps) => Promise<void>,
    rings = true,
  ): Story => {
    const call = desk.call({ ...options, rings });
    const step = stepsOf(options, timers);
    return { call, done: script(call, step).then(() => call.over) };
  };
  return {
    answered: (options) => play(options, talk),
    missed: (options) => play(options, async (call, step) => step.ring().then(() => call.cancel())),
    voicemail: (options) => play(options, (call, step) => toVoicemail(desk, call, step, options.message === true)),
    busy: (options) => play(options, async (call, step) => step.ring().then(() => call.busy()), false),
    declined: (options) => play(options, async (call, step) => step.ring().then(() => call.decline())),
    hold: (options) => play(options, (call, step) => holdAndRetrieve(call, step, options.by ?? options.from)),
    blindTransfer: (options) => play(options, (call, step) => blind(call, step, options)),
    attendedTransfer: (options) => play(options, (call, step) => attended(desk, call, step, options)),
    parkAndPickUp: (options) => play(options, (call, step) => parkStory(desk, call, step, options)),
    group: (options) => play(options, (call, step) => groupStory(call, step, options.answeredBy)),
  };
}

interface StorySteps {
  ring(): Promise<void>;
  talk(): Promise<void>;
}

function stepsOf(options: StoryOptions, timers: Timers): StorySteps {
  return {
    ring: () => timers.wait(options.ringMs ?? defaultRingMs),
    talk: () => timers.wait(options.talkMs ?? defaultTalkMs),
  };
}

async function talk(call: SandboxCall, step: StorySteps): Promise<void> {
  await step.ring();
  if (call.stage !== 'ringing') return;
  call.answer();
  await step.talk();
  call.hangup();
}

async function toVoicemail(desk: CallDesk, call: SandboxCall, step: StorySteps, message: boolean): Promise<void> {
  await step.ring();
  call.noAnswer();
  await step.talk();
  if (message) desk.leaveMessage(call);
  else call.hangup();
}

async function holdAndRetrieve(call: SandboxCall, step: StorySteps, by: string): Promise<void> {
  await step.ring();
  call.answer();
  await step.talk();
  call.hold(by);
  await step.talk();
  call.retrieve(by);
  await step.talk();
  call.hangup();
}

async function blind(call: SandboxCall, step: StorySteps, options: StoryOptions & { target: string }): Promise<void> {
  await step.ring();
  call.answer();
  await step.talk();
  call.blindTransfer(options.to, options.target);
  await step.ring();
  call.answer();
  await step.talk();
  call.hangup();
}

async function attended(
  desk: CallDesk,
  call: SandboxCall,
  step: StorySteps,
  options: StoryOptions & { target: string },
): Promise<void> {
  await step.ring();
  call.answer();
  await step.talk();
  call.hold(options.to);
  const consultation = desk.consult(options.to, options.target);
  await step.ring();
  consultation.answer();
  await step.talk();
  call.completeTransfer(options.to, consultation);
  await step.talk();
  call.hangup();
}

async function parkStory(
  desk: CallDesk,
  call: SandboxCall,
  step: StorySteps,
  options: StoryOptions & { by: string },
): Promise<void> {
  await step.ring();
  call.answer();
  await step.talk();
  const slot = call.park(options.to);
  await step.talk();
  desk.pickUp(slot, options.by);
  await step.talk();
  call.hangup();
}

async function groupStory(call: SandboxCall, step: StorySteps, answeredBy: string | undefined): Promise<void> {
  await step.ring();
  if (answeredBy === undefined) {
    call.cancel();
    return;
  }
  call.answer(answeredBy);
  await step.talk();
  call.hangup();
}
