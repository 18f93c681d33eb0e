// Blocking pieces of work take turns with everything else in the program.
import { createTurnTaker } from '../../../../bot/store/sqlite/createTurnTaker.ts';

describe('createTurnTaker', () => {
  describe('when many pieces wait', () => {
    it('runs them in order, one per round of the event loop', async () => {
      const inTurn = createTurnTaker();
      const seen: string[] = [];
      const rounds = new Promise<void>((resolve) => {
        const next = (round: number): void => {
          seen.push('-');
          if (round < 9) setImmediate(next, round + 1);
          else resolve();
        };
        setImmediate(next, 0);
      });
      await Promise.all(['a', 'b', 'c'].map((name) => inTurn(() => seen.push(name))));
      await rounds;
      expect(seen.join('').replace(/-+/g, '-')).toMatch(/^-?a-b-c-?$/);
    });
  });

  describe('when one fails', () => {
    it('tells its caller alone', async () => {
      const inTurn = createTurnTaker();
      const fails = inTurn(() => JSON.parse('{') as unknown);
      const works = inTurn(() => 'done');
      await expect(fails).rejects.toThrow(SyntaxError);
      await expect(works).resolves.toBe('done');
    });
  });
});
