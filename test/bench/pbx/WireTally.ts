// Which states of which calls came over the wire, read from the bytes in the plainest way: what the connector is held to.

const dialog =
  /call-id="([^"]+)"[^>]*direction="(initiator|recipient)"[^>]*>\s*<state>(trying|early|confirmed|terminated)</gi;
const sides: Readonly<Record<string, string>> = { initiator: 'caller', recipient: 'called' };

/** The states of one window. */
export class WireTally {
  private readonly seen = new Set<string>();
  /** Dialogs of calls that were told as over in an earlier window. */
  private readonly over = new Set<string>();

  /** Takes a datagram. */
  take(bytes: Buffer): void {
    for (const [, callId = '', direction = '', state = ''] of bytes.toString('latin1').matchAll(dialog)) {
      // The first of the two is enough to know of a placed call.
      const told = state.toLowerCase() === 'trying' ? 'early' : state;
      if (!this.over.has(callId)) this.seen.add(`${sides[direction] ?? ''} ${told} ${callId}`);
    }
  }

  /** `caller confirmed` and the like: of how many calls it came. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const key of this.seen) {
      const kind = key.slice(0, key.lastIndexOf(' '));
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  /** A new window begins: PBXs go on telling calls that are over. */
  reset(): void {
    for (const key of this.seen) this.over.add(key.slice(key.lastIndexOf(' ') + 1));
    this.seen.clear();
  }
}
