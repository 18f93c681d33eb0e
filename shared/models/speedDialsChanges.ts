// The changes a person can make to the speed dials, each an edit of the list and a word about what became of it.
import type { SpeedDial, SpeedDialList } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { cleanLabel, cleanNumber, createDrafter, sameNumber, type SpeedDialDraft } from './speedDialsDraft.ts';
import { applySpeedDialsEdit, mostSpeedDials, type SpeedDialPlace, type SpeedDialsEdit } from './speedDialsEdit.ts';

/** What became of the last change, until it is dismissed or another one is made. */
export type SpeedDialsNotice =
  | { readonly kind: 'added' | 'known' | 'removed'; readonly label: string }
  | { readonly kind: 'imported'; readonly count: number }
  | { readonly kind: 'full' }
  | { readonly kind: 'lost'; readonly code: ErrorCode };

/** The changes. */
export interface SpeedDialsChanges {
  /** Adds somebody found elsewhere; a number that is in the list is not added twice. */
  add(label: string, number: string, personId?: string): void;
  /** Adds what was typed, or changes the speed dial with its id. */
  put(draft: SpeedDialDraft): void;
  /** Adds many, e.g. of a file; the rows that are in the list already are left out. */
  addAll(drafts: readonly SpeedDialDraft[]): void;
  move(id: string, place: SpeedDialPlace): void;
  remove(id: string): void;
  /** Brings the one that was removed last back to its place. */
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
      const room = mostSpeedDials - list.items.length;
      const fresh = drafts.filter((draft) => !isKept(list, draft)).slice(0, room);
      if (room <= 0) desk.tell({ kind: 'full' });
      else if (fresh.length === 0) desk.tell({ kind: 'imported', count: 0 });
      else edit(drafter.addition(fresh, list), { kind: 'imported', count: fresh.length });
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
    removeGroup: (id) => {
      if (desk.list().groups.some((group) => group.id === id)) edit({ kind: 'removeGroup', id });
    },
  };
}

function removalOf(
  desk: SpeedDialsDesk,
  edit: (change: SpeedDialsEdit, notice?: SpeedDialsNotice) => boolean,
): Pick<SpeedDialsChanges, 'remove' | 'undo'> {
  let removed: { readonly item: SpeedDial; readonly at: number } | undefined;
  return {
    remove: (id) => {
      const { items } = desk.list();
      const at = items.findIndex((item) => item.id === id);
      const item = items[at];
      if (item === undefined) return;
      removed = { item, at };
      edit({ kind: 'remove', id }, { kind: 'removed', label: item.label });
    },
    undo: () => {
      if (removed !== undefined) edit({ kind: 'restore', ...removed });
      removed = undefined;
    },
  };
}

function isKept(list: SpeedDialList, draft: SpeedDialDraft): boolean {
  const label = cleanLabel(draft.label, draft.number);
  return list.items.some((item) => item.label === label && sameNumber(item.number, cleanNumber(draft.number)));
}
