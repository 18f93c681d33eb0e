// Plays a recorded manager stream to a logged-in client: at its own pace or at once, whole or cut anywhere.
import { readFile } from 'node:fs/promises';
import type { SandboxPbxOptions } from './pbxOptions.ts';
import { type SandboxPbx, startSandboxPbx } from './startSandboxPbx.ts';
import { Timers } from './timers.ts';
import { mulberry32 } from './traffic.ts';

/** How a capture is played. */
export interface ReplayOptions {
  /** Phones that stand idle in the snapshot. @default 101 to 106, as in the recordings */
  readonly phones?: SandboxPbxOptions['phones'];
  /** 1 plays at the recorded pace by the `Timestamp` headers, 10 ten times faster; `asap` at once. @default asap */
  readonly speed?: number | 'asap';
  /** `whole` packets, `bytes` one by one, `random` pieces, or one cut at a byte. @default whole */
  readonly cut?: 'whole' | 'bytes' | 'random' | { readonly at: number };
  /** For random cuts. @default 1 */
  readonly seed?: number;
  readonly port?: number;
  readonly username?: string;
  readonly secret?: string;
}

/** A manager server that waits for a login, answers the snapshot with idle phones, then plays. */
export interface ReplayPbx {
  readonly pbx: SandboxPbx;
  readonly port: number;
  /** Plays the capture to whoever is logged in; resolves when the last byte was written. */
  play(): Promise<void>;
  close(): Promise<void>;
}

const maxPauseMs = 15_000;
const randomPieceBytes = 400;

/** Starts the server; call `play` once the client has taken its snapshot. */
export async function replayCapture(file: string, options: ReplayOptions = {}): Promise<ReplayPbx> {
  const bytes = await readFile(file);
  const timers = new Timers();
  const pbx = await startSandboxPbx({
    phones: options.phones ?? recordedPhones,
    ringGroups: [{ extension: '120', name: 'Ring group', members: ['102', '103'] }],
    queues: [{ extension: '600', name: 'support', members: ['102', '103'] }],
    context: 'internal',
    controlPort: false,
    port: options.port ?? 0,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.secret === undefined ? {} : { secret: options.secret }),
  });
  return {
    pbx,
    port: pbx.port,
    play: () => play(pbx, bytes, options, timers),
    close: async () => {
      timers.clear();
      await pbx.close();
    },
  };
}

const recordedPhones = ['101', '102', '103', '104', '105', '106'].map((extension) => ({
  extension,
  name: `User ${extension}`,
  registered: extension !== '106',
}));

async function play(pbx: SandboxPbx, bytes: Buffer, options: ReplayOptions, timers: Timers): Promise<void> {
  await pbx.whenLoggedIn();
  if (typeof options.speed === 'number') return playPaced(pbx, bytes, options.speed, timers);
  for (const piece of pieces(bytes, options)) {
    pbx.raw(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function playPaced(pbx: SandboxPbx, bytes: Buffer, speed: number, timers: Timers): Promise<void> {
  let before: number | undefined;
  for (const packet of bytes.toString('latin1').split(/(?<=\r\n\r\n)/)) {
    const at = /^Timestamp: (\d+\.\d+)\r$/m.exec(packet)?.[1];
    if (at !== undefined) {
      const pauseMs = before === undefined ? 0 : ((Number(at) - before) * 1000) / speed;
      if (pauseMs >= 1) await timers.wait(Math.min(pauseMs, maxPauseMs));
      before = Number(at);
    }
    pbx.raw(Buffer.from(packet, 'latin1'));
  }
}

function* pieces(bytes: Buffer, options: ReplayOptions): Generator<Buffer> {
  const cut = options.cut ?? 'whole';
  if (cut === 'whole') {
    yield* wholePackets(bytes);
    return;
  }
  if (typeof cut === 'object') {
    yield bytes.subarray(0, cut.at);
    yield bytes.subarray(cut.at);
    return;
  }
  const random = mulberry32(options.seed ?? 1);
  for (let at = 0; at < bytes.length;) {
    const size = cut === 'bytes' ? 1 : 1 + Math.floor(random() * randomPieceBytes);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function* wholePackets(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n\r\n', at);
    const next = end < 0 ? bytes.length : end + 4;
    yield bytes.subarray(at, next);
    at = next;
  }
}
