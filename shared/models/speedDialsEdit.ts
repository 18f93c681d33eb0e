// What a person does to the speed dials, as data: done at once here, and done again over a list that changed elsewhere.
import type { SpeedDial, SpeedDialGroup, SpeedDialList } from '#shared/contracts';

/** The most the service keeps. */
export const mostSpeedDials = 500;
/** The most groups the service keeps. */
export const mostSpeedDialGroups = 50;

/** Where a speed dial goes: into a group (absent: before the groups), in front of another one (absent: to the end). */
export interface SpeedDialPlace {
  readonly groupId?: string;
  readonly before?: string;
}

/** One change of the list. `was` is what the person saw: another device may have changed it meanwhile. */
export type SpeedDialsEdit =
  | { readonly kind: 'add'; readonly items: readonly SpeedDial[]; readonly groups: readonly SpeedDialGroup[] }
  | { readonly kind: 'change'; readonly item: SpeedDial; readonly was: SpeedDial }
  | { readonly kind: 'move'; readonly id: string; readonly place: SpeedDialPlace }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'restore'; readonly item: SpeedDial; readonly at: number }
  | { readonly kind: 'renameGroup'; readonly group: SpeedDialGroup; readonly was: SpeedDialGroup }
  | { readonly kind: 'removeGroup'; readonly id: string }
  /** Undoes it: `members` were in the group. */
  | {
      readonly kind: 'restoreGroup';
      readonly group: SpeedDialGroup;
      readonly at: number;
      readonly members: readonly string[];
    }
  /** In front of another group (absent: to the end). */
  | { readonly kind: 'moveGroup'; readonly id: string; readonly before?: string };

/**
 * The list after `edit`; the same list when that was done already (an answer may get lost), undefined when it can no longer
 * be done: what it changes is gone, was changed otherwise, or the list is full.
 */
export function applySpeedDialsEdit(list: SpeedDialList, edit: SpeedDialsEdit): SpeedDialList | undefined {
  switch (edit.kind) {
    case 'add':
      return added(list, edit.items, edit.groups);
    case 'change':
      return changed(list, edit.item, edit.was);
    case 'move':
      return moved(list, edit.id, edit.place);
    case 'remove':
      return { ...list, items: list.items.filter(({ id }) => id !== edit.id) };
    case 'restore':
      return restored(list, edit.item, edit.at);
    case 'renameGroup':
      return groupRenamed(list, edit.group, edit.was);
    case 'restoreGroup':
      return groupRestored(list, edit.group, edit.at, edit.members);
    case 'moveGroup':
      return groupMoved(list, edit.id, edit.before);
    case 'removeGroup':
      return {
        groups: list.groups.filter(({ id }) => id !== edit.id),
        items: list.items.map((item) => (item.groupId === edit.id ? withGroup(item, undefined) : item)),
      };
  }
}

/** The list after all of `edits` that can be done; `lost` counts the others. */
export function applySpeedDialsEdits(
  list: SpeedDialList,
  edits: readonly SpeedDialsEdit[],
): { readonly list: SpeedDialList; readonly done: readonly SpeedDialsEdit[]; readonly lost: number } {
  let now: SpeedDialList = { groups: list.groups, items: list.items };
  const done: SpeedDialsEdit[] = [];
  for (const edit of edits) {
    const next = applySpeedDialsEdit(now, edit);
    if (next === undefined) continue;
    now = next;
    done.push(edit);
  }
  return { list: now, done, lost: edits.length - done.length };
}

/** `item` in another group, or in none. */
export function withGroup(item: SpeedDial, groupId: string | undefined): SpeedDial {
  const { id, label, number, personId } = item;
  const rest = { id, label, number, ...(personId !== undefined && { personId }) };
  return groupId === undefined ? rest : { ...rest, groupId };
}

