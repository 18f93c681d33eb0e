// Answers what a logged-in manager client asks for, apart from login and event mask.
import type { AmiAction } from './amiFrames.ts';
import type { AmiSession } from './amiSession.ts';
import { timestampNow, type Fields } from './amiText.ts';
import { originate, type Originator } from './originate.ts';
import { dbDel, dbGet, dbPut, setVar } from './settings.ts';
import { listAnswer } from './snapshotLists.ts';

type Handler = (tools: Originator, session: AmiSession, action: AmiAction) => void;

const handlers: Readonly<Record<string, Handler>> = {
  ping: (_tools, session, action) =>
    session.reply(action, 'Success', [
      ['Ping', 'Pong'],
      ['Timestamp', timestampNow()],
    ]),
  listcommands: (tools, session, action) => session.reply(action, 'Success', listCommands(tools.forbidden)),
  mailboxcount: mailboxCount,
  originate,
  hangup,
  setvar: (tools, session, action) => setVar(tools.board, session, action),
  dbput: (tools, session, action) => dbPut(tools.board, session, action),
  dbdel: (tools, session, action) => dbDel(tools.board, session, action),
  dbget: (tools, session, action) => dbGet(tools.board, session, action),
};

/** Carries one action out; what it does not know gets Asterisk's own words. */
export function answerAction(tools: Originator, session: AmiSession, action: AmiAction): void {
  if (action.name === '') {
    session.reply(action, 'Error', [['Message', 'Missing action in request']]);
    return;
  }
  if (tools.forbidden.some((name) => name.toLowerCase() === action.name)) {
    session.reply(action, 'Error', [['Message', 'Permission denied']]);
    return;
  }
  const list = listAnswer(tools.board, action);
  if (list !== null) return void session.writeLong(list);
  const handler = Object.hasOwn(handlers, action.name) ? handlers[action.name] : undefined;
  if (handler === undefined) {
    session.reply(action, 'Error', [['Message', 'Invalid/unknown command']]);
    return;
  }
  handler(tools, session, action);
}

/** What an account may do, as Asterisk lists it; a few of the hundred or so. */
const commands = {
  CoreShowChannels: 'system,reporting,all',
  DBDel: 'system,all',
  DBGet: 'system,reporting,all',
  DBPut: 'system,all',
  DeviceStateList: 'call,reporting,all',
  ExtensionStateList: 'call,reporting,all',
  Hangup: 'system,call,all',
  ListCommands: '<none>',
  MailboxCount: 'call,reporting,all',
  Originate: 'originate,all',
  Ping: '<none>',
  PresenceStateList: 'call,reporting,all',
  Setvar: 'call,all',
} as const;

function listCommands(forbidden: readonly string[]): Fields {
  return Object.entries(commands)
    .filter(([name]) => !forbidden.includes(name))
    .map(([name, classes]) => [name, `(Priv: ${classes})`] as const);
}

function mailboxCount(tools: Originator, session: AmiSession, action: AmiAction): void {
  const mailbox = action.headers.get('mailbox') ?? '';
  if (mailbox === '') {
    session.reply(action, 'Error', [['Message', 'Mailbox not specified']]);
    return;
  }
  const box = tools.board.book.phones.get(mailbox.split('@')[0] ?? '')?.mailbox;
  session.reply(action, 'Success', [
    ['Message', 'Mailbox Message Count'],
    ['Mailbox', mailbox],
    ['UrgMessages', 0],
    ['NewMessages', box?.newMessages ?? 0],
    ['OldMessages', box?.oldMessages ?? 0],
  ]);
}

function hangup(tools: Originator, session: AmiSession, action: AmiAction): void {
  const name = action.headers.get('channel') ?? '';
  if (name === '') {
    session.reply(action, 'Error', [['Message', 'No channel specified']]);
    return;
  }
  const channel = [...tools.board.channels.values()].find((one) => one.name === name);
  if (channel === undefined) {
    session.reply(action, 'Error', [['Message', 'No such channel']]);
    return;
  }
  session.reply(action, 'Success', [['Message', 'Channel Hungup']]);
  const call = [...tools.desk.calls].find((one) => [one.caller, one.callee, ...one.ringing].includes(channel));
  if (call !== undefined) {
    call.hangup(call.stage === 'ringing' && call.caller === channel ? undefined : channel.phone?.extension);
    return;
  }
  tools.board.hangup(channel, 16);
  tools.board.touch(channel.phone);
}
