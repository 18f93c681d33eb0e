// Reads a text/event-stream as it arrives, however it is cut (WHATWG HTML 9.2.6, "Interpreting an event stream").
import { AppError } from '#shared/errors';

/** One dispatched event. `id` is the last id seen, also by earlier events; empty when none was. */
export interface SseMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/** Hears what the parser found. */
export interface SseHandlers {
  readonly onMessage: (message: SseMessage) => void;
  /** The server asks for this reconnection delay (ms). */
  readonly onRetry: (delayMs: number) => void;
}

/** Feed it decoded text in any pieces. */
export interface SseParser {
  /** Throws `service.unavailable` when one event grows beyond 4 MB of text. */
  push(chunk: string): void;
}

const maxEventLength = 4_194_304;

/** A parser for one connection; an unfinished event at its end is dropped, as the standard says. */
export function createSseParser(handlers: SseHandlers): SseParser {
  const event = createEventBuilder(handlers);
  let pending = '';
  let skipLineFeed = false;
  let atStart = true;

  const push = (chunk: string): void => {
    let text = chunk;
    if (text === '') return;
    if (atStart && text.startsWith('\uFEFF')) text = text.slice(1);
    atStart = false;
    // A CR LF pair may be cut between its two characters: the CR already ended the line.
    if (skipLineFeed && text.startsWith('\n')) text = text.slice(1);
    skipLineFeed = false;
    pending += text;
    takeLines();
    if (pending.length + event.size() > maxEventLength) {
      throw new AppError('service.unavailable', 'an event of the stream is too large');
    }
  };

  const takeLines = (): void => {
    const lineEnd = /\r\n|\r|\n/gu;
    let from = 0;
    for (let match = lineEnd.exec(pending); match !== null; match = lineEnd.exec(pending)) {
      event.line(pending.slice(from, match.index));
      from = match.index + match[0].length;
      skipLineFeed = match[0] === '\r' && from === pending.length;
    }
    pending = pending.slice(from);
  };

  return { push };
}

interface EventBuilder {
  line(text: string): void;
  size(): number;
}

/** Collects the fields of one event after another. */
function createEventBuilder(handlers: SseHandlers): EventBuilder {
  let name = '';
  let data: string[] = [];
  let size = 0;
  let id = '';

  const dispatch = (): void => {
    if (data.length > 0) handlers.onMessage({ event: name === '' ? 'message' : name, data: data.join('\n'), id });
    name = '';
    data = [];
    size = 0;
  };
  const field = (key: string, value: string): void => {
    if (key === 'data') {
      data.push(value);
      size += value.length + 1;
    } else if (key === 'event') name = value;
    else if (key === 'id' && !value.includes('\0')) id = value;
    else if (key === 'retry' && /^\d{1,9}$/u.test(value)) handlers.onRetry(Number(value));
  };
  const line = (text: string): void => {
    if (text === '') {
      dispatch();
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const key = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1);
    field(key, value.startsWith(' ') ? value.slice(1) : value);
  };
  return { line, size: () => size };
}
