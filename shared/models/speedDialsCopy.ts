// The speed dials on this device: the list as the service last told it, and what it has not been told yet.
import * as v from 'valibot';
import { speedDialSchema, speedDialsSchema, type SpeedDials } from '#shared/contracts';
import type { SettingsPort } from './ports.ts';
import type { SpeedDialsEdit } from './speedDialsEdit.ts';

const key = 'speedDials.copy';

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
  v.object({ kind: v.literal('moveGroup'), id: v.string(), before: v.exactOptional(v.string()) }),
]);
const copySchema = v.object({ userId: v.string(), base: speedDialsSchema, edits: v.array(editSchema) });

/** What is kept. */
export interface SpeedDialsCopy {
  readonly base: SpeedDials;
  readonly edits: readonly SpeedDialsEdit[];
}

/** The copy of `userId`; undefined when there is none: a device remembers one person, the last one. */
export function readSpeedDialsCopy(settings: SettingsPort, userId: string): SpeedDialsCopy | undefined {
  try {
    const parsed = v.safeParse(copySchema, JSON.parse(settings.read(key) ?? 'null'));
    return parsed.success && parsed.output.userId === userId ? parsed.output : undefined;
  } catch {
    // Not ours, or cut off: the service has the list.
    return undefined;
  }
}

/** Keeps the copy of `userId`, instead of whatever was kept. */
export function writeSpeedDialsCopy(settings: SettingsPort, userId: string, copy: SpeedDialsCopy): void {
  settings.write(key, JSON.stringify({ userId, ...copy }));
}
