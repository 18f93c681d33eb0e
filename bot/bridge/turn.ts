// What one batch of events has touched, gathered so that it is written and told once.
/** Dirty marks of a turn. */
export class Turn {
  readonly calls = new Set<string>();
  /** People whose lines may differ. */
  readonly users = new Set<string>();
  /** People whose mailboxes differ. */
  readonly mailboxes = new Set<string>();
  /** People whose phones are set differently. */
  readonly phones = new Set<string>();
  /** People whose lines, own or shared, are other ones: their streams begin anew. */
  readonly anew = new Set<string>();
  /** Everybody's presence may differ (a link came or went, the directory changed). */
  all = false;
  link = false;
  /** When the oldest event of the batch was received. */
  causedAt = 0;

  get isEmpty(): boolean {
    return this.calls.size === 0 && this.users.size === 0 && !this.all && !this.link;
  }

  noteCause(receivedAt: number): void {
    if (this.causedAt === 0) this.causedAt = receivedAt;
  }
}

/** A turn after which everybody's presence is judged anew; with `link` everybody is told of the link. */
export function turnOfAll({ link } = { link: true }): Turn {
  const turn = new Turn();
  turn.all = true;
  turn.link = link;
  return turn;
}
