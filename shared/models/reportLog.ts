// The last things the app did, for problem reports: kept in memory only, without numbers and names.
import type { ClockPort } from '#shared/client';

/** Facts beside an event. Texts are masked; numbers are counts, codes and durations. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The log of this visit. */
export interface ReportLog {
  /** Writes one line. `event` is a fixed text of the code, never one from outside. */
  write(event: string, facts?: LogFacts): void;
  /** The lines, oldest first. */
  text(): string;
}

const mostLines = 500;
const longestText = 200;
/** Three digits on, alone or with the separators people write between them: what may be a number of a person. */
const digitRun = /\d(?:[\s().\-/]{0,2}\d){2,}/gu;

/** An empty log; the oldest lines go when there are more than 500. */
export function createReportLog(clock: Pick<ClockPort, 'now'>): ReportLog {
  const lines: string[] = [];
  return {
    write: (event, facts = {}) => {
      const parts = Object.entries(facts).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${typeof value === 'string' ? maskDigits(value) : String(value)}`],
      );
      lines.push([new Date(clock.now()).toISOString(), event, ...parts].join(' '));
      if (lines.length > mostLines) lines.shift();
    },
    text: () => lines.join('\n'),
  };
}

/** `text` on one line, each digit of what may be a number as `x`. */
export function maskDigits(text: string): string {
  return text
    .slice(0, longestText)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(digitRun, (run) => run.replace(/\d/gu, 'x'));
}
