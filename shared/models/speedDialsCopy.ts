// The speed dials on this device: the list as the service last told it, and what it has not been told yet.
import * as v from 'valibot';
import { speedDialSchema, speedDialsSchema, type SpeedDials } from '#shared/contracts';
import type { SpeedDialsEdit } from './speedDialsEdit.ts';

const groupSchema = v.object({ id: v.string(), label: v.string() });
const editSchema = v.variant('kind', [
  v.object({ kind: v.literal('add'), items: v.array(speedDialSchema), groups: v.array(groupSchema) }),
  v.object({ kind: v.literal('change'), item: speedDialSchema, was: speedDialSchema }),
  v.object({
    kind: v.literal('move'),
    id: v.string(),
    place: v.object({ groupId: v.exactOptional(v.string()), before: v.exactOptional(v.string()) }),
  }),
  v.object({ kind: v.literal('remove'), id: v.string() }),
  v.object({ kind: v.literal('restore'), item: speedDialSchema, at: v.number() }),
  v.object({ kind: v.literal('renameGroup'), group: groupSchema, was: groupSchema }),
  v.object({ kind: v.literal('removeGroup'), id: v.string() }),
  v.object({
    kind: v.literal('restoreGroup'),
    group: groupSchema,
    at: v.number(),
    members: v.array(v.string()),
  }),
  v.object({ kind: v.literal('moveGroup'), id: v.string(), before: v.exactOptional(v.string()) }),
]);
const pendingSchema = v.object({ id: v.string(), edit: editSchema });
const copySchema = v.object({ base: speedDialsSchema, edits: v.array(pendingSchema), done: v.array(v.string()) });
/** An app on the same device hears of what is done within moments, or when it is opened next. */
const mostDone = 200;

/** A change the service has not been told yet; the id is the same in every app of this device. */
export interface PendingEdit {
  readonly id: string;
  readonly edit: SpeedDialsEdit;
}

/** What is kept; all apps of the person on this device keep the same. */
export interface SpeedDialsCopy {
  readonly base: SpeedDials;
  readonly edits: readonly PendingEdit[];
  /** Ids of changes that are done, or came to nothing: another app may still hold them. */
  readonly done: readonly string[];
}

/** Where the copy lies. */
export interface SpeedDialsDrawer {
  /** Undefined when there is none. */
  readonly read: () => SpeedDialsCopy | undefined;
  readonly write: (copy: SpeedDialsCopy) => void;
}

/** The copy in a text of this device's storage; undefined when it is none. */
export function parseSpeedDialsCopy(text: string | null): SpeedDialsCopy | undefined {
  try {
    const parsed = v.safeParse(copySchema, JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Not ours, or cut off: the service has the list.
    return undefined;
  }
}

/** `mine` together with what another app has kept meanwhile: no change is lost, none is done twice. */
export function mergeSpeedDialsCopies(mine: SpeedDialsCopy, kept: SpeedDialsCopy): SpeedDialsCopy {
  const done = [...new Set([...kept.done, ...mine.done])].slice(-mostDone);
  const known = new Set(kept.edits.map(({ id }) => id));
  const edits = [...kept.edits, ...mine.edits.filter(({ id }) => !known.has(id))];
  return {
    base: kept.base.revision > mine.base.revision ? kept.base : mine.base,
    edits: edits.filter(({ id }) => !done.includes(id)),
    done,
  };
}
