// Tests against collections of cases written by others, which lie beside the repository and not in it.

/** Describes them where they are; where they are absent, one test says so and passes. */
export function describeCorpus(isThere: boolean, title: string, body: () => void): void {
  if (isThere) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    it('is not tried: the collection is not on this machine', () => {
      expect(isThere).toBe(false);
    });
  });
}
