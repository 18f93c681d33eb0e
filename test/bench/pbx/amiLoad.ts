// A long stream of a manager interface out of recordings: each copy of them with ids of its own, as a PBX would go on.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stream as a socket would read it, and how many events are in it. */
export interface AmiLoad {
  readonly chunks: readonly Buffer[];
  readonly events: number;
}

/** What one read of a busy socket gives at most. */
const chunkBytes = 65_536;
/** More ids than one recording has. */
const idsPerCopy = 1_000;
const uniqueId = /\b(\d{10})\.(\d{1,3})(?=\r?$)/gm;
const channelSuffix = /-([0-9a-f]{8})\b(?!-)/g;
const bridgeId = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Reads every recording of `folder` and repeats them. */
export function amiLoad(folder: string, copies: number): AmiLoad {
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.ami'))
    .sort()
    .map((name) => ended(readFileSync(join(folder, name), 'utf8')))
    .join('');
  const stream = Buffer.from(Array.from({ length: copies }, (_, copy) => withIds(text, copy + 1)).join(''));
  const chunks: Buffer[] = [];
  for (let at = 0; at < stream.length; at += chunkBytes) chunks.push(stream.subarray(at, at + chunkBytes));
  return { chunks, events: copies * (text.match(/^Event: /gm)?.length ?? 0) };
}

/** The next recording must not begin inside the last message of this one; a banner comes once in a stream. */
function ended(recording: string): string {
  return `${recording.replace(/^Asterisk Call Manager.*\r?\n/, '').trimEnd()}\r\n\r\n`;
}

function withIds(text: string, copy: number): string {
  const hex = copy.toString(16).padStart(4, '0');
  return text
    .replaceAll(
      uniqueId,
      (_all, second: string, count: string) => `${second}.${String(copy * idsPerCopy + Number(count))}`,
    )
    .replaceAll(channelSuffix, (_all, count: string) => `-${hex}${count.slice(-4)}`)
    .replaceAll(bridgeId, (id) => `${hex}${id.slice(4)}`);
}
