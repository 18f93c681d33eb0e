/** @jest-environment jsdom */
// The calls of this moment below a page: what is shown, done and said, and where the focus stays.
import { act, screen, within } from '@testing-library/react';
import type { CallAction, LiveCall } from '#shared/contracts';
import { LiveAnnouncer, LiveStrip, type LiveStripProps } from '#shared/ui';
import { aSharedLine, stories as lineStories } from '../../../fixtures/stories/SharedLineCard.stories.tsx';
import { stories } from '../../../fixtures/stories/LiveStrip.stories.tsx';
import { aLiveCall } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

const can: readonly CallAction[] = ['answer', 'hold', 'retrieve', 'clear'];
const names = (): readonly (string | null)[] =>
  screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label'));
const rows = (): readonly (string | null | undefined)[] =>
  screen.queryAllByRole('listitem').map((row) => row.querySelector('span')?.textContent);

describe('LiveStrip', () => {
  it('takes no room while there is no call', () => {
    renderUi(<LiveStrip calls={[]} lines={[aSharedLine()]} />);
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('shows an incoming call with what its card offers', () => {
    renderUi(storyNamed(stories, 'ringing'));
    expect(rows()).toEqual(['Incoming call: Bruno Sample']);
    expect(names()).toEqual(['Answer: Bruno Sample', 'Decline: Bruno Sample', 'Details: Bruno Sample']);
  });

  it('shows what rings before what goes on, and controls no line of others', () => {
    renderUi(storyNamed(stories, 'in a call while a line of somebody else rings'));
    expect(rows()).toEqual(['Chloé Specimen · 2001 rings: Bruno Sample', 'In a call: Bruno Sample']);
    const [shared] = screen.getAllByRole('listitem');
    expect(
      shared &&
        within(shared)
          .getAllByRole('button')
          .map(({ textContent }) => textContent),
    ).toEqual(['Details']);
  });

  it('leaves room for the page, and says how many calls it leaves out', () => {
    renderUi(storyNamed(stories, 'more calls than there is room for, the first refused'));
    expect(rows()).toHaveLength(2);
    expect(screen.getByText('and 2 more calls')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toBe('The phone system refused the request.');
  });

  it('offers nothing without the service', () => {
    renderUi(storyNamed(stories, 'shown only, long name'));
    expect(names()).toEqual([]);
  });

  it('does by the keyboard what was asked, of the call it was asked of', async () => {
    const did: string[] = [];
    const props: LiveStripProps = {
      calls: [aLiveCall({ can })],
      lines: [aSharedLine({ calls: [aLiveCall({ id: 'c8' })] })],
      onControl: (id, action) => void did.push(`${action} ${id}`),
      onShowCalls: () => void did.push('calls'),
      onShowLines: () => void did.push('lines'),
    };
    const { user } = renderUi(<LiveStrip {...props} />);
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await user.tab();
      await user.keyboard('{Enter}');
    }
    expect(did).toEqual(['answer c1', 'clear c1', 'calls', 'lines']);
  });

  it('hands the focus to the chosen tab when its call is over', () => {
    const { show } = renderUi(<Page calls={[aLiveCall({ can })]} />);
    act(() => {
      screen.getByRole('button', { name: 'Decline: Bruno Sample' }).focus();
    });
    show(<Page calls={[]} />);
    expect(document.activeElement).toBe(screen.getByRole('tab', { selected: true }));
  });

  it('takes the focus from nowhere else', () => {
    const { show } = renderUi(<Page calls={[aLiveCall({ can })]} />);
    act(() => {
      screen.getByRole('textbox').focus();
    });
    show(<Page calls={[]} />);
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
  });

  it('shows a caller’s markup as text', () => {
    const { container } = renderUi(<LiveStrip calls={[aLiveCall({ other: { name: '<b>x</b>' } })]} lines={[]} />);
    expect(rows()).toEqual(['Incoming call: <b>x</b>']);
    expect(container.querySelector('b')).toBeNull();
  });
});

function Page({ calls }: { readonly calls: readonly LiveCall[] }) {
  return (
    <>
      <div role="tablist">
        <button role="tab" aria-selected="false" />
        <button role="tab" aria-selected="true" />
      </div>
      <input />
      <LiveStrip calls={calls} lines={[]} onControl={() => undefined} />
    </>
  );
}

describe('LiveAnnouncer', () => {
  const said = (): string | null => screen.getByRole('status').textContent;

  it.each<[LiveCall['direction'], LiveCall['state'], string]>([
    ['incoming', 'alerting', 'Incoming call: Bruno Sample'],
    ['outgoing', 'alerting', 'Ringing at the other side: Bruno Sample'],
    ['incoming', 'connected', 'In a call: Bruno Sample'],
    ['outgoing', 'hold', 'On hold: Bruno Sample'],
  ])('says of %s %s "%s"', (direction, state, text) => {
    renderUi(<LiveAnnouncer calls={[aLiveCall({ direction, state })]} lines={[]} />);
    expect(said()).toBe(text);
  });

  it('says of lines of others only what rings', () => {
    renderUi(storyNamed(stories, 'announced'));
    expect(said()).toBe('In a call: Bruno Sample, Chloé Specimen · 2001 rings: Bruno Sample');
  });

  it('is there before the first call, and falls silent after the last', () => {
    const { show } = renderUi(<LiveAnnouncer calls={[]} lines={[]} />);
    const region = screen.getByRole('status');
    expect(region.textContent).toBe('');
    show(<LiveAnnouncer calls={[aLiveCall()]} lines={[]} />);
    expect(region.textContent).toBe('Incoming call: Bruno Sample');
    show(<LiveAnnouncer calls={[]} lines={[]} />);
    expect(region.textContent).toBe('');
  });

  it('is not said twice by the cards of the lines', () => {
    renderUi(storyNamed(lineStories, 'ringing'));
    expect(screen.queryByRole('status')).toBeNull();
  });
});
