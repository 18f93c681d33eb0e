// Writes stream items as server-sent events (HTML standard 9.2.5).
import type { StreamItem } from '#bot/bridge';

/** First lines of every stream: how long a client waits before it comes back, in milliseconds. */
export function formatRetry(retryMs: number): string {
  return `retry: ${String(retryMs)}\n\n`;
}

/** A comment that keeps proxies and watchdogs content. */
export const pingText = ': ping\n\n';

/** One event; JSON holds no raw line break, so one `data:` line is enough. */
export function formatItem(item: StreamItem): string {
  const id = item.id === undefined ? '' : `id: ${item.id.replace(/[\r\n\0]/g, '')}\n`;
  return `${id}event: ${item.event.type}\ndata: ${textOf(item.event)}\n\n`;
}

/** Lists of colleagues as they were written: every stream gets the same one, and in a large company it is megabytes. */
const peopleTexts = new WeakMap<object, string>();

function textOf(event: StreamItem['event']): string {
  if (!('people' in event)) return JSON.stringify(event);
  const { people, ...others } = event;
  const text = peopleTexts.get(people) ?? JSON.stringify(people);
  peopleTexts.set(people, text);
  return `${JSON.stringify(others).slice(0, -1)},"people":${text}}`;
}
