// Makes speed dials of what was typed, found or read from a file: cleaned, with ids, in groups that may be new.
import type { SpeedDial, SpeedDialGroup, SpeedDialList } from '#shared/contracts';
import { cleanDialText } from './dialText.ts';
import type { SpeedDialsEdit } from './speedDialsEdit.ts';

/** What a person gives. `id`: the speed dial that is meant; `groupLabel`: a group by its name, made where there is none. */
export interface SpeedDialDraft {
  readonly id?: string;
  readonly label: string;
  readonly number: string;
  readonly personId?: string;
  readonly groupId?: string;
  readonly groupLabel?: string;
}

type Addition = Extract<SpeedDialsEdit, { kind: 'add' }>;

/** Makes speed dials with fresh ids. */
export interface Drafter {
  /** The addition of `drafts` to `list`; a draft with an id keeps it. */
  readonly addition: (drafts: readonly SpeedDialDraft[], list: SpeedDialList) => Addition;
  /** `was` as `item` says it; the person stays only while the number does. */
  readonly changed: (was: SpeedDial, item: SpeedDial) => SpeedDial;
}

/** The contract takes this many characters of a name. */
const longestLabel = 80;

/** A name as it is kept; the number where there is none. */
export function cleanLabel(label: string, number: string): string {
  const plain = label.normalize('NFC').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ');
  // A character outside the first plane is not cut in its middle.
  const name = plain
    .trim()
    .slice(0, longestLabel)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
  return name === '' ? cleanNumber(number) : name;
}

/** A number as it is kept: as typed, without what cannot be dialled or seen. */
export function cleanNumber(number: string): string {
  return cleanDialText(number).trim();
}

/** True when both dial the same keys. */
export function sameNumber(one: string, other: string): boolean {
  return keysOf(one) === keysOf(other);
}

/** A drafter that makes its ids with `newId`. */
export function createDrafter(newId: () => string): Drafter {
  return {
    addition: (drafts, list) => {
      const groups: SpeedDialGroup[] = [];
      const items = drafts.map((draft): SpeedDial => {
        const groupId = groupIdOf(draft, list.groups, groups, newId);
        return {
          id: draft.id ?? newId(),
          label: cleanLabel(draft.label, draft.number),
          number: cleanNumber(draft.number),
          ...(draft.personId !== undefined && { personId: draft.personId }),
          ...(groupId !== undefined && { groupId }),
        };
      });
      return { kind: 'add', items, groups };
    },
    changed: (was, item) => {
      const personId = item.personId ?? (sameNumber(was.number, item.number) ? was.personId : undefined);
      return { ...item, ...(personId !== undefined && { personId }) };
    },
  };
}

function groupIdOf(
  draft: SpeedDialDraft,
  known: readonly SpeedDialGroup[],
  fresh: SpeedDialGroup[],
  newId: () => string,
): string | undefined {
  const label = draft.groupLabel === undefined ? '' : cleanLabel(draft.groupLabel, '');
  if (label === '') return draft.groupId;
  const found = [...known, ...fresh].find((group) => group.label.toLowerCase() === label.toLowerCase());
  if (found !== undefined) return found.id;
  const group = { id: newId(), label };
  fresh.push(group);
  return group.id;
}

/** What of a number is dialled. */
export function keysOf(number: string): string {
  return number.replace(/[^\d+*#A-Za-z]/gu, '');
}
