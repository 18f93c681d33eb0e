// Cuts the bytes of a manager client into actions; refuses what no client should send.

/** One action: header names in lower case, last value wins, except `variable` which may repeat. */
export interface AmiAction {
  readonly name: string;
  readonly actionId: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
}

/** A packet longer than this is not an action (Asterisk allows 128 headers of 1,025 bytes). */
export const maxActionBytes = 131_072;

/** Collects bytes until a blank line ends an action. */
export class ActionReader {
  private text = '';

  /** The actions completed by `chunk`; null when the client sent more than an action can be. */
  push(chunk: string): readonly AmiAction[] | null {
    this.text += chunk;
    const actions: AmiAction[] = [];
    for (let end = this.text.search(/\r?\n\r?\n/); end >= 0; end = this.text.search(/\r?\n\r?\n/)) {
      const block = this.text.slice(0, end);
      this.text = this.text.slice(end).replace(/^\r?\n\r?\n/, '');
      if (block.trim() !== '') actions.push(parseAction(block));
    }
    return this.text.length > maxActionBytes ? null : actions;
  }
}

function parseAction(block: string): AmiAction {
  const headers = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { name: (headers.get('action') ?? '').toLowerCase(), actionId: headers.get('actionid'), headers };
}
