// Room entry: logger and metrics.
export { createLogger, type LoggerOptions } from './createLogger.ts';
export { createMetrics, type MetricsOptions } from './createMetrics.ts';
export type { LogFacts, LoggerPort } from './LoggerPort.ts';
export type { GraphOutcome, MetricsPort, PresenceGauges, RecordOutcome, RelayStage } from './MetricsPort.ts';
export { silentLogger, silentMetrics } from './silent.ts';
