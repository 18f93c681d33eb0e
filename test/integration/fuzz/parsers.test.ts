// Twenty thousand hostile inputs for every parser of the edges; a million each night by `npm run -s fuzz -- --runs 1000000`.
import { runFuzz, subjects } from '../../fuzz/index.ts';

const runs = 20_000;
/** Another one each night; here always the same, so that a change is judged by itself. */
const seed = 20_261_120;

describe('the parsers of the edges', () => {
  describe('when what comes is hostile', () => {
    it.each(subjects)('$name never throws, and tells only what is valid and bounded', (subject) => {
      const { problem, input } = runFuzz(subject, { runs, seed });
      expect([problem, input?.toString('latin1')]).toEqual([undefined, undefined]);
    });
  });
});

describe('runFuzz', () => {
  describe('when a parser has a fault', () => {
    const faulty = {
      name: 'faulty',
      material: () => ({ seeds: [Buffer.from('good')], words: ['bad'] }),
      check: (input: Buffer) => (input.includes('bad') ? 'the fault' : undefined),
    };

    it('gives the smallest input that shows it, the same for the same seed', () => {
      const { problem, input } = runFuzz(faulty, { runs: 1_000, seed: 1 });
      expect(problem).toContain('the fault');
      expect(input?.toString()).toMatch(/^\w{0,4}bad\w{0,4}$/);
      expect(runFuzz(faulty, { runs: 1_000, seed: 1 }).input).toEqual(input);
    });

    it('counts a throw as a fault', () => {
      const throws = {
        ...faulty,
        check: (): undefined => {
          throw new Error('not caught');
        },
      };
      expect(runFuzz(throws, { runs: 10, seed: 1 }).problem).toContain('not caught');
    });
  });
});
