// Gives jsdom what every browser of the last years has and jsdom lacks, from Node's own implementations.
import { webcrypto } from 'node:crypto';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';
import { TextDecoder, TextEncoder } from 'node:util';
import { deserialize, serialize } from 'node:v8';

/** Never resolves to data: a component test that needs the network must bring its own fake. */
function fetchRefused(): Promise<never> {
  return Promise.reject(new TypeError('no network in component tests: pass a fake fetch'));
}

class ObserverOfNothing {
  observe(): void {
    // jsdom lays nothing out, so there is nothing to report.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
  takeRecords(): readonly never[] {
    return [];
  }
}

function matchMediaNever(query: string): object {
  const ignore = (): void => undefined;
  const list = { media: query, matches: false, onchange: null };
  const listeners = {
    addEventListener: ignore,
    removeEventListener: ignore,
    addListener: ignore,
    removeListener: ignore,
  };
  return { ...list, ...listeners, dispatchEvent: () => true };
}

const missing: Readonly<Record<string, unknown>> = {
  fetch: fetchRefused,
  IntersectionObserver: ObserverOfNothing,
  matchMedia: matchMediaNever,
  ReadableStream,
  ResizeObserver: ObserverOfNothing,
  structuredClone: (value: unknown): unknown => deserialize(serialize(value)),
  TextDecoder,
  TextEncoder,
  TransformStream,
  WritableStream,
};

function define(target: object, name: string, value: unknown, isForced = false): void {
  if (!isForced && name in target && (target as Record<string, unknown>)[name] !== undefined) return;
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

/**
 * Style sheets stay empty. jsdom matches every rule of every sheet against every element whenever a computed style is
 * asked for, which each query by role and each audit does for each element; Fluent inserts a thousand rules. Half the
 * time of the component tests went there, and none of them rests on what Fluent's rules say.
 */
function keepStyleSheetsEmpty(): void {
  const style = document.head.appendChild(document.createElement('style'));
  if (style.sheet !== null) define(Object.getPrototypeOf(style.sheet) as object, 'insertRule', () => 0, true);
  style.remove();
}

if (typeof window !== 'undefined') {
  for (const [name, value] of Object.entries(missing)) define(globalThis, name, value);
  define(globalThis.crypto, 'subtle', webcrypto.subtle);
  define(Element.prototype, 'scrollIntoView', () => undefined);
  keepStyleSheetsEmpty();
}
