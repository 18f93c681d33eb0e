// A logger and metrics that keep nothing, for tools and tests that do not care.
import type { LoggerPort } from './LoggerPort.ts';
import type { MetricsPort } from './MetricsPort.ts';

const ignore = (): void => undefined;

/** Drops every line. */
export const silentLogger: LoggerPort = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Counts nothing. */
export const silentMetrics: MetricsPort = {
  pbxEvent: ignore,
  pbxFault: ignore,
  pbxLink: ignore,
  pbxReconnect: ignore,
  relayLatency: ignore,
  graphRequest: ignore,
  graphThrottled: ignore,
  watchPresence: () => ignore,
  presenceBatch: ignore,
  presenceHealed: ignore,
  teamsFollowed: ignore,
  storeTurn: ignore,
  httpRequest: ignore,
  authRefused: ignore,
  streamsOpen: ignore,
  logRecord: ignore,
  text: () => Promise.resolve(''),
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
};
