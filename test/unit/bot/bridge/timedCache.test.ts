// What is remembered, for how long, and what goes when there is too much of it.
import { TimedCache } from '../../../../bot/bridge/timedCache.ts';

function cache(): {
  now: { ms: number };
  texts: TimedCache<string>;
  loads: string[];
  get: (key: string) => Promise<string>;
} {
  const now = { ms: 0 };
  const texts = new TimedCache<string>({
    keepMs: (text) => (text === '' ? 10 : 100),
    weigh: (text) => text.length,
    mostWeight: 6,
    now: () => now.ms,
  });
  const loads: string[] = [];
  const get = (key: string): Promise<string> =>
    texts.get(key, () => {
      loads.push(key);
      return Promise.resolve(key === 'empty' ? '' : `${key}!`);
    });
  return { now, texts, loads, get };
}

describe('TimedCache', () => {
  describe('when something is asked for again', () => {
    it('is loaded once while it is good', async () => {
      const { now, loads, get } = cache();
      expect(await Promise.all([get('a'), get('a')])).toEqual(['a!', 'a!']);
      now.ms = 99;
      await get('a');
      expect(loads).toEqual(['a']);
      now.ms = 100;
      await get('a');
      expect(loads).toEqual(['a', 'a']);
    });

    it('asks the value how long', async () => {
      const { now, loads, get } = cache();
      await get('empty');
      now.ms = 10;
      await get('empty');
      expect(loads).toHaveLength(2);
    });
  });

  describe('when it holds too much', () => {
    it('lets go of what nobody has asked for the longest', async () => {
      const { loads, get } = cache();
      for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await get(key);
      expect(loads).toEqual(['a', 'b', 'c', 'd', 'b']);
    });
  });

  describe('when loading fails', () => {
    it('tells it to all who wait and remembers nothing', async () => {
      const { texts, get } = cache();
      const refuse = (): Promise<string> => Promise.reject(new Error('no'));
      await expect(Promise.all([texts.get('a', refuse), texts.get('a', refuse)])).rejects.toThrow('no');
      expect(await get('a')).toBe('a!');
    });
  });
});
