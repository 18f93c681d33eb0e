// Cuts a stream of the Asterisk Manager Interface into messages and writes actions; lenient with peers, bounded in memory.
import { AppError } from '#shared/errors';

/** One message: first value of every key, and all values of the keys that came more than once. */
export interface AmiMessage {
  readonly fields: Readonly<Record<string, string>>;
  readonly repeated?: Readonly<Record<string, readonly string[]>>;
  /** Lines that are no `Key: value` pair: the banner, output of a command. */
  readonly text?: readonly string[];
}

/** What one chunk of the stream held; `dropped` counts messages that were too large and were skipped whole. */
export interface AmiFeed {
  readonly messages: readonly AmiMessage[];
  readonly dropped: number;
}

/** A real message is some 40 lines of 60 bytes; a snapshot is many messages, not a large one. */
const longestMessageBytes = 256 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const commandEnd = '--END COMMAND--';
const bannerStart = 'Asterisk Call Manager/';
const pairLine = /^([A-Za-z][\w .\-/()]*):(?: ?)(.*)$/;

/** Stream state: bytes not yet a whole message. Feed it chunks cut anywhere. */
export class AmiFramer {
  private rest: Buffer = Buffer.alloc(0);
  /** Bytes of `rest` already searched for the end of a message. */
  private searched = 0;
  private isSkipping = false;

  feed(chunk: Buffer): AmiFeed {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const messages: AmiMessage[] = [];
    let dropped = 0;
    let start = 0;
    for (let end = this.endOfMessage(start); end !== undefined; end = this.endOfMessage(start)) {
      const bytes = this.rest.subarray(start, end.at);
      start = end.next;
      this.searched = start;
      if (this.isSkipping) {
        this.isSkipping = false;
        dropped += 1;
      } else if (bytes.length > longestMessageBytes) dropped += 1;
      else pushParsed(messages, bytes);
    }
    this.keepRest(start);
    return { messages, dropped };
  }

  private keepRest(start: number): void {
    this.searched = Math.max(0, this.searched - start);
    // A copy, so that a few bytes left over do not hold a large read in memory.
    this.rest = start === this.rest.length ? Buffer.alloc(0) : Buffer.from(this.rest.subarray(start));
    if (this.rest.length > longestMessageBytes) {
      this.isSkipping = true;
      this.rest = this.rest.subarray(-3);
      this.searched = 0;
    }
  }

  /** The next empty line after `start`; a banner ends with its own line, command output with its end mark. */
  private endOfMessage(start: number): { at: number; next: number } | undefined {
    const lead = this.rest.subarray(start, start + bannerStart.length).toString('latin1');
    if (lead === bannerStart) {
      const at = this.rest.indexOf(newline, start);
      return at < 0 ? undefined : { at, next: at + 1 };
    }
    let from = Math.max(start, this.searched - 3);
    for (;;) {
      const at = this.rest.indexOf(newline, from);
      if (at < 0) {
        this.searched = this.rest.length;
        return undefined;
      }
      const next = this.emptyLineAfter(at);
      if (next === 'short') {
        this.searched = at;
        return undefined;
      }
      if (next !== undefined && !this.isInsideCommand(start, at)) return { at, next };
      from = at + 1;
    }
  }

  private emptyLineAfter(at: number): number | 'short' | undefined {
    const first = this.rest[at + 1];
    if (first === undefined) return 'short';
    if (first === newline) return at + 2;
    if (first !== carriageReturn) return undefined;
    const second = this.rest[at + 2];
    if (second === undefined) return 'short';
    return second === newline ? at + 3 : undefined;
  }

  /** Old Asterisk answers a command with free text that may hold empty lines. */
  private isInsideCommand(start: number, at: number): boolean {
    const follows = 'Response: Follows';
    if (this.rest.subarray(start, start + follows.length).toString('latin1') !== follows) return false;
    return !this.rest.subarray(start, at).includes(commandEnd);
  }
}

function pushParsed(messages: AmiMessage[], bytes: Buffer): void {
  const message = parseMessage(bytes.toString('utf8'));
  if (message !== undefined) messages.push(message);
}

/** One message from its lines; undefined when there is nothing in it. */
export function parseMessage(source: string): AmiMessage | undefined {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const repeated: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const text: string[] = [];
  let isEmpty = true;
  let hasRepeated = false;
  for (const rawLine of source.split('\n')) {
    const line = rawLine.endsWith('\r') ? rawLine.slice(0, -1) : rawLine;
    if (line === '' || line === commandEnd) continue;
    isEmpty = false;
    const pair = pairOf(line);
    if (pair === undefined) text.push(line);
    else if (fields[pair.key] === undefined) fields[pair.key] = pair.value;
    else {
      hasRepeated = true;
      (repeated[pair.key] ??= [fields[pair.key] ?? '']).push(pair.value);
    }
  }
  if (isEmpty) return undefined;
  return { fields, ...(hasRepeated ? { repeated } : {}), ...(text.length > 0 ? { text } : {}) };
}

/** `Key: value`, read by hand because it runs for every line of the stream; odd lines go through the expression. */
function pairOf(line: string): { key: string; value: string } | undefined {
  const colon = line.indexOf(': ');
  if (colon > 0 && line.indexOf(' ') > colon) return { key: line.slice(0, colon), value: line.slice(colon + 2) };
  const match = pairLine.exec(line);
  return match?.[1] === undefined ? undefined : { key: match[1], value: match[2] ?? '' };
}

/** The bytes of an action. Values are single lines by construction: a line break in one would be a second header. */
export function formatAction(name: string, headers: Readonly<Record<string, string>>): string {
  const lines = [`Action: ${name}`];
  for (const [key, value] of Object.entries(headers)) {
    if (/[\r\n\0]/.test(value)) throw new AppError('input.invalid', `line break in AMI header ${key}`);
    lines.push(`${key}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
