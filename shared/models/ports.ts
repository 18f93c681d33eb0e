// What the models need from outside, beside the typed client.

/** Small settings kept on this device; `read` gives null when nothing was kept or nothing can be. */
export interface SettingsPort {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** Puts text on the clipboard; resolves to false where the host forbids it. */
export type CopyPort = (text: string) => Promise<boolean>;

/** The number rules (`#shared/domain/number`), loaded after the first paint because their metadata is large. */
export interface NumberRules {
  toTelUri(text: string, country?: string): string | null;
  formatNumber(text: string, country?: string): string;
}
