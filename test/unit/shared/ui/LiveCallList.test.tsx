/** @jest-environment jsdom */
// Live calls: state, party, timer.
import { act, screen, within } from '@testing-library/react';
import type { LiveCall } from '#shared/contracts';
import { LiveCallList } from '#shared/ui';
import { aLiveCall } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';

describe('LiveCallList', () => {
  it.each<[LiveCall['direction'], LiveCall['state'], string]>([
    ['incoming', 'alerting', 'Incoming call'],
    ['outgoing', 'alerting', 'Ringing at the other side'],
    ['outgoing', 'initiated', 'Dialling'],
    ['incoming', 'connected', 'In a call'],
    ['outgoing', 'hold', 'On hold'],
    ['incoming', 'queued', 'Waiting'],
    ['outgoing', 'fail', 'Not connected'],
  ])('names %s %s "%s"', (direction, state, text) => {
    renderUi(<LiveCallList calls={[aLiveCall({ direction, state })]} />);
    const card = screen.getByRole('article', { name: 'Bruno Sample' });
    expect(within(card).getByText(text)).toBeTruthy();
  });

  it('shows how long the call is up, by the clock of the service', () => {
    jest.useFakeTimers({ now: Date.parse('2026-11-20T07:00:00Z') });
    const answeredAt = '2026-11-20T07:02:00.000Z';
    renderUi(<LiveCallList calls={[aLiveCall({ state: 'connected', answeredAt })]} clockSkewMs={125_000} />);
    expect(screen.getByRole('timer').textContent).toBe('0:05');
    act(() => {
      jest.advanceTimersByTime(61_000);
    });
    expect(screen.getByRole('timer').textContent).toBe('1:06');
    jest.useRealTimers();
  });

  it('never shows a negative time', () => {
    renderUi(<LiveCallList calls={[aLiveCall({ startedAt: '2999-01-01T00:00:00.000Z' })]} />);
    expect(screen.getByRole('timer').textContent).toBe('0:00');
  });

  it.each<[string, Partial<LiveCall>, string]>([
    ['a number without name', { other: { number: '2016' }, e164: '+33199002016' }, '0199002016'],
    ['nothing', { other: {} }, 'Unknown caller'],
    ['markup', { other: { name: '<img src=x onerror=alert(1)>' } }, '<img src=x onerror=alert(1)>'],
    ['controls only', { other: { name: '\u202E\u0007' } }, 'Unknown caller'],
  ])('shows a party of %s harmlessly', (_what, change, name) => {
    const { e164: _e164, ...call } = aLiveCall();
    const { container } = renderUi(<LiveCallList calls={[{ ...call, ...change }]} />);
    expect(screen.getByRole('article', { name })).toBeTruthy();
    expect(container.querySelector('img')).toBeNull();
  });

  it('names the group a call came through', () => {
    renderUi(<LiveCallList calls={[aLiveCall({ group: { kind: 'queue', id: '700', name: 'Sales' } })]} />);
    expect(screen.getByText('0199002015 · via Sales')).toBeTruthy();
  });

  it('shows nothing when the call is over', () => {
    const { show } = renderUi(<LiveCallList calls={[aLiveCall()]} />);
    show(<LiveCallList calls={[]} />);
    expect(screen.queryByRole('article')).toBeNull();
  });
});
