// What a bad line does to manager events: each comes again, or neighbours change places that concern different channels.
import type { Changer } from '../wire.ts';
import type { Disturbance } from '../TestPbx.ts';

const packetEnd = '\r\n\r\n';
const channelId = /^\w*Uniqueid: (\S+)\r?$/gm;

/** A changer of one connection. */
export function amiChanger(disturbance: Disturbance): Changer {
  if (disturbance === 'none') return (bytes) => bytes;
  let rest = '';
  let hasGreeted = false;
  return (bytes) => {
    rest += bytes.toString('latin1');
    let out = '';
    if (!hasGreeted) {
      const end = rest.indexOf('\r\n') + 2;
      hasGreeted = true;
      out = rest.slice(0, end);
      rest = rest.slice(end);
    }
    const packets = rest.split(packetEnd);
    rest = packets.pop() ?? '';
    const changed = disturbance === 'replayed' ? packets.flatMap(twice) : swapped(packets);
    return Buffer.from(out + changed.map((packet) => packet + packetEnd).join(''), 'latin1');
  };
}

/** An event by itself; what answers a request comes once. */
function isEvent(packet: string): boolean {
  return packet.startsWith('Event: ') && !packet.includes('\nActionID: ');
}

function twice(packet: string): readonly string[] {
  return isEvent(packet) ? [packet, packet] : [packet];
}

/** Every second pair changes places where nothing in Asterisk orders the two. */
function swapped(packets: readonly string[]): readonly string[] {
  const out = [...packets];
  for (let at = 0; at + 1 < out.length; at += 2) {
    const [one = '', other = ''] = out.slice(at, at + 2);
    if (isEvent(one) && isEvent(other) && areApart(one, other)) out.splice(at, 2, other, one);
  }
  return out;
}

function areApart(one: string, other: string): boolean {
  const ids = new Set([...one.matchAll(channelId)].map(([, id]) => id));
  const others = [...other.matchAll(channelId)].map(([, id]) => id);
  // Without a channel they are about a phone or a mailbox, and those are told in order.
  return ids.size > 0 && others.length > 0 && others.every((id) => !ids.has(id));
}
