// The logger: one JSON line per event on standard output, redacted before it is written.
import { pino } from 'pino';
import { maskText } from '#shared/domain/masking';
import type { LogFacts, LoggerPort } from './LoggerPort.ts';
import { redactFacts } from './redactFacts.ts';

/** Settings of the logger. */
export interface LoggerOptions {
  /** Severity from which lines are written. @default 'info' */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** Facts on every line, e.g. the version. */
  readonly base?: LogFacts;
  /** Where lines go. @default standard output, written before the call returns, so that a crash loses none */
  readonly destination?: { write(line: string): void };
}

/** A logger that lets no number, name, token or secret out. Logging never throws because of what is logged. */
export function createLogger(options: LoggerOptions = {}): LoggerPort {
  const settings = {
    level: options.level ?? 'info',
    messageKey: 'event',
    base: options.base === undefined ? null : redactFacts(options.base),
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = pino(settings, options.destination ?? pino.destination({ dest: 1, sync: true }));
  const writer = (level: 'debug' | 'info' | 'warn' | 'error') => (event: string, facts?: LogFacts) => {
    if (!logger.isLevelEnabled(level)) return;
    logger[level](facts === undefined ? {} : redactFacts(facts), maskText(event));
  };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
}
