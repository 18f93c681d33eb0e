// What is to be told and sent once the transaction that is gathered now is on disk.
import type { Turn } from './turn.ts';

/** The consequences of the turns of one transaction. */
export class Aftermath {
  /** People whose wanted session in Teams differs. */
  readonly wanted = new Set<string>();
  /** People whose lines may differ, beside everybody where it is `all`. */
  readonly users = new Set<string>();
  /** People whose streams begin anew. */
  readonly anew = new Set<string>();
  all = false;
  link = false;

  /** Adds a turn; `wanted` are those whose session differs. */
  add(turn: Turn, wanted: Iterable<string>): void {
    for (const userId of turn.users) this.users.add(userId);
    for (const userId of turn.anew) this.anew.add(userId);
    for (const userId of wanted) this.wanted.add(userId);
    this.all ||= turn.all;
    this.link ||= turn.link;
  }
}
