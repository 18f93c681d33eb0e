// A live Kamailio as the PBX: registrar, proxy and presence server on random ports of the loopback, nothing kept.
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import { prepareRunDir } from './prepareRunDir.ts';
import { startProgram, type Program } from './Programs.ts';

/** How large it is made. */
export interface KamailioOptions {
  /** Worker processes per transport. @default 2 */
  readonly workers?: number;
  /** Memory of all processes together, in MiB. @default 128 */
  readonly sharedMiB?: number;
}

/** One PBX that runs. Users NNNN have the password pwNNNN in the domain pbx.test. */
export interface Kamailio {
  /** UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
  /** PEM of the authority behind its certificate. */
  readonly ca: string;
  /** A scratch folder for those who talk to it. */
  readonly dir: string;
  /** Of its main process. */
  pid(): number;
  /** The last of what it wrote: faults, when all is well nothing. */
  tail(): string;
  /** Ends it as a crash would and starts it again on the same ports: every registration, dialog and subscription is forgotten. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const program = '/usr/sbin/kamailio';
const readyMs = 20_000;
const askEveryMs = 50;

/** Resolves when the PBX answers; rejects with its words when it does not. */
export async function startKamailio({ workers = 2, sharedMiB = 128 }: KamailioOptions = {}): Promise<Kamailio> {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-kamailio-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const ca = await prepareRunDir(dir, { port, tlsPort, workers });
  const args = ['-f', join(dir, 'kamailio.cfg'), '-DD', '-E', '-m', String(sharedMiB), '-M', '16', '-A', 'WITH_TLS'];
  const begin = (): Program => startProgram(program, args, dir);
  let running = begin();
  await untilAnswers(port, running);
  return {
    port,
    tlsPort,
    ca,
    dir,
    pid: () => running.pid,
    tail: () => running.tail(),
    restart: async () => {
      await running.stop('SIGKILL');
      running = begin();
      await untilAnswers(port, running);
    },
    stop: async () => {
      await running.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Asks by OPTIONS until something comes back. */
async function untilAnswers(port: number, pbx: Program): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((done, fail) => {
    let turn = 0;
    const ask = setInterval(() => {
      turn += 1;
      if (pbx.hasEnded() || turn * askEveryMs > readyMs) fail(new Error(`Kamailio did not start:\n${pbx.tail()}`));
      else socket.send(optionsRequest(port, socket.address().port, turn), port, '127.0.0.1', () => undefined);
    }, askEveryMs);
    socket.on('error', () => undefined);
    socket.once('message', () => {
      done();
    });
    socket.bind(0, '127.0.0.1');
    socket.once('close', () => {
      clearInterval(ask);
    });
  }).finally(() => {
    socket.close();
  });
}

function optionsRequest(port: number, ownPort: number, turn: number): string {
  return [
    `OPTIONS sip:127.0.0.1:${String(port)} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${String(ownPort)};branch=z9hG4bKready${String(turn)}`,
    'Max-Forwards: 1',
    'From: <sip:ready@pbx.test>;tag=1',
    'To: <sip:pbx.test>',
    `Call-ID: ready-${String(ownPort)}-${String(turn)}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}
