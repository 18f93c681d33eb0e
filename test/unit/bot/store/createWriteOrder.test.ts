// One writer at a time: turns on the spot and first, housekeeping in between.
import { createWriteOrder } from '../../../../bot/store/sqlite/createWriteOrder.ts';

/** Background work that ends when it is told to. */
class StepFake {
  end: () => void = () => undefined;
  readonly run = (): Promise<void> => new Promise((resolve) => (this.end = resolve));
}

describe('createWriteOrder', () => {
  describe('when nobody writes', () => {
    it('does a turn on the spot', async () => {
      const order = createWriteOrder();
      let isDone = false;
      const turn = order.turn(() => (isDone = true));
      expect(isDone).toBe(true);
      await expect(turn).resolves.toBe(true);
    });
  });

  describe('when housekeeping is under way', () => {
    it('does the turns that came meanwhile in their order, and before the next step', async () => {
      const order = createWriteOrder();
      const seen: string[] = [];
      const step = new StepFake();
      const under = order.background(step.run);
      const next = order.background(async () => void seen.push('step'));
      const turns = ['a', 'b'].map((name) => order.turn(() => seen.push(name)));
      expect(seen).toEqual([]);
      step.end();
      await Promise.all([under, next, ...turns]);
      expect(seen).toEqual(['a', 'b', 'step']);
    });
  });

  describe('when something fails', () => {
    it('tells its caller alone and goes on', async () => {
      const order = createWriteOrder();
      const refuses = order.background(() => Promise.reject(new Error('no room')));
      const throws = order.turn(() => JSON.parse('{') as unknown);
      const works = order.background(async () => 'done');
      await expect(refuses).rejects.toThrow('no room');
      await expect(throws).rejects.toThrow(SyntaxError);
      await expect(works).resolves.toBe('done');
    });
  });
});
