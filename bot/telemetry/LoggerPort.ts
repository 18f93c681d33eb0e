// The logger as the rooms see it: an event name, then facts. Numbers and names never in clear.

/** Facts beside a log line; values are redacted by key (number, name, token, secret ...). */
export type LogFacts = Readonly<Record<string, unknown>>;

/** One info per call-state transition, warn for what was recovered, error for what a person must act on. */
export interface LoggerPort {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}
