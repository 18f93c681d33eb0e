// What a person keeps, as the service keeps it: revisions count up, a list made from an old one is refused.
import {
  defaultUserSettings,
  speedDialsChangeSchema,
  type PhoneAnswer,
  type PhoneChange,
  type SettingsAnswer,
  type SettingsChange,
  type SpeedDials,
  type SpeedDialsChange,
  type UserSettings,
} from '#shared/contracts';
import { AppError, type ErrorCode } from '#shared/errors';
import type { SettingsPort } from '#shared/models';
import * as v from 'valibot';

/** The service. `fault` refuses everything while it is set. */
export class PersonalFake {
  readonly asked: string[] = [];
  fault: ErrorCode | undefined;
  kept: SpeedDials = { revision: 0, groups: [], items: [] };
  revision = 0;
  userSettings: UserSettings = defaultUserSettings;
  lines: PhoneAnswer['lines'] = [];

  speedDials = async (): Promise<SpeedDials> => {
    this.#ask('read list');
    return this.kept;
  };

  saveSpeedDials = async (change: SpeedDialsChange): Promise<SpeedDials> => {
    this.#ask(`save list of ${String(change.revision)}`);
    const { revision, groups, items } = v.parse(speedDialsChangeSchema, change);
    if (revision !== this.kept.revision) throw new AppError('personal.conflict', 'changed meanwhile');
    this.kept = { revision: revision + 1, groups, items };
    return this.kept;
  };

  settings = async (): Promise<SettingsAnswer> => {
    this.#ask('read settings');
    return { revision: this.revision, settings: this.userSettings };
  };

  changeSettings = async (change: SettingsChange): Promise<SettingsAnswer> => {
    this.#ask(`change ${Object.keys(change).join(' ')}`);
    this.revision += 1;
    this.userSettings = { ...this.userSettings, ...change };
    return { revision: this.revision, settings: this.userSettings };
  };

  phone = async (): Promise<PhoneAnswer> => {
    this.#ask('read phone');
    return { lines: this.lines };
  };

  changePhone = async (change: PhoneChange): Promise<void> => {
    this.#ask(`set ${change.set}`);
    this.lines = this.lines.map((line) => {
      if (line.extension !== change.extension) return line;
      if (change.set === 'doNotDisturb') return { ...line, doNotDisturb: change.isOn };
      const others = line.forwarding.filter(({ type }) => type !== change.type);
      return {
        ...line,
        forwarding: change.to === null ? others : [...others, { type: change.type, to: change.to }],
      };
    });
  };

  #ask(what: string): void {
    this.asked.push(what);
    if (this.fault !== undefined) throw new AppError(this.fault, 'refused');
  }
}

/** The storage of a device. */
export class DeviceFake implements SettingsPort {
  readonly kept = new Map<string, string>();
  read = (key: string): string | null => this.kept.get(key) ?? null;
  write = (key: string, value: string): void => void this.kept.set(key, value);
  remove = (key: string): void => void this.kept.delete(key);
}
