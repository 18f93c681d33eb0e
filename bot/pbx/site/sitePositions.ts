// Remembers, per journal of a site, the last event that is on disk here, so that none is taken twice or left out.
import * as v from 'valibot';

/** A connector set up anew has a new journal; the ones before are remembered, should two take turns by mistake. */
const rememberedJournals = 4;

const keptSchema = v.object({
  positions: v.array(v.object({ journal: v.string(), sequence: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
});

/** Where the positions of one site are kept. */
export interface PositionKeeper {
  /** Rejects with `store.*`. */
  kept(): string | undefined | Promise<string | undefined>;
  /** Notes what is to be written in one transaction with the turn that follows. */
  keep(text: string): void;
}

/** The positions of one site. */
export class SitePositions {
  private readonly keeper: PositionKeeper;
  private positions: Map<string, number> | undefined;

  constructor(keeper: PositionKeeper) {
    this.keeper = keeper;
  }

  /** 0 for a journal never seen. Rejects with `store.*`. */
  async of(journal: string): Promise<number> {
    this.positions ??= readPositions(await this.keeper.kept());
    return this.positions.get(journal) ?? 0;
  }

  /** To be called after `of`, before the events up to `sequence` are told. */
  set(journal: string, sequence: number): void {
    const next = new Map(
      [...(this.positions ?? [])].filter(([each]) => each !== journal).slice(-(rememberedJournals - 1)),
    );
    next.set(journal, sequence);
    const positions = [...next].map(([each, last]) => ({ journal: each, sequence: last }));
    this.keeper.keep(JSON.stringify({ positions }));
    this.positions = next;
  }
}

function readPositions(text: string | undefined): Map<string, number> {
  if (text === undefined) return new Map();
  try {
    const parsed = v.safeParse(keptSchema, JSON.parse(text));
    if (!parsed.success) return new Map();
    return new Map(parsed.output.positions.map(({ journal, sequence }) => [journal, sequence]));
  } catch {
    return new Map();
  }
}
