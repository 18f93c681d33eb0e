// Measures our finding of numbers beside that of libphonenumber-js, on the same mails, in passes of their own.
import { findPhoneNumbersInText, type CountryCode } from 'libphonenumber-js/max';
import { findMeeting } from '#shared/domain/meeting';
import { findNumbers } from '#shared/domain/number';
import { makeInvitation } from './makeInvitation.ts';
import { makeMails, type BenchMail } from './makeMails.ts';

type Finder = (mail: BenchMail) => readonly string[];

/** How one finder did. */
export interface FinderFigures {
  readonly megabytesPerSecond: number;
  readonly found: number;
  readonly missed: number;
  readonly falseAlarms: number;
}

/** The report: plain data, names carry units. */
export interface TextReport {
  readonly bench: 'text';
  readonly mails: number;
  readonly corpusBytes: number;
  readonly passes: number;
  readonly seed: number;
  readonly ours: FinderFigures;
  readonly libphonenumber: FinderFigures;
  readonly timesAsFast: number;
  readonly meeting: { readonly htmlBytes: number; readonly medianMs: number; readonly found: boolean };
  readonly passed: boolean;
}

/** What is measured. */
export interface TextOptions {
  readonly mails: number;
  readonly passes: number;
  readonly seed: number;
}

const fewestTimesAsFast = 5;
const mostMeetingMs = 10;
const invitationChars = 100_000;
const meetingPasses = 31;
const warmUps = 3;

/** Runs the bench. */
export function runText({ mails: count, passes, seed }: TextOptions): TextReport {
  const mails = makeMails(count, seed);
  const corpusBytes = mails.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const finders: readonly [Finder, Finder] = [findOurs, findTheirs];
  const [oursMs, theirsMs] = alternately(mails, passes, finders);
  const ours = { megabytesPerSecond: round(corpusBytes / 1000 / oursMs), ...judge(mails, findOurs) };
  const libphonenumber = { megabytesPerSecond: round(corpusBytes / 1000 / theirsMs), ...judge(mails, findTheirs) };
  const timesAsFast = round(ours.megabytesPerSecond / libphonenumber.megabytesPerSecond);
  const isSameOrBetter = ours.missed <= libphonenumber.missed && ours.falseAlarms <= libphonenumber.falseAlarms;
  const meeting = measureMeeting();
  const passed =
    timesAsFast >= fewestTimesAsFast && isSameOrBetter && meeting.found && meeting.medianMs <= mostMeetingMs;
  return { bench: 'text', mails: count, corpusBytes, passes, seed, ours, libphonenumber, timesAsFast, meeting, passed };
}

function findOurs({ text, country }: BenchMail): readonly string[] {
  return findNumbers(text, { country }).map(({ e164 }) => e164);
}

function findTheirs({ text, country }: BenchMail): readonly string[] {
  // The generator names countries of the metadata only.
  return findPhoneNumbersInText(text, country as CountryCode).map(({ number }) => number.number);
}

/** Median milliseconds of each finder; they take turns, so that what else the machine does slows both alike. */
function alternately(
  mails: readonly BenchMail[],
  passes: number,
  [one, other]: readonly [Finder, Finder],
): readonly [number, number] {
  const times: readonly [number[], number[]] = [[], []];
  for (let pass = -warmUps; pass < passes; pass += 1) {
    for (const [index, find] of [one, other].entries()) {
      const startedMs = performance.now();
      for (const mail of mails) find(mail);
      if (pass >= 0) times[index]?.push(performance.now() - startedMs);
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Counts against what the generator wrote. */
function judge(mails: readonly BenchMail[], find: Finder): Omit<FinderFigures, 'megabytesPerSecond'> {
  let [found, missed, falseAlarms] = [0, 0, 0];
  for (const mail of mails) {
    const numbers = new Set(find(mail));
    const hits = mail.numbers.filter((number) => numbers.has(number)).length;
    found += hits;
    missed += mail.numbers.length - hits;
    falseAlarms += numbers.size - hits;
  }
  return { found, missed, falseAlarms };
}

function measureMeeting(): TextReport['meeting'] {
  const bodyHtml = makeInvitation(invitationChars);
  const read = () => findMeeting({ bodyHtml, country: 'FR' });
  for (let pass = 0; pass < meetingPasses; pass += 1) read();
  const meeting = read();
  const found = meeting?.joinUrl !== undefined && meeting.phones.length === 1;
  return { htmlBytes: Buffer.byteLength(bodyHtml), medianMs: round(median(timesOf(meetingPasses, read))), found };
}

function timesOf(passes: number, run: () => unknown): readonly number[] {
  return Array.from({ length: passes }, () => {
    const startedMs = performance.now();
    run();
    return performance.now() - startedMs;
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
