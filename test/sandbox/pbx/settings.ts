// Carries out what a manager client sets: presence and device states through functions, and entries of the database.
import type { AmiAction } from './amiFrames.ts';
import { idField, type AmiSession } from './amiSession.ts';
import { packetText } from './amiText.ts';
import { setDeviceBusy, setPresence } from './phoneMoves.ts';
import type { Switchboard } from './switchboard.ts';

const presenceWords = new Set(['not_set', 'unavailable', 'available', 'away', 'xa', 'chat', 'dnd']);
/** Function, provider and name. */
const functionShape = /^(PRESENCE_STATE|DEVICE_STATE)\((CustomPresence|Custom):([^(),]+)\)$/;

/** Setvar without a channel; a function that fails answers as Asterisk does. Other variables are taken and forgotten. */
export function setVar(board: Switchboard, session: AmiSession, action: AmiAction): void {
  const variable = action.headers.get('variable') ?? '';
  if (variable === '') {
    session.reply(action, 'Error', [['Message', 'No variable specified']]);
    return;
  }
  const isSet = !variable.endsWith(')') || writeFunction(board, variable, action.headers.get('value') ?? '');
  if (isSet) session.reply(action, 'Success', [['Message', 'Variable Set']]);
  else session.reply(action, 'Error', [['Message', 'Variable not set']]);
}

function writeFunction(board: Switchboard, variable: string, value: string): boolean {
  const [, name, provider, key = ''] = functionShape.exec(variable) ?? [];
  if (name === 'PRESENCE_STATE' && provider === 'CustomPresence') {
    const [status = ''] = value.split(',');
    if (!presenceWords.has(status)) return false;
    if (board.book.phones.has(key)) setPresence(board, key, status);
    return true;
  }
  if (name !== 'DEVICE_STATE' || provider !== 'Custom') return false;
  const extension = key.replace(/^DND/, '');
  if (board.book.phones.has(extension)) setDeviceBusy(board, extension, value === 'BUSY');
  return true;
}

/** The entry an action is about; undefined after the refusal was sent. */
function entryOf(session: AmiSession, action: AmiAction): string | undefined {
  const [family = '', key = ''] = [action.headers.get('family'), action.headers.get('key')];
  if (family !== '' && key !== '') return `${family}/${key}`;
  session.reply(action, 'Error', [['Message', family === '' ? 'No family specified.' : 'No key specified.']]);
  return undefined;
}

export function dbPut(board: Switchboard, session: AmiSession, action: AmiAction): void {
  const entry = entryOf(session, action);
  if (entry === undefined) return;
  board.database.set(entry, action.headers.get('val') ?? '');
  session.reply(action, 'Success', [['Message', 'Updated database successfully']]);
}

export function dbDel(board: Switchboard, session: AmiSession, action: AmiAction): void {
  const entry = entryOf(session, action);
  if (entry === undefined) return;
  if (board.database.delete(entry)) session.reply(action, 'Success', [['Message', 'Key deleted successfully']]);
  else session.reply(action, 'Error', [['Message', 'Database entry could not be deleted']]);
}

export function dbGet(board: Switchboard, session: AmiSession, action: AmiAction): void {
  const entry = entryOf(session, action);
  if (entry === undefined) return;
  const value = board.database.get(entry);
  if (value === undefined) {
    session.reply(action, 'Error', [['Message', 'Database entry not found']]);
    return;
  }
  const [family = '', key = ''] = [action.headers.get('family'), action.headers.get('key')];
  session.reply(action, 'Success', [
    ['EventList', 'start'],
    ['Message', 'Result will follow'],
  ]);
  session.write(
    packetText([['Event', 'DBGetResponse'], ['Family', family], ['Key', key], ['Val', value], ...idField(action)]) +
      packetText([['Event', 'DBGetComplete'], ...idField(action), ['EventList', 'Complete'], ['ListItems', 1]]),
  );
}
