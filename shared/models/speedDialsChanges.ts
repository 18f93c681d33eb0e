// The changes a person can make to the speed dials, each an edit of the list and a word about what became of it.
import type { SpeedDialList } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { cleanLabel, createDrafter, sameNumber, type SpeedDialDraft } from './speedDialsDraft.ts';
import { applySpeedDialsEdit, type SpeedDialPlace, type SpeedDialsEdit } from './speedDialsEdit.ts';
import { planImport } from './speedDialsImport.ts';

/** What became of the last change, until it is dismissed or another one is made. */
export type SpeedDialsNotice =
  | { readonly kind: 'added' | 'known' | 'removed' | 'groupRemoved'; readonly label: string }
  /** `left`: so many could not come in. */
  | { readonly kind: 'imported'; readonly count: number; readonly left: number }
  | { readonly kind: 'full' }
  | { readonly kind: 'lost'; readonly code: ErrorCode };

/** The changes. */
export interface SpeedDialsChanges {
  /** Adds somebody found elsewhere; a number that is in the list is not added twice. */
  add(label: string, number: string, personId?: string): void;
  /** Adds what was typed, or changes the speed dial with its id. */
  put(draft: SpeedDialDraft): void;
  /** Adds many, e.g. of a file; what `planImport` leaves out is counted. */
  addAll(drafts: readonly SpeedDialDraft[]): void;
  move(id: string, place: SpeedDialPlace): void;
  remove(id: string): void;
  /** Brings the speed dial or the group that was removed last back to its place. */
  undo(): void;
  renameGroup(id: string, label: string): void;
  /** The speed dials of the group stay, before the groups. */
  removeGroup(id: string): void;
  /** Puts a group one place before or after where it stands. */
  moveGroup(id: string, step: -1 | 1): void;
}

/** What the changes are made to. */
export interface SpeedDialsDesk {
  /** A fresh id. */
  readonly newId: () => string;
  readonly list: () => SpeedDialList;
  readonly edit: (edit: SpeedDialsEdit) => void;
  readonly tell: (notice: SpeedDialsNotice | undefined) => void;
}

/** The changes to the list of `desk`. */
export function createSpeedDialsChanges(desk: SpeedDialsDesk): SpeedDialsChanges {
  const drafter = createDrafter(desk.newId);
  /** False when there is no room. */
  const edit = (change: SpeedDialsEdit, notice?: SpeedDialsNotice): boolean => {
    const isRefused = applySpeedDialsEdit(desk.list(), change) === undefined;
    desk.tell(isRefused ? { kind: 'full' } : notice);
    if (!isRefused) desk.edit(change);
    return !isRefused;
  };

  return {
    ...removalOf(desk, edit),
    add: (label, number, personId) => {
      const draft = { label, number, ...(personId !== undefined && { personId }) };
      const known = desk.list().items.find((item) => sameNumber(item.number, number));
      if (known !== undefined) desk.tell({ kind: 'known', label: known.label });
      else edit(drafter.addition([draft], desk.list()), { kind: 'added', label: cleanLabel(label, number) });
    },
    put: (draft) => {
      const was = desk.list().items.find(({ id }) => id === draft.id);
      const addition = drafter.addition([draft], desk.list());
      const [item] = addition.items;
      if (item === undefined) return;
      if (was === undefined) edit(addition, { kind: 'added', label: item.label });
      else if (addition.groups.length === 0 || edit({ ...addition, items: [] }))
        edit({ kind: 'change', item: drafter.changed(was, item), was });
    },
    addAll: (drafts) => {
      const list = desk.list();
      const plan = planImport(list, drafts);
      const fresh = plan.flatMap(({ draft, leftOut }) => (leftOut === undefined ? [draft] : []));
      const notice = { kind: 'imported', count: fresh.length, left: plan.length - fresh.length } as const;
      if (fresh.length > 0) edit(drafter.addition(fresh, list), notice);
      else desk.tell(plan.some(({ leftOut }) => leftOut === 'noRoom') ? { kind: 'full' } : notice);
    },
    move: (id, place) => {
      if (desk.list().items.some((item) => item.id === id)) edit({ kind: 'move', id, place });
    },
    renameGroup: (id, label) => {
      const was = desk.list().groups.find((group) => group.id === id);
      const name = cleanLabel(label, '');
      if (was !== undefined && name !== '') edit({ kind: 'renameGroup', group: { id, label: name }, was });
    },
    moveGroup: (id, step) => {
      const { groups } = desk.list();
      const at = groups.findIndex((group) => group.id === id);
      const target = at + step;
      if (at < 0 || target < 0 || target >= groups.length) return;
      // Behind the one after it is in front of the one after that.
      const before = groups[step < 0 ? target : target + 1]?.id;
      edit({ kind: 'moveGroup', id, ...(before !== undefined && { before }) });
    },
  };
}

function removalOf(
  desk: SpeedDialsDesk,
  edit: (change: SpeedDialsEdit, notice?: SpeedDialsNotice) => boolean,
): Pick<SpeedDialsChanges, 'remove' | 'removeGroup' | 'undo'> {
  let inverse: SpeedDialsEdit | undefined;
  return {
    remove: (id) => {
      const { items } = desk.list();
      const at = items.findIndex((item) => item.id === id);
      const item = items[at];
      if (item === undefined) return;
      inverse = { kind: 'restore', item, at };
      edit({ kind: 'remove', id }, { kind: 'removed', label: item.label });
    },
    removeGroup: (id) => {
      const { groups, items } = desk.list();
      const at = groups.findIndex((one) => one.id === id);
      const group = groups[at];
      if (group === undefined) return;
      const members = items.filter(({ groupId }) => groupId === id).map((item) => item.id);
      inverse = { kind: 'restoreGroup', group, at, members };
      edit({ kind: 'removeGroup', id }, { kind: 'groupRemoved', label: group.label });
    },
    undo: () => {
      if (inverse !== undefined) edit(inverse);
      inverse = undefined;
    },
  };
}
