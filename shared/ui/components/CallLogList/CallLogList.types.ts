// What the call log list shows and can do.
import type { CallRecordWire } from '#shared/contracts';

/** One row as shown. */
export interface CallLogItem {
  readonly record: CallRecordWire;
  /** How many equal calls it stands for; it is the newest of them. */
  readonly count: number;
  /** The row carries the heading of its day. */
  readonly startsDay: boolean;
  /** Its calls stand below it, each in a row with `isMember`. */
  readonly isOpen?: true;
  readonly isMember?: true;
}

/** What can be done with a row; a missing action hides its control. */
export interface CallLogActionHandlers {
  /** Opens a row of several calls, or closes it. */
  readonly onToggle?: (item: CallLogItem) => void;
  readonly onDelete?: (item: CallLogItem) => void;
  readonly onAddSpeedDial?: (label: string, number: string) => void;
  /** The person wants to call, but not this number. */
  readonly onOtherNumbers?: (number: string, title: string) => void;
}

/** Properties of the list. */
export interface CallLogListProps {
  readonly rows: readonly CallLogItem[];
  /** The same object as long as nothing changes: every row is rendered anew for another one. */
  readonly actions?: CallLogActionHandlers;
  /** The end of what is loaded comes in sight. Missing: there is no more. */
  readonly onEndNear?: () => void;
  /** State of the end of the list. @default 'quiet' */
  readonly end?: 'quiet' | 'loading' | 'failed';
}

/** What a row is known by: a call stands alone and inside the row that folds it. */
export function keyOf({ record, isMember }: CallLogItem): string {
  return isMember === true ? `call ${record.id}` : record.id;
}
