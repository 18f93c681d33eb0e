/** @jest-environment jsdom */
// The call log as people see it.
import { fireEvent, screen, within } from '@testing-library/react';
import fc from 'fast-check';
import type { CallRecordWire } from '#shared/contracts';
import { CallFilterBar, CallLogList, ShortCallList } from '#shared/ui';
import { topsOf, windowAt } from '../../../../shared/ui/components/CallLogList/useWindow.ts';
import { aRecord } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';

interface Item {
  readonly record: CallRecordWire;
  readonly count: number;
  readonly startsDay: boolean;
}

const item = (n: number, change: Partial<CallRecordWire> = {}): Item => ({
  record: aRecord({ id: `r${String(n)}`, other: { name: `Person ${String(n)}` }, ...change }),
  count: 1,
  startsDay: n === 0,
});
const items = (count: number): readonly Item[] => Array.from({ length: count }, (_, n) => item(n));
const focused = (): string => document.activeElement?.textContent ?? '';

describe('a row', () => {
  it.each<[Partial<CallRecordWire>, string]>([
    [{ outcome: 'answered' }, 'Answered'],
    [{ outcome: 'missed' }, 'Missed'],
    [{ outcome: 'voicemail' }, 'Missed, went to voicemail'],
    [{ outcome: 'answeredElsewhere', answeredBy: { name: 'Chloé Specimen' } }, 'Answered by Chloé Specimen'],
    [{ outcome: 'answeredElsewhere' }, 'Answered by a colleague'],
    [{ outcome: 'busy', direction: 'outgoing' }, 'Busy'],
    [{ outcome: 'rejected' }, 'Declined'],
    [{ outcome: 'cancelled', direction: 'outgoing' }, 'Not answered'],
    [{ outcome: 'failed', direction: 'outgoing' }, 'Failed'],
    [{ group: { kind: 'queue', id: '7', name: 'Sales' } }, 'queue Sales'],
    [{ group: { kind: 'ringGroup', id: '7' } }, 'via 7'],
    [{ outcome: 'missed', answeredBy: { number: '2016' } }, 'Answered by 2016'],
    [{ originalTarget: { name: 'Ada Example' } }, 'for Ada Example'],
    [{ transferredFrom: { name: 'Ada Example' } }, 'transferred by Ada Example'],
    [{ transferredTo: { name: 'Ada Example' } }, 'transferred to Ada Example'],
    [{ endUnknown: true }, 'end not seen'],
  ])('of %j says "%s"', (change, text) => {
    renderUi(<CallLogList rows={[item(0, change)]} />);
    const row = screen.getByRole('listitem');
    expect(within(row).getByText(new RegExp(`^(· )?${text}$`, 'u'))).toBeTruthy();
    const direction = change.direction === 'outgoing' ? 'Outgoing' : 'Incoming';
    expect(within(row).getByRole('img', { name: direction })).toBeTruthy();
  });

  it('tells talk time, and for a missed call how long it rang', () => {
    renderUi(<CallLogList rows={[item(0), item(1, { outcome: 'missed' }), item(2, { outcome: 'busy' })]} />);
    const [talked, missed, busy] = screen.getAllByRole('listitem');
    expect(talked?.textContent).toContain('1 minute 5 seconds');
    expect(missed?.textContent).toContain('rang 10 seconds');
    expect(busy?.textContent).not.toMatch(/\d seconds/u);
  });

  it('calls back by a link, and has none when the number is withheld', () => {
    const { e164: _e164, ...withheld } = aRecord({ id: 'w', other: {} });
    renderUi(<CallLogList rows={[item(0), { record: withheld, count: 1, startsDay: false }]} />);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['tel:+33199002015']);
    expect(screen.getByText('Unknown caller')).toBeTruthy();
  });

  it('shows the count of equal calls', () => {
    renderUi(<CallLogList rows={[{ ...item(0), count: 3 }]} />);
    expect(screen.getByText('(3)')).toBeTruthy();
  });
});

