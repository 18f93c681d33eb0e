// What a row carries beside its record so that it is found fast: numbers for line and party, the texts they are searched by.
import { createHash } from 'node:crypto';
import type { CallRecord } from '#shared/domain/call';
import { foldText, toDialable } from '#shared/domain/number';
import type { RecordSearch } from './StorePort.ts';

const maxNameLength = 120;
const maxDigits = 32;
const hashBytes = 6; // 48 bits: exact in a JavaScript number
// A party's number is 52 bits: above, who called; below, under which name.
const nameRange = 2 ** 22;
const numberRange = 2 ** 30;
// A withheld caller is nobody in particular: two of them are not taken for the same.
const nobody = 0;

/** The search columns of one row. */
export interface RecordKeys {
  readonly line: number;
  /** 0: neither number nor name is known. */
  readonly party: number;
  /** Every form of the number in plain digits, divided by spaces. */
  readonly digits: string;
  readonly name: string;
}

/** The search columns for a record. */
export function recordKeys(record: CallRecord, search = recordSearch(record)): RecordKeys {
  const name = storedName(search.name);
  const e164 = plainDigits(search.e164 ?? '');
  const digits = plainDigits(search.digits);
  const forms = [...new Set([e164, digits])].filter((form) => form !== '').join(' ');
  const who = e164 || digits || name;
  const party = who === '' ? nobody : (1 + (hashOf(who) % (numberRange - 1))) * nameRange + (hashOf(name) % nameRange);
  return { line: lineKey(record.deviceId), party, digits: forms, name };
}

/** What a record is found by when nobody says more: its own number and name. */
export function recordSearch(record: CallRecord): RecordSearch {
  const { number = '', name = '' } = record.other;
  const digits = plainDigits(toDialable(number) ?? number);
  const search = { digits, name: foldText(name.slice(0, maxNameLength)) };
  return number.startsWith('+') && digits !== '' ? { ...search, e164: `+${digits}` } : search;
}

/** The number of a line within the database: 48 bits of a hash of its extension. */
export function lineKey(deviceId: string): number {
  return hashOf(deviceId);
}

/** True when two parties are the same, under whatever names. */
export function isSameParty(one: number, other: number): boolean {
  return one !== nobody && Math.floor(one / nameRange) === Math.floor(other / nameRange);
}

/** A folded name as it is stored and searched: one line, single spaces, no half characters. */
export function storedName(name: string): string {
  const short = name.slice(0, maxNameLength);
  return short.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim();
}

function plainDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, maxDigits);
}

function hashOf(text: string): number {
  return createHash('sha1').update(text, 'utf8').digest().readUIntBE(0, hashBytes);
}
