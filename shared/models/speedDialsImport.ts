// Decides which speed dials of a file come into the list: each once, none that is there, as many as there is room for.
import type { SpeedDialList } from '#shared/contracts';
import { cleanLabel, cleanNumber, keysOf, type SpeedDialDraft } from './speedDialsDraft.ts';
import { mostSpeedDialGroups, mostSpeedDials } from './speedDialsEdit.ts';

/** Why a speed dial that could be dialled is left out: among the speed dials already, in the file before, no room. */
export type LeftOut = 'known' | 'twice' | 'noRoom';

/** What becomes of one draft: it comes in, without its group where there are too many groups, or it does not. */
export interface ImportVerdict {
  readonly draft: SpeedDialDraft;
  readonly leftOut?: LeftOut;
  readonly isUngrouped?: true;
}

/** The verdicts on `drafts`, in their order. */
export function planImport(list: SpeedDialList, drafts: readonly SpeedDialDraft[]): readonly ImportVerdict[] {
  const known = new Set(list.items.map(({ label, number }) => keyOf(label, number)));
  const seen = new Set<string>();
  const groups = new Set(list.groups.map(({ label }) => label.toLowerCase()));
  let room = mostSpeedDials - list.items.length;
  return drafts.map((draft) => {
    const key = keyOf(draft.label, draft.number);
    const leftOut = known.has(key) ? 'known' : seen.has(key) ? 'twice' : room <= 0 ? 'noRoom' : undefined;
    seen.add(key);
    if (leftOut !== undefined) return { draft, leftOut };
    room -= 1;
    const group = cleanLabel(draft.groupLabel ?? '', '').toLowerCase();
    if (group === '' || groups.has(group)) return { draft };
    if (groups.size >= mostSpeedDialGroups) {
      const { groupLabel: _label, ...rest } = draft;
      return { draft: rest, isUngrouped: true };
    }
    groups.add(group);
    return { draft };
  });
}

function keyOf(label: string, number: string): string {
  return `${cleanLabel(label, number)}\n${keysOf(cleanNumber(number))}`;
}
