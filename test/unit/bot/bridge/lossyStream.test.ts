// Recordings with messages lost, repeated and swapped: nothing throws, and a snapshot always brings every line to rest.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { AmiFramer, AmiMapper, type AmiMessage } from '#bot/pbx';
import { recordsOfCall } from '#shared/domain/call';
import { CallBook } from '../../../../bot/bridge/callBook.ts';

const folder = join(__dirname, '../../../fixtures/asterisk');
const device = /^(?:PJSIP|SIP)\/([^-@]+)/;
const recordings = readdirSync(folder).map((name) => ({
  name,
  messages: new AmiFramer().feed(readFileSync(join(folder, name))).messages,
}));
const phones = ['101', '102', '103', '104', '105'];
const ownerOf = (deviceId: string): string | undefined => (phones.includes(deviceId) ? `user-${deviceId}` : undefined);

/** What may go wrong with one message. */
const mishap = fc.record({ at: fc.nat(), how: fc.constantFrom('lose', 'repeat', 'swap') });

function spoiled(messages: readonly AmiMessage[], mishaps: readonly { at: number; how: string }[]): AmiMessage[] {
  const stream = [...messages];
  for (const { at, how } of mishaps) {
    const index = at % Math.max(1, stream.length - 1);
    const one = stream[index];
    const other = stream[index + 1];
    if (one === undefined || other === undefined) continue;
    if (how === 'lose') stream.splice(index, 1);
    else if (how === 'repeat') stream.splice(index, 0, one);
    else stream.splice(index, 2, other, one);
  }
  return stream;
}

describe('a stream with losses', () => {
  it.each(recordings)('comes to rest after a snapshot: $name', ({ messages }) => {
    fc.assert(
      fc.property(fc.array(mishap, { maxLength: 60 }), (mishaps) => {
        const mapper = new AmiMapper('pbx', device);
        const book = new CallBook();
        for (const { fields } of spoiled(messages, mishaps)) {
          for (const event of mapper.map(fields, 1)) {
            if (!('globalCallId' in event)) continue;
            const { key } = book.apply(event);
            const call = book.get(key);
            if (call !== undefined) recordsOfCall(call, ownerOf);
          }
        }
        for (const { call, connection } of book.missingFrom('pbx', [])) {
          book.apply({
            kind: 'connectionCleared',
            eventId: 'x',
            pbxId: 'pbx',
            occurredAt: 2,
            receivedAt: 2,
            globalCallId: call.globalCallId,
            connectionId: connection.connectionId,
            deviceId: connection.deviceId,
            cause: 'unknown',
            synthesized: true,
          });
        }
        for (const phone of phones) expect(book.lineState('pbx', phone)).toBe('idle');
      }),
      { numRuns: 25 },
    );
  });
});