function added(
  list: SpeedDialList,
  items: readonly SpeedDial[],
  groups: readonly SpeedDialGroup[],
): SpeedDialList | undefined {
  const newGroups = groups.filter(({ id }) => !list.groups.some((group) => group.id === id));
  const allGroups = [...list.groups, ...newGroups];
  const newItems = items.filter(({ id }) => !list.items.some((item) => item.id === id));
  const allItems = [...list.items, ...newItems.map((item) => inKnownGroup(item, allGroups))];
  if (allItems.length > mostSpeedDials || allGroups.length > mostSpeedDialGroups) return undefined;
  return { groups: allGroups, items: allItems };
}

function changed(list: SpeedDialList, item: SpeedDial, was: SpeedDial): SpeedDialList | undefined {
  const present = list.items.find(({ id }) => id === item.id);
  if (present === undefined) return undefined;
  if (isSame(present, item)) return list;
  if (!isSame(present, was)) return undefined;
  const next = inKnownGroup(item, list.groups);
  return { ...list, items: list.items.map((one) => (one.id === item.id ? next : one)) };
}

function moved(list: SpeedDialList, id: string, place: SpeedDialPlace): SpeedDialList | undefined {
  const item = list.items.find((one) => one.id === id);
  if (item === undefined) return undefined;
  if (place.before === id) return list;
  const others = list.items.filter((one) => one.id !== id);
  const next = inKnownGroup(withGroup(item, place.groupId), list.groups);
  const found = others.findIndex((one) => one.id === place.before && one.groupId === next.groupId);
  const at = found < 0 ? others.length : found;
  return { ...list, items: [...others.slice(0, at), next, ...others.slice(at)] };
}

function restored(list: SpeedDialList, item: SpeedDial, at: number): SpeedDialList | undefined {
  if (list.items.some(({ id }) => id === item.id)) return list;
  if (list.items.length >= mostSpeedDials) return undefined;
  const { items } = list;
  return { ...list, items: [...items.slice(0, at), inKnownGroup(item, list.groups), ...items.slice(at)] };
}

function groupRenamed(list: SpeedDialList, group: SpeedDialGroup, was: SpeedDialGroup): SpeedDialList | undefined {
  const present = list.groups.find(({ id }) => id === group.id);
  if (present === undefined) return undefined;
  if (present.label === group.label) return list;
  if (present.label !== was.label) return undefined;
  return { ...list, groups: list.groups.map((one) => (one.id === group.id ? group : one)) };
}

function groupRestored(
  list: SpeedDialList,
  group: SpeedDialGroup,
  at: number,
  members: readonly string[],
): SpeedDialList | undefined {
  const { groups, items } = list;
  if (groups.some(({ id }) => id === group.id)) return list;
  if (groups.length >= mostSpeedDialGroups) return undefined;
  // Whoever was put into another group meanwhile stays there.
  const isBack = ({ id, groupId }: SpeedDial): boolean => groupId === undefined && members.includes(id);
  return {
    groups: [...groups.slice(0, at), group, ...groups.slice(at)],
    items: items.map((item) => (isBack(item) ? withGroup(item, group.id) : item)),
  };
}

function groupMoved(list: SpeedDialList, id: string, before: string | undefined): SpeedDialList | undefined {
  const group = list.groups.find((one) => one.id === id);
  if (group === undefined) return undefined;
  if (before === id) return list;
  const others = list.groups.filter((one) => one.id !== id);
  const found = others.findIndex((one) => one.id === before);
  const at = found < 0 ? others.length : found;
  return { ...list, groups: [...others.slice(0, at), group, ...others.slice(at)] };
}

/** A group that was removed elsewhere keeps nobody out of the list. */
function inKnownGroup(item: SpeedDial, groups: readonly SpeedDialGroup[]): SpeedDial {
  return item.groupId === undefined || groups.some(({ id }) => id === item.groupId) ? item : withGroup(item, undefined);
}

function isSame(one: SpeedDial, other: SpeedDial): boolean {
  const isText = one.label === other.label && one.number === other.number;
  return isText && one.groupId === other.groupId && one.personId === other.personId;
}
