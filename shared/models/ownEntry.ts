// An entry of this device's storage that belongs to one person: under their name, and gone once somebody else uses the device.
import type { SettingsPort } from './ports.ts';

/** The entry of whoever it was opened for; nothing is read or kept before. */
export interface OwnEntry {
  /** This is the person. What others left on the device goes, except what the service is still owed. */
  open(owner: string): void;
  /** Nobody is known any more; the entry waits for its owner. */
  close(): void;
  read(): string | null;
  write(text: string): void;
  /** Forgets what was kept of the person. */
  remove(): void;
}

/**
 * An entry called `name`. `isOwed` tells of a text that it must not be lost although somebody else has come.
 * @default isOwed: nothing is
 */
export function createOwnEntry(
  settings: SettingsPort,
  name: string,
  isOwed: (text: string) => boolean = () => false,
): OwnEntry {
  const keyOf = (owner: string): string => `${name}.${owner}`;
  const indexKey = `${name}.owners`;
  let owner: string | undefined;

  const list = (owners: readonly string[]): void => {
    settings.write(indexKey, JSON.stringify(owners));
  };
  const staysFor = (other: string): boolean => {
    const text = settings.read(keyOf(other));
    if (text !== null && isOwed(text)) return true;
    settings.remove(keyOf(other));
    return false;
  };

  return {
    open: (next) => {
      if (next === owner) return;
      owner = next;
      // Kept by older versions for nobody in particular: it may be anybody's.
      settings.remove(name);
      const others = ownersIn(settings.read(indexKey)).filter((other) => other !== next);
      list([next, ...others.filter(staysFor)]);
    },
    close: () => {
      owner = undefined;
    },
    read: () => (owner === undefined ? null : settings.read(keyOf(owner))),
    write: (text) => {
      if (owner === undefined) return;
      const owners = ownersIn(settings.read(indexKey));
      // Somebody else has come meanwhile, in another app on this device.
      if (!owners.includes(owner)) list([...owners, owner]);
      settings.write(keyOf(owner), text);
    },
    remove: () => {
      if (owner !== undefined) settings.remove(keyOf(owner));
    },
  };
}

/** What stands in the storage of a browser may come from anywhere. */
function ownersIn(text: string | null): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
