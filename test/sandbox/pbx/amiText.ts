// Writes AMI packets as Asterisk 22 does: one `Key: value` per line, a blank line at the end.
import type { Channel } from './channel.ts';

/** Keys and values in the order they go on the wire. */
export type Fields = readonly (readonly [string, string | number])[];

/** The manager classes the sandbox knows; each event belongs to one. */
export type EventClass = 'call' | 'agent' | 'user' | 'system' | 'dialplan' | 'cdr';

const lineEnd = '\r\n';
const stateWords: Readonly<Record<number, string>> = { 0: 'Down', 4: 'Ring', 5: 'Ringing', 6: 'Up' };

/** One packet. Line ends inside a value would forge a line, so they become spaces (Asterisk strips them too). */
export function packetText(fields: Fields): string {
  let text = '';
  for (const [key, value] of fields) text += `${key}: ${clean(value)}${lineEnd}`;
  return text + lineEnd;
}

/** An event with the headers every event carries: `Privilege` and, as `timestampevents=yes` does, `Timestamp`. */
export function eventText(eventClass: EventClass, name: string, fields: Fields): string {
  return packetText([['Event', name], ['Privilege', `${eventClass},all`], ['Timestamp', timestampNow()], ...fields]);
}

/** Seconds and microseconds since the epoch, as Asterisk writes them. */
export function timestampNow(): string {
  const micros = Math.round((performance.timeOrigin + performance.now()) * 1000);
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** The fourteen lines that describe a channel, each key with `prefix` before it. */
export function channelFields(channel: Channel, prefix = ''): Fields {
  return [
    [`${prefix}Channel`, channel.name],
    [`${prefix}ChannelState`, channel.state],
    [`${prefix}ChannelStateDesc`, stateWords[channel.state] ?? 'Unknown'],
    [`${prefix}CallerIDNum`, channel.callerNumber || '<unknown>'],
    [`${prefix}CallerIDName`, channel.callerName || '<unknown>'],
    [`${prefix}ConnectedLineNum`, channel.connectedNumber || '<unknown>'],
    [`${prefix}ConnectedLineName`, channel.connectedName || '<unknown>'],
    [`${prefix}Language`, 'en'],
    [`${prefix}AccountCode`, ''],
    [`${prefix}Context`, channel.context],
    [`${prefix}Exten`, channel.exten],
    [`${prefix}Priority`, channel.priority],
    [`${prefix}Uniqueid`, channel.uniqueid],
    [`${prefix}Linkedid`, channel.linkedid],
  ];
}

function clean(value: string | number): string {
  return typeof value === 'number' ? String(value) : value.replace(/[\r\n]+/g, ' ');
}
