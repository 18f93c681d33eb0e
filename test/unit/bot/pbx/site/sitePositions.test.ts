// Which event of which journal is on disk.
import { SitePositions } from '../../../../../bot/pbx/site/sitePositions.ts';

function keeper(text?: string): { kept(): string | undefined; keep(text: string): void } {
  let kept = text;
  return { kept: () => kept, keep: (next) => void (kept = next) };
}

describe('SitePositions', () => {
  describe('when the service starts again', () => {
    it('knows where each of the last four journals was', async () => {
      const kept = keeper();
      const before = new SitePositions(kept);
      for (const [index, journal] of ['a', 'b', 'c', 'd', 'a', 'e'].entries()) before.set(journal, index + 1);
      const after = new SitePositions(kept);
      const known = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((journal) => after.of(journal)));
      expect(known).toEqual([5, 0, 3, 4, 6]);
    });
  });
  describe('when what was kept cannot be read', () => {
    it.each(['', '{', '{"positions":[{"journal":1}]}', '{"positions":[{"journal":"a","sequence":-1}]}'])(
      'begins at 0 with %j',
      async (text) => {
        expect(await new SitePositions(keeper(text)).of('a')).toBe(0);
      },
    );
  });
});
