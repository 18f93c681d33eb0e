// What was last known, kept on this device for the signed-in person, so that it can be shown while the service is away.
import type { ClockPort } from '#shared/client';
import * as v from 'valibot';
import type { SettingsPort } from './ports.ts';
import { createStore, type Readable } from './store.ts';

/** What the views say of it. */
export interface DeviceCopySnapshot {
  /** When the oldest of what is shown from the copy was learned (ms since the epoch); undefined: all that is shown is live. */
  readonly shownFromMs: number | undefined;
}

/** A part of the copy, and when it was learned (ms since the epoch). */
export interface KeptPart<Value> {
  readonly value: Value;
  readonly atMs: number;
}

/**
 * The copy of one person. It is erased as soon as another person signs in or the service refuses the person, and each part of
 * it ends a week after it was kept. It lies in the browser's storage for this site, readable by whoever has the device's
 * account, like the browser's own history.
 */
export interface DeviceCopy extends Readable<DeviceCopySnapshot> {
  /** Whose copy this is from now on; a copy of somebody else is erased. Undefined: nothing is kept or read. */
  setOwner(owner: string | undefined): void;
  /** Keeps a part, a value of JSON; one too large is left out and forgotten. */
  keep(part: string, value: unknown): void;
  /** Forgets a part. */
  drop(part: string): void;
  /** The part if it is there, young enough and of the shape of `schema`. */
  read<Schema extends v.GenericSchema>(part: string, schema: Schema): KeptPart<v.InferOutput<Schema>> | undefined;
  /** The part that is on show is from the copy. */
  isShown(part: string): boolean;
  /** The part is on show, as it was at `atMs`; undefined: it is live again. */
  setShown(part: string, atMs: number | undefined): void;
  /** All that is on show is about to be read again; what is then still shown from the copy says so anew. */
  showNothing(): void;
  /** Erases everything. */
  clear(): void;
}

const key = 'copy';
const longestPartChars = 100_000;
const longestKeptMs = 7 * 24 * 60 * 60_000;

const keptSchema = v.object({
  owner: v.string(),
  parts: v.record(v.string(), v.object({ atMs: v.number(), value: v.unknown() })),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** A copy that belongs to nobody yet. */
export function createDeviceCopy(options: { readonly settings: SettingsPort; readonly clock: ClockPort }): DeviceCopy {
  const { clock } = options;
  const store = createStore<DeviceCopySnapshot>({ shownFromMs: undefined });
  const drawer = createDrawer(options);
  const shown = new Map<string, number>();
  const tellShown = (): void => {
    store.patch({ shownFromMs: shown.size === 0 ? undefined : Math.min(...shown.values()) });
  };
  const showNothing = (): void => {
    shown.clear();
    tellShown();
  };
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    showNothing,
    isShown: (part) => shown.has(part),
    drop: drawer.drop,
    setOwner: (owner) => {
      if (drawer.open(owner)) showNothing();
    },
    keep: (part, value) => {
      if (JSON.stringify(value).length > longestPartChars) drawer.drop(part);
      else drawer.put(part, { atMs: clock.now(), value });
    },
    read: (part, schema) => {
      const found = drawer.part(part);
      if (found === undefined || clock.now() - found.atMs > longestKeptMs) return undefined;
      const parsed = v.safeParse(schema, found.value);
      return parsed.success ? { value: parsed.output, atMs: found.atMs } : undefined;
    },
    setShown: (part, atMs) => {
      if (atMs === undefined) shown.delete(part);
      else shown.set(part, atMs);
      tellShown();
    },
    clear: () => {
      drawer.empty();
      showNothing();
    },
  };
}

interface Drawer {
  /** False when it was open for `owner` already. */
  readonly open: (owner: string | undefined) => boolean;
  readonly put: (part: string, kept: Kept['parts'][string]) => void;
  readonly part: (part: string) => Kept['parts'][string] | undefined;
  readonly drop: (part: string) => void;
  readonly empty: () => void;
}

/** The one entry of this device's storage that holds the copy. */
function createDrawer({ settings, clock }: { readonly settings: SettingsPort; readonly clock: ClockPort }): Drawer {
  let kept: Kept | undefined;
  const write = (parts: Kept['parts']): void => {
    if (kept === undefined) return;
    kept = { ...kept, parts };
    settings.write(key, JSON.stringify(kept));
  };
  return {
    open: (owner) => {
      if (kept?.owner === owner) return false;
      kept = owner === undefined ? undefined : { owner, parts: {} };
      const found = parseKept(settings.read(key));
      // Nobody known is not somebody else: the copy waits for its owner.
      if (found !== undefined) write(found.owner === owner ? youngParts(found, clock.now()) : {});
      return true;
    },
    put: (part, one) => {
      if (kept !== undefined) write({ ...kept.parts, [part]: one });
    },
    part: (part) => kept?.parts[part],
    drop: (part) => {
      if (kept?.parts[part] === undefined) return;
      const { [part]: _dropped, ...others } = kept.parts;
      write(others);
    },
    empty: () => {
      write({});
    },
  };
}

/** What stands in the storage of a browser may come from anywhere. */
function parseKept(text: string | null): Kept | undefined {
  try {
    const parsed = v.safeParse(keptSchema, JSON.parse(text ?? ''));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function youngParts({ parts }: Kept, nowMs: number): Kept['parts'] {
  return Object.fromEntries(Object.entries(parts).filter(([, { atMs }]) => nowMs - atMs <= longestKeptMs));
}
