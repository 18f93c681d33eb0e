// Small settings of this device, in the browser's storage where the host allows it.
import type { SettingsPort } from '#shared/models';

const prefix = 'hookswitch.';

/** Settings in `localStorage`. Hosts may forbid it: then they last as long as the page. */
export function createBrowserSettings(storage: () => Storage): SettingsPort {
  const memory = new Map<string, string>();
  return {
    read: (key) => {
      try {
        return storage().getItem(prefix + key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    write: (key, value) => {
      memory.set(key, value);
      try {
        storage().setItem(prefix + key, value);
      } catch {
        // Full or forbidden: the copy in memory serves until the page goes.
      }
    },
  };
}
