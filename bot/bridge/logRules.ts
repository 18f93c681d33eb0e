// What a company decides about the logs of its people.

/** Rules of the logs of a tenant; may change while the heart beats. */
export interface LogRules {
  /** Days a row is kept, 0 = for ever. */
  readonly keepDays: number;
  /** The newest rows a user keeps, 0 = all. */
  readonly keepRows: number;
  /** So many of the last digits of numbers outside the company are shown to nobody. */
  readonly hideDigits: number;
  /** True: not even an admin reads the log of another person. */
  readonly ownLogOnly: boolean;
}

/** Nothing is hidden and nothing removed. */
export const openLogRules: LogRules = { keepDays: 0, keepRows: 0, hideDigits: 0, ownLogOnly: false };
