// Compares the log rows the PBX's stories owe with the rows found in the service's store.

/** A row as far as it is compared. */
export interface RowFacts {
  readonly user: string;
  readonly direction: string;
  readonly outcome: string;
  /** Linkedid of the call. */
  readonly callId: string;
}

/** How the two lists differ. */
export interface RowComparison {
  readonly expected: number;
  readonly found: number;
  readonly missing: number;
  /** More rows than owed for one user and call. */
  readonly doubled: number;
  /** The row is there, with another direction or outcome. */
  readonly different: number;
  /** A few of the differences, for a person to look at. */
  readonly examples: readonly string[];
}

const exampleCount = 5;

/** Compares per user and call. */
export function compareRecords(expected: readonly RowFacts[], found: readonly RowFacts[]): RowComparison {
  const owed = group(expected);
  const kept = group(found);
  let [missing, doubled, different] = [0, 0, 0];
  const examples: string[] = [];
  for (const key of new Set([...owed.keys(), ...kept.keys()])) {
    const [want, have] = [owed.get(key) ?? [], kept.get(key) ?? []];
    const wrong = countDifferent(want, have);
    missing += Math.max(0, want.length - have.length);
    doubled += Math.max(0, have.length - want.length);
    different += wrong;
    if ((wrong > 0 || want.length !== have.length) && examples.length < exampleCount) {
      examples.push(`owed ${want.join(' + ') || 'nothing'}, found ${have.join(' + ') || 'nothing'}`);
    }
  }
  return { expected: expected.length, found: found.length, missing, doubled, different, examples };
}

/** Rows that no row of the other side equals, apart from those that are missing or too many. */
function countDifferent(want: readonly string[], have: readonly string[]): number {
  const left = [...have];
  let unequal = 0;
  for (const row of want) {
    const at = left.indexOf(row);
    if (at < 0) unequal += 1;
    else left.splice(at, 1);
  }
  return Math.min(unequal, left.length);
}

function group(rows: readonly RowFacts[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const row of rows) {
    const key = `${row.user} ${row.callId}`;
    const list = map.get(key) ?? [];
    list.push(`${row.direction} ${row.outcome}`);
    map.set(key, list);
  }
  return map;
}
