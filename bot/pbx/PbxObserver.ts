// What a connector tells its surroundings beside events: for metrics and the log.
import type { PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';

/** Hears of every connector; never throws. */
export interface PbxObserver {
  onEvents(pbxId: string, events: readonly PbxEvent[]): void;
  onFault(pbxId: string, fault: AppError): void;
  onLink(pbxId: string, up: boolean): void;
  onRetry(pbxId: string, delayMs: number): void;
}
