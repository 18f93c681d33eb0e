// Listening to one's own messages: a phone dials the code, hears everything new, and hangs up.
import type { SandboxCall } from './SandboxCall.ts';

/** The code of the sample dial plan of Asterisk: the own mailbox of the phone that dials it. */
export const voicemailCode = '*97';

/** VoiceMailMain answers at once; the call ends when the phone is put down. */
export function enterMailbox(call: SandboxCall): void {
  const { board, caller } = call;
  caller.application = { name: 'VoiceMailMain', data: `${caller.callerNumber}@default` };
  call.owe(caller, 'answered');
  call.stage = 'voicemail';
  if (caller.state !== 6) board.setState(caller, 6);
  board.touch(caller.phone);
}

/** Every new message of the caller's mailbox was heard: the lamp goes out. */
export function hearMessages({ board, caller }: SandboxCall): void {
  const owner = caller.phone;
  if (owner === undefined) return;
  const { mailbox } = owner;
  mailbox.oldMessages += mailbox.newMessages;
  mailbox.newMessages = 0;
  board.tell('MessageWaiting', caller, [
    ['Mailbox', `${owner.extension}@default`],
    ['Waiting', 0],
    ['New', 0],
    ['Old', mailbox.oldMessages],
  ]);
}
