// Makes facts fit for a log line: redacted by key, masked by content, bounded, and safe against any value.
import { maskId, maskNumber, maskText } from '#shared/domain/masking';
import { AppError } from '#shared/errors';
import type { LogFacts } from './LoggerPort.ts';

const maxDepth = 6;
const maxEntries = 50;
const hidden = '[hidden]';
const hiddenName = '[name]';

// Keys are compared in lower case without `-`, `_`, `.` and spaces.
const secretKey = /secret|passw|pwd|token|authorization|cookie|credential|assertion|privatekey|apikey|^key$|^jwt$/;
const nameKey = /names?$|jobtitle|^department$|^e?mails?$|^upn$|^person$/;
// Names that are not a person's.
const plainNameKey =
  /^(?:host|file|path|event|type|server|table|class|op|operation|metric|code|error|action|queue|tenant|pbx|route|part)names?$/;
const numberKey =
  /number|phone|mobile|e164|^tels?$|callerid|connectedline|^caller$|^called$|^calling$|^callee$|^dialstring$|^exten$|^digits$|^fax$/;
// A party or the two ends of a call's state change: single words such as `alerting` stay.
const endKey = /^(?:from|to|other|target|party)$/;
const idKey =
  /^(?:global|open)?(?:call|connection|event|request|record|stream|tenant|user|pbx|trace|linked|unique|action)?ids?$/;
// Lines written by pino itself; facts of the same name get an underscore.
const reservedKeys: readonly string[] = ['level', 'time', 'event', 'pid', 'hostname'];

type Rule = (value: string) => string;

/** The facts as they may be written. Never throws. */
export function redactFacts(facts: LogFacts): Record<string, unknown> {
  const redacted = redactMap(facts, 0, new Set());
  const entries = Object.entries(redacted).map(([key, value]) => [reservedKeys.includes(key) ? `${key}_` : key, value]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function redactMap(map: object, depth: number, above: ReadonlySet<object>): Record<string, unknown> {
  const keys = safely(() => Object.keys(map)) ?? [];
  const entries = keys.slice(0, maxEntries).map((key) => {
    const read = safely(() => (map as Record<string, unknown>)[key]);
    return [maskText(key), redactByKey(key, read, depth, above)] as const;
  });
  return Object.fromEntries(entries);
}

function redactByKey(key: string, value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  const plain = key.toLowerCase().replace(/[-_.\s]/g, '');
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  if (secretKey.test(plain)) return hidden;
  if (nameKey.test(plain) && !plainNameKey.test(plain)) return hiddenName;
  return redactValue(value, ruleFor(plain), depth, above);
}

function ruleFor(plainKey: string): Rule {
  if (numberKey.test(plainKey)) return maskNumber;
  if (endKey.test(plainKey)) return maskEnd;
  return idKey.test(plainKey) ? maskId : maskText;
}

function maskEnd(value: string): string {
  return /^[a-z][A-Za-z]{1,24}$/.test(value) ? value : maskNumber(value);
}

function redactValue(value: unknown, rule: Rule, depth: number, above: ReadonlySet<object>): unknown {
  switch (typeof value) {
    case 'string':
      return rule(value);
    case 'number':
      return rule === maskNumber || rule === maskEnd
        ? maskNumber(String(value))
        : Number.isFinite(value)
          ? value
          : String(value);
    case 'bigint':
      return rule(String(value));
    case 'object':
      return value === null ? null : redactObject(value, rule, depth, above);
    case 'undefined':
    case 'boolean':
      return value;
    default:
      return `[${typeof value}]`;
  }
}

function redactObject(value: object, rule: Rule, depth: number, above: ReadonlySet<object>): unknown {
  if (above.has(value)) return '[circular]';
  if (depth >= maxDepth) return '[deep]';
  const inside = new Set(above).add(value);
  if (value instanceof Error) return redactError(value, depth, inside);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof URL) return rule(value.href);
  if (value instanceof Map)
    return redactMap(Object.fromEntries([...value].map(([k, v]) => [String(k), v])), depth + 1, inside);
  if (Array.isArray(value) || value instanceof Set) {
    const items = [...(value as Iterable<unknown>)];
    return items.slice(0, maxEntries).map((item) => redactValue(item, rule, depth + 1, inside));
  }
  return redactMap(value, depth + 1, inside);
}

function redactError(error: Error, depth: number, inside: ReadonlySet<object>): Record<string, unknown> {
  const code = 'code' in error ? { code: maskText(String(error.code)) } : {};
  const facts = error instanceof AppError ? { facts: redactMap(error.facts, depth + 1, inside) } : {};
  const cause = error.cause === undefined ? {} : { cause: redactValue(error.cause, maskText, depth + 1, inside) };
  const stack = error instanceof AppError ? {} : { stack: maskText(stackOf(error)) };
  return { type: maskText(error.name), message: maskText(error.message), ...code, ...facts, ...stack, ...cause };
}

/** Only the frames: the first lines repeat the message. */
function stackOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, 8).join('\n');
}

/** A getter or a proxy of somebody else's object may throw; a log line must not. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
