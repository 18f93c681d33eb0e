// Colleagues' states on their way to everybody: gathered for a moment, the newest of each, and never too much at once.
import type { StreamItem } from '#bot/bridge';
import { LiveStream } from '../../../../bot/bridge/liveStream.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function listening(): {
  readonly stream: LiveStream;
  readonly told: { readonly id: string; readonly lineState: string }[][];
} {
  const stream = new LiveStream();
  const told: { readonly id: string; readonly lineState: string }[][] = [];
  stream.add('user-101', ({ event }: StreamItem) => {
    if (event.type === 'people') told.push(event.people);
  });
  return { stream, told };
}

describe('LiveStream', () => {
  it('tells the newest state of each colleague once', () => {
    const { stream, told } = listening();
    stream.colleague('user-102', 'ringing');
    stream.colleague('user-103', 'connected');
    stream.colleague('user-102', 'idle');
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([
      [
        { id: 'user-102', lineState: 'idle' },
        { id: 'user-103', lineState: 'connected' },
      ],
    ]);
  });

  it('tells a whole large company in parts, everybody once and with the newest state', () => {
    const { stream, told } = listening();
    for (let each = 0; each < 5_000; each += 1) stream.colleague(`user-${String(each)}`, 'idle');
    jest.advanceTimersByTime(250);
    stream.colleague('user-4999', 'ringing');
    jest.advanceTimersByTime(5_000);
    expect(told.map((people) => people.length)).toEqual([2_000, 2_000, 1_000]);
    expect(new Map(told.flat().map(({ id, lineState }) => [id, lineState])).get('user-4999')).toBe('ringing');
  });

  it('keeps nothing for somebody who comes later', () => {
    const stream = new LiveStream();
    const leave = stream.add('user-101', () => undefined);
    stream.colleague('user-102', 'ringing');
    leave();
    const later = jest.fn();
    stream.add('user-103', later);
    jest.advanceTimersByTime(1_000);
    expect(later).not.toHaveBeenCalled();
  });
});
