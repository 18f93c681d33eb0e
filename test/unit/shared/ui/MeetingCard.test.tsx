/** @jest-environment jsdom */
// The meeting card and the list of numbers: what a click does, and what hostile texts cannot do.
import { screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { MeetingCard, NumberList, type MeetingView } from '#shared/ui';
import { renderUi } from './renderUi.tsx';

const meeting: MeetingView = {
  joinUrl: 'https://zoom.us/j/123456789',
  serviceName: 'Zoom',
  otherUrls: ['https://meet.example.com/other'],
  phones: [
    { number: '+33199002014', uri: 'tel:+33199002014,,123456789%23,,4321%23' },
    { number: '+442079460123', uri: 'tel:+442079460123,,123456789%23,,4321%23' },
  ],
  conferenceId: '123456789',
  pin: '4321',
};

describe('MeetingCard', () => {
  it('joins by a real link in a new window', () => {
    renderUi(<MeetingCard meeting={meeting} />);
    const join = screen.getByRole('link', { name: 'Join with Zoom' });
    expect([join.getAttribute('href'), join.getAttribute('target')]).toEqual([meeting.joinUrl, '_blank']);
    expect(join.getAttribute('rel')).toContain('noopener');
  });

  it('joins by phone with conference id and PIN, and says both', () => {
    renderUi(<MeetingCard meeting={meeting} />);
    const [first, other] = screen.getAllByRole('link', { name: /Join by phone/u });
    expect(first?.getAttribute('href')).toBe('tel:+33199002014,,123456789%23,,4321%23');
    expect(other?.getAttribute('href')).toBe('tel:+442079460123,,123456789%23,,4321%23');
    expect(screen.getByText('4321')).toBeTruthy();
  });

  it.each([
    [true, true],
    [false, false],
  ])('when the host says %p to a link, the browser stays out of it: %p', async (taken, isPrevented) => {
    const asked: string[] = [];
    const onOpenLink = (url: string): boolean => asked.push(url) > 0 && taken;
    const { user } = renderUi(<MeetingCard meeting={meeting} onOpenLink={onOpenLink} />);
    let wasPrevented: boolean | undefined;
    document.addEventListener(
      'click',
      (event) => {
        wasPrevented = event.defaultPrevented;
        // jsdom opens nothing.
        event.preventDefault();
      },
      { once: true },
    );
    await user.click(screen.getByRole('link', { name: 'meet.example.com/other' }));
    expect([asked, wasPrevented]).toEqual([['https://meet.example.com/other'], isPrevented]);
  });

  it('asks before it dials a number that costs more, and keeps the codes', async () => {
    const uri = 'tel:+870301234567,,123%23';
    const phones = [{ number: '+870301234567', uri }];
    const { user } = renderUi(<MeetingCard meeting={{ otherUrls: [], phones: [...phones, ...phones] }} />);
    expect(screen.queryByRole('link')).toBeNull();
    const [main, other] = screen.getAllByRole('button', { name: /Join by phone/u });
    if (main === undefined || other === undefined) throw new Error('two numbers');
    for (const button of [main, other]) {
      await user.click(button);
      expect(screen.getByRole('link', { name: 'Call +870301234567' }).getAttribute('href')).toBe(uri);
      await user.click(screen.getByRole('button', { name: 'Cancel' }));
    }
  });

  it('rings the phone where the person chose that, and keeps the link with the codes behind a menu', async () => {
    const { user, dialer } = renderUi(<MeetingCard meeting={meeting} />, { preferred: 'ring' });
    expect(screen.queryByRole('link', { name: /Join by phone/u })).toBeNull();
    const [main, other] = screen.getAllByRole('button', { name: /Join by phone/u });
    for (const button of [main, other]) await user.click(button ?? document.body);
    expect(dialer.did).toEqual(['ring +33199002014', 'ring +442079460123']);
    await user.click(screen.getByRole('button', { name: /More ways to call 0199002014/u }));
    const link = screen.getByRole('menuitem', { name: 'Call with this device’s phone app' });
    expect(link.getAttribute('href')).toBe('tel:+33199002014,,123456789%23,,4321%23');
    await user.click(link);
    expect(dialer.did.slice(2)).toEqual(['prefer tel', 'launch +33199002014']);
  });

  it('copies the number where the person chose that, and says so', async () => {
    const { user, dialer } = renderUi(<MeetingCard meeting={meeting} />, { preferred: 'copy' });
    expect(screen.queryAllByRole('link', { name: /Join by phone/u })).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Copy the number: 0199002014' }));
    expect(dialer.did).toEqual(['copy +33199002014']);
  });

  it('offers the number alone where phone links do not work', () => {
    renderUi(<MeetingCard meeting={meeting} />, { onLaunch: undefined });
    expect(screen.queryByRole('link', { name: /Join by phone/u })).toBeNull();
    expect(screen.getAllByRole('button', { name: /0199002014/u }).length).toBeGreaterThan(0);
  });

  it('has no fault an audit finds without layout', async () => {
    renderUi(
      <>
        <h2>x</h2>
        <MeetingCard meeting={meeting} />
        <NumberList label="x" numbers={[{ number: '+33199002014', e164: '+33199002014', isQuoted: false }]} />
      </>,
    );
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.filter(({ id }) => id !== 'region').map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

describe('NumberList', () => {
  const numbers = [
    { number: '+33199002016', e164: '+33199002016', kind: 'mobile', isQuoted: false },
    { number: '+33199002014;ext=12', e164: '+33199002014', isQuoted: true },
  ] as const;

  it('shows each number with its kind, a dial button and a copy button', async () => {
    const { user, dialer } = renderUi(<NumberList label="Numbers" numbers={numbers} />);
    const [mobile, quoted] = screen.getAllByRole('listitem');
    if (mobile === undefined || quoted === undefined) throw new Error('two rows');
    expect(within(mobile).getByText('Mobile')).toBeTruthy();
    expect(within(mobile).getByRole('link').getAttribute('href')).toBe('tel:+33199002016');
    expect(within(quoted).getByText('in an earlier message')).toBeTruthy();
    await user.click(within(mobile).getByRole('button', { name: 'Copy 0199002016' }));
    expect(dialer.did).toEqual(['copy +33199002016']);
  });
});
