// Reports devices of which the PBX does not tell: each once per reason, thousands as a number.
import { AppError } from '#shared/errors';
import type { Subscription } from './subscription.ts';

const mostPerRound = 20;

/** The reports of one connector. */
export class RefusalReports {
  private readonly onFault: (fault: AppError) => void;
  private count = 0;

  constructor(onFault: (fault: AppError) => void) {
    this.onFault = onFault;
  }

  report(subscription: Subscription, answer: string): void {
    const { deviceId, eventPackage } = subscription;
    if (subscription.reported === answer) return;
    subscription.reported = answer;
    this.count += 1;
    if (this.count > mostPerRound) return;
    const facts = { deviceId, eventPackage, answer };
    this.onFault(new AppError('pbx.refused', 'the PBX does not tell of a device', { facts }));
  }

  /** Ends a round: what was held back is told as a number. */
  close(): void {
    const heldBack = this.count - mostPerRound;
    this.count = 0;
    if (heldBack <= 0) return;
    this.onFault(new AppError('pbx.refused', 'the PBX does not tell of more devices', { facts: { heldBack } }));
  }
}
