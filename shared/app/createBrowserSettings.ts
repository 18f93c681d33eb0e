// Small settings of this device, in the browser's storage where the host allows it.
import type { SettingsPort } from '#shared/models';

const prefix = 'hookswitch.';

/** Settings in `localStorage`. Hosts may forbid it: then they last as long as the page. */
export function createBrowserSettings(storage: () => Storage): SettingsPort {
  const memory = new Map<string, string>();
  /** Newer here than in the storage. */
  const unkept = new Set<string>();
  return {
    read: (key) => {
      try {
        return (unkept.has(key) ? memory.get(key) : undefined) ?? storage().getItem(prefix + key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    write: (key, value) => {
      memory.set(key, value);
      try {
        storage().setItem(prefix + key, value);
        unkept.delete(key);
      } catch {
        unkept.add(key);
        // Full or forbidden: the copy in memory serves until the page goes.
      }
    },
    remove: (key) => {
      memory.delete(key);
      unkept.delete(key);
      try {
        storage().removeItem(prefix + key);
      } catch {
        // Forbidden: nothing was ever kept there.
      }
    },
  };
}
