// How a ringing call is answered: alone, in a ring group, or from a queue (each has its own order of events).
import type { Channel } from './channel.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { Fields } from './amiText.ts';

/** One of the ringing legs goes up, the others are told that it was answered elsewhere, and two people talk. */
export function answer(call: SandboxCall, extension?: string): void {
  call.mustBe('ringing');
  const winner = ringingLeg(call, extension);
  const losers = call.ringing.filter((leg) => leg !== winner);
  call.owe(call.caller, 'answered');
  call.owe(winner, 'answered');
  for (const loser of losers) call.owe(loser, 'answeredElsewhere');
  call.board.setState(winner, 6);
  call.board.touch(winner.phone);
  if (call.group?.kind === 'queue') answerQueue(call, winner, losers);
  else answerDial(call, winner, losers);
  call.callee = winner;
  call.ringing = [];
  call.stage = 'talking';
  call.answeredAtMs = Date.now();
  joinPair(call, winner);
}

function ringingLeg(call: SandboxCall, extension: string | undefined): Channel {
  const leg = call.ringing.find((one) => extension === undefined || one.phone?.extension === extension);
  if (leg === undefined) throw new Error(`${extension ?? 'nobody'} does not ring in call ${call.id}`);
  return leg;
}

function answerDial(call: SandboxCall, winner: Channel, losers: readonly Channel[]): void {
  const { board, caller } = call;
  if (losers.length > 0) board.connectLine(caller, winner);
  for (const loser of losers) {
    board.tellDial('DialEnd', caller, loser, [['DialStatus', 'CANCEL']]);
    loseLeg(call, loser);
  }
  winner.exten = '';
  board.tellDial('DialEnd', caller, winner, [['DialStatus', 'ANSWER']]);
  if (caller.state !== 6) board.setState(caller, 6);
}

/** A queue says CANCEL twice for every member that lost (seen in the recording). */
function answerQueue(call: SandboxCall, winner: Channel, losers: readonly Channel[]): void {
  const { board, caller } = call;
  board.tellDial('DialEnd', caller, winner, [['DialStatus', 'ANSWER']]);
  for (const loser of losers) board.tellDial('DialEnd', caller, loser, [['DialStatus', 'CANCEL']]);
  board.connectLine(caller, winner);
  for (const loser of losers) {
    board.tellDial('DialEnd', caller, loser, [['DialStatus', 'CANCEL']]);
    loseLeg(call, loser);
  }
  const queue = call.group?.spec.name ?? '';
  const left: Fields = [
    ['Queue', queue],
    ['Position', 1],
    ['Count', 0],
  ];
  board.tell('QueueCallerLeave', caller, left, 'agent');
  board.tellDial('AgentConnect', caller, winner, agentTimes(call, winner, [['RingTime', 0]]), 'agent');
}

/** The lines that name the member who answered a queued call. */
export function agentTimes(call: SandboxCall, agent: Channel, more: Fields): Fields {
  return [
    ['Queue', call.group?.spec.name ?? ''],
    ['Interface', agent.phone?.device ?? ''],
    ['MemberName', agent.phone?.name ?? ''],
    ['HoldTime', 0],
    ...more,
  ];
}

function loseLeg(call: SandboxCall, loser: Channel): void {
  call.drop(loser, 26);
  call.board.touch(loser.phone);
}

function joinPair(call: SandboxCall, winner: Channel): void {
  const bridge = call.board.createBridge();
  call.bridge = bridge;
  call.board.enter(bridge, winner);
  call.board.enter(bridge, call.caller);
}
