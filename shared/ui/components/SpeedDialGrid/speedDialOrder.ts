// Where speed dials stand on the page: sections in their order, and what a step or a drop makes of them.
import type { SpeedDial, SpeedDialGroup, SpeedDialList } from '#shared/contracts';

/** A group with its speed dials; the first section has no group. */
export interface SpeedDialSection {
  readonly group?: SpeedDialGroup;
  readonly items: readonly SpeedDial[];
}

/** Where a speed dial goes: into a group (absent: before the groups), in front of another one (absent: to the end). */
export interface SpeedDialPlace {
  readonly groupId?: string;
  readonly before?: string;
}

/** Where it stands, for people: counted from 1. */
export interface SpeedDialPosition {
  readonly section: SpeedDialSection;
  readonly number: number;
  readonly count: number;
}

/** The sections of a list. The one without group is always there: something may be moved into it. */
export function sectionsOf({ groups, items }: SpeedDialList): readonly SpeedDialSection[] {
  return [
    { items: items.filter(({ groupId }) => groupId === undefined) },
    ...groups.map((group) => ({ group, items: items.filter(({ groupId }) => groupId === group.id) })),
  ];
}

/** The sections with `id` at `place`. */
export function placed(
  sections: readonly SpeedDialSection[],
  id: string,
  place: SpeedDialPlace,
): readonly SpeedDialSection[] {
  const item = sections.flatMap(({ items }) => items).find((one) => one.id === id);
  if (item === undefined) return sections;
  return sections.map((section) => {
    const others = section.items.filter((one) => one.id !== id);
    if (section.group?.id !== place.groupId) return { ...section, items: others };
    const found = others.findIndex((one) => one.id === place.before);
    const at = found < 0 ? others.length : found;
    return { ...section, items: [...others.slice(0, at), item, ...others.slice(at)] };
  });
}

/** The place one step before or after `id`, over the ends of its section into the next one; undefined at the very end. */
export function neighbourPlace(
  sections: readonly SpeedDialSection[],
  id: string,
  step: -1 | 1,
): SpeedDialPlace | undefined {
  const index = sections.findIndex(({ items }) => items.some((one) => one.id === id));
  const section = sections[index];
  if (section === undefined) return undefined;
  const at = section.items.findIndex((one) => one.id === id) + step;
  if (at >= 0 && at < section.items.length) {
    // Behind the one after it is in front of the one after that.
    return placeIn(section, section.items[step < 0 ? at : at + 1]);
  }
  const next = sections[index + step];
  if (index + step < 0 || next === undefined) return undefined;
  return placeIn(next, step < 0 ? undefined : next.items[0]);
}

/** The place a pointer over `overId` means: what is dragged down goes behind it, what is dragged up goes in front. */
export function placeOver(
  sections: readonly SpeedDialSection[],
  id: string,
  overId: string,
): SpeedDialPlace | undefined {
  const section = sections.find(({ items }) => items.some((one) => one.id === overId));
  if (section === undefined || id === overId) return undefined;
  const own = section.items.findIndex((one) => one.id === id);
  const over = section.items.findIndex((one) => one.id === overId);
  return placeIn(section, section.items[own >= 0 && own < over ? over + 1 : over]);
}

/** The end of the section of `groupId`, unless `id` stands in it already. */
export function placeInGroup(
  sections: readonly SpeedDialSection[],
  id: string,
  groupId: string | undefined,
): SpeedDialPlace | undefined {
  const section = sections.find(({ group }) => group?.id === groupId);
  return section === undefined || section.items.some((one) => one.id === id) ? undefined : placeIn(section, undefined);
}

/** Where `id` stands; undefined when it is not there. */
export function positionOf(sections: readonly SpeedDialSection[], id: string): SpeedDialPosition | undefined {
  for (const section of sections) {
    const at = section.items.findIndex((one) => one.id === id);
    if (at >= 0) return { section, number: at + 1, count: section.items.length };
  }
  return undefined;
}

function placeIn({ group }: SpeedDialSection, before: SpeedDial | undefined): SpeedDialPlace {
  return { ...(group !== undefined && { groupId: group.id }), ...(before !== undefined && { before: before.id }) };
}
