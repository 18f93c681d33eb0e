// The parser of a plain AMI client of npm beside ours: the package yana, fed through its own socket class without a network.
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** The parts of yana that read a stream. */
interface YanaParts {
  readonly Ami: new (options: object) => EventEmitter & { socket: EventEmitter; _setupMessageBuffering(): void };
  readonly LineSocket: new () => EventEmitter;
}

/** A parser: counts the events in a stream. */
export type CountEvents = (chunks: readonly Buffer[]) => number;

/** The parser of the package `name` (or of a folder that holds it); undefined when it is not installed. */
export function amiPeer(name: string): CountEvents | undefined {
  const parts = load(name);
  if (parts === undefined) return undefined;
  return (chunks) => {
    const ami = new parts.Ami({});
    let events = 0;
    ami.on('event', () => {
      events += 1;
    });
    ami.socket = new parts.LineSocket();
    ami._setupMessageBuffering();
    for (const chunk of chunks) ami.socket.emit('data', chunk);
    return events;
  };
}

function load(name: string): YanaParts | undefined {
  const require = createRequire(import.meta.url);
  try {
    return {
      Ami: require(name) as YanaParts['Ami'],
      LineSocket: require(`${name}/line-socket.js`) as YanaParts['LineSocket'],
    };
  } catch {
    return undefined;
  }
}
