// The small storage of a device, in memory, that tests can look into.
import type { SettingsPort } from '#shared/models';

/** A `SettingsPort` that remembers. */
export class SettingsFake implements SettingsPort {
  readonly kept = new Map<string, string>();
  read = (key: string): string | null => this.kept.get(key) ?? null;
  write = (key: string, value: string): void => void this.kept.set(key, value);
  remove = (key: string): void => void this.kept.delete(key);
}
