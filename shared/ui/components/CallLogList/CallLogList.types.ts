// What the call log list shows and can do.
import type { CallRecordWire } from '#shared/contracts';

/** One row as shown. */
export interface CallLogItem {
  readonly record: CallRecordWire;
  readonly count: number;
  /** The row carries the heading of its day. */
  readonly startsDay: boolean;
}

/** Properties of the list. */
export interface CallLogListProps {
  readonly rows: readonly CallLogItem[];
  /** The end of what is loaded comes in sight. Missing: there is no more. */
  readonly onEndNear?: () => void;
  /** State of the end of the list. @default 'quiet' */
  readonly end?: 'quiet' | 'loading' | 'failed';
}
