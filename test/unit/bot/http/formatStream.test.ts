// Stream items on the wire: what is the same for everybody is written once.
import type { StreamEvent } from '#shared/contracts';
import { formatItem } from '../../../../bot/http/formatStream.ts';

const people: Extract<StreamEvent, { type: 'people' }>['people'] = [{ id: 'user-101', lineState: 'ringing' }];
const snapshot = {
  type: 'snapshot',
  calls: [],
  presence: 'available',
  pbx: 'up',
  lines: [{ extension: '101', state: 'idle' }],
  people,
  mailboxes: [],
} as const satisfies Extract<StreamEvent, { type: 'snapshot' }>;

function dataOf(text: string): unknown {
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '');
}

describe('formatItem', () => {
  it.each<StreamEvent>([snapshot, { ...snapshot, people: [] }, { type: 'people', people }, { type: 'phone' }])(
    'writes %j so that it reads as what it is',
    (event) => {
      const text = formatItem({ id: '7', event });
      expect(text).toMatch(/^id: 7\nevent: \w+\ndata: .*\n\n$/);
      expect(dataOf(text)).toEqual(event);
    },
  );

  it('writes a list of colleagues once for all streams', () => {
    const toJSON = jest.fn(() => ({ id: 'user-102', lineState: 'idle' }));
    const many = [{ id: 'user-102', lineState: 'idle' as const, toJSON }];
    for (const event of [
      { ...snapshot, people: many },
      { type: 'people' as const, people: many },
    ])
      expect(dataOf(formatItem({ event }))).toMatchObject({ people: [{ id: 'user-102', lineState: 'idle' }] });
    expect(toJSON).toHaveBeenCalledTimes(1);
  });
});
