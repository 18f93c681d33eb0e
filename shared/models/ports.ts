// What the models need from outside, beside the typed client.
import type { DialIn, Invitation, Meeting } from '#shared/domain/meeting';
import type {
  DialPlan,
  DialResult,
  FindOptions,
  FoundNumber,
  NumberClass,
  TelTarget,
  TemplateValues,
} from '#shared/domain/number';

/** Small settings kept on this device; `read` gives null when nothing was kept or nothing can be. */
export interface SettingsPort {
  read(key: string): string | null;
  write(key: string, value: string): void;
  /** Forgets the key. */
  remove(key: string): void;
}

/** Puts text on the clipboard; resolves to false where the host forbids it. */
export type CopyPort = (text: string) => Promise<boolean>;

/** The number rules (`#shared/domain/number`), loaded after the first paint because their metadata is large. */
export interface NumberRules {
  toTelUri(text: string, country?: string): string | null;
  formatNumber(text: string, country?: string): string;
  classifyNumber(text: string, country?: string): NumberClass;
  toDialString(text: string, plan: DialPlan): DialResult;
  buildTelUri(target: TelTarget): string | null;
  fillUriTemplate(template: string, values: TemplateValues): string | null;
}

/** What finds numbers and meetings (`#shared/domain/number`, `#shared/domain/meeting`), loaded like the number rules. */
export interface ItemFinders {
  findNumbers(source: string, options: FindOptions): readonly FoundNumber[];
  findMeeting(invitation: Invitation): Meeting | null;
  joinByPhoneUri(meeting: Meeting, phone: DialIn): string;
}
