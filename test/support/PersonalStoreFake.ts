// Documents of people in memory; answers late when a test wants two changes under way at once.
import type { PersonalStorePort } from '#bot/bridge';
import { AppError } from '#shared/errors';

/** PersonalStorePort in memory. */
export class PersonalStoreFake implements PersonalStorePort {
  readonly texts = new Map<string, string>();
  isRefusing = false;

  async get(userId: string, name: string): Promise<string | undefined> {
    await Promise.resolve();
    return this.texts.get(`${userId} ${name}`);
  }

  async put(userId: string, name: string, text: string): Promise<void> {
    await Promise.resolve();
    if (this.isRefusing) throw new AppError('store.diskFull', 'as told by the test');
    this.texts.set(`${userId} ${name}`, text);
  }

  /** Names of what is kept of a person. */
  names(userId: string): readonly string[] {
    return [...this.texts.keys()].filter((key) => key.startsWith(`${userId} `)).map((key) => key.split(' ')[1] ?? '');
  }
}