describe('CallLogList', () => {
  it('renders a screenful of ten thousand, and says how many there are', () => {
    renderUi(<CallLogList rows={items(10_000)} />);
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('10000');
  });

  it('heads each day', () => {
    renderUi(<CallLogList rows={[item(0), { ...item(1), startsDay: true }]} />);
    expect(screen.getAllByRole('heading')).toHaveLength(2);
  });

  it('moves by keys from row to row, and calls back by Enter', async () => {
    const { user, dialer } = renderUi(<CallLogList rows={items(500)} />);
    await user.tab();
    expect(focused()).toContain('Person 0');
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(focused()).toContain('Person 1');
    await user.keyboard('{PageDown}');
    expect(focused()).toContain('Person 11');
    await user.keyboard('{End}');
    expect(focused()).toContain('Person 499');
    await user.keyboard('{Home}{ArrowUp}{Enter}');
    expect(focused()).toContain('Person 0');
    expect(dialer.did).toEqual(['launch +33199002015']);
  });

  it('keeps the focus on its row when a newer call comes in above', async () => {
    const { user, show } = renderUi(<CallLogList rows={items(5)} />);
    await user.tab();
    await user.keyboard('{ArrowDown}');
    show(<CallLogList rows={[{ ...item(9), startsDay: true }, ...items(5)]} />);
    expect(focused()).toContain('Person 1');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toContain('Person 2');
  });

  it('asks for more near its end, once per page', () => {
    const asked: string[] = [];
    const more = (): void => void asked.push('more');
    const { show } = renderUi(<CallLogList rows={items(5)} onEndNear={more} />);
    show(<CallLogList rows={items(5)} onEndNear={more} end="loading" />);
    expect(screen.getByText('Loading older calls…')).toBeTruthy();
    expect(asked).toEqual(['more']);
    show(<CallLogList rows={items(10)} onEndNear={more} />);
    expect(asked).toEqual(['more', 'more']);
  });

  it('does not ask while the end is far', () => {
    const asked: string[] = [];
    renderUi(<CallLogList rows={items(500)} onEndNear={() => void asked.push('more')} />);
    expect(asked).toEqual([]);
  });

  it('offers another try when older calls failed', async () => {
    const asked: string[] = [];
    const { user } = renderUi(<CallLogList rows={items(2)} end="failed" onEndNear={() => void asked.push('more')} />);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(asked).toEqual(['more']);
  });

  it('shows other rows when it is scrolled', () => {
    renderUi(<CallLogList rows={items(1000)} />);
    const scroller = screen.getByRole('list').parentElement as HTMLElement;
    scroller.scrollTop = 56 * 500;
    fireEvent.scroll(scroller);
    expect(screen.getByText('Person 500')).toBeTruthy();
    expect(screen.queryByText('Person 300')).toBeNull();
  });

  it('keeps the rows in sight in their place when a call comes in above, and shows it at once at the top', () => {
    const more = [{ ...item(1000), startsDay: true }, ...items(100)];
    const { show } = renderUi(<CallLogList rows={items(100)} />);
    const scroller = screen.getByRole('list').parentElement as HTMLElement;
    show(<CallLogList rows={more} />);
    expect(scroller.scrollTop).toBe(0);
    show(<CallLogList rows={items(100)} />);
    scroller.scrollTop = 1000;
    fireEvent.scroll(scroller);
    show(<CallLogList rows={more} />);
    // One row and one heading of a day.
    expect(scroller.scrollTop).toBe(1000 + 56 + 40);
  });
});

describe('windowAt', () => {
  it('always holds every row in sight, and never much more', () => {
    const heights = fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(heights, fc.nat(20_000), fc.integer({ min: 1, max: 900 }), (rows, top, height) => {
        const tops = topsOf(rows.length, (index) => rows[index] ?? 0);
        const { first, end } = windowAt(tops, top, height);
        rows.forEach((row, index) => {
          const from = tops[index] ?? 0;
          const isInSight = from < top + height && from + row > top;
          if (isInSight) expect(index >= first && index < end).toBe(true);
        });
        expect(first >= 0 && end <= rows.length && end - first <= height / 20 + 19).toBe(true);
      }),
    );
  });
});

describe('CallFilterBar', () => {
  it('chooses by click and by arrow keys', async () => {
    const chosen: string[] = [];
    const { user } = renderUi(
      <CallFilterBar filter="all" onFilterChange={(filter) => chosen.push(filter)} panelId="log" />,
    );
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('All');
    await user.click(screen.getByRole('tab', { name: 'Voicemail' }));
    screen.getByRole('tab', { name: 'All' }).focus();
    await user.keyboard('{ArrowRight}{ArrowLeft}{End}{Home}');
    expect(chosen).toEqual(['voicemail', 'missed', 'voicemail', 'voicemail', 'all']);
  });
});

describe('ShortCallList', () => {
  it('names the day of calls that are not of today', () => {
    jest.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
    renderUi(<ShortCallList rows={[item(0), item(1, { startedAt: '2026-11-21T11:00:00.000Z' })]} label="Recent" />);
    const times = screen.getAllByRole('time').map((time) => time.textContent);
    jest.useRealTimers();
    expect(times[0]).toMatch(/^Yesterday /u);
    expect(times[1]).toMatch(/^\d\d:00$/u);
  });
});
