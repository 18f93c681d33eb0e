/** @jest-environment jsdom */
// Frame, banners, people search, and the texts they are made of.
import { screen, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import {
  AppShell,
  DegradedBanner,
  DialStatusBanner,
  ErrorState,
  PeopleSearch,
  SignInBanner,
  pageOf,
  type AppPage,
} from '#shared/ui';
import type { LineState } from '#shared/domain/presence';
import { createTranslator, loadMessages } from '#shared/i18n';
import { plainText } from '../../../../shared/ui/text/plainText.ts';
import { aPerson } from '../../../support/aRecord.ts';
import { renderUi } from './renderUi.tsx';

const pages: readonly AppPage[] = ['home', 'calls', 'contacts', 'dialPad'];

describe('AppShell', () => {
  it('shows the page under its tab and changes by click and key', async () => {
    const chosen: string[] = [];
    const { user } = renderUi(
      <AppShell pages={pages} page="home" onPageChange={(page) => chosen.push(page)} presence="busy">
        content
      </AppShell>,
    );
    expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Home', 'Calls', 'Contacts', 'Dial pad']);
    expect(screen.getByRole('tabpanel', { name: 'Home' }).textContent).toBe('content');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Home');
    expect(screen.getByRole('img', { name: 'Your phone: In a call' })).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Contacts' }));
    screen.getByRole('tab', { name: 'Home' }).focus();
    await user.keyboard('{ArrowRight}{ArrowLeft}');
    expect(chosen).toEqual(['contacts', 'calls', 'dialPad']);
  });

  it('speaks French', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    renderUi(<AppShell pages={pages} page="calls" onPageChange={() => undefined} children={null} />, {}, french);
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Appels');
  });

  it.each([
    ['calls', 'calls'],
    ['dialPad', 'dialPad'],
    ['item', undefined],
    ['settings', undefined],
    ['constructor', undefined],
    [undefined, undefined],
  ])('reads the deep link %p as %p', (name, page) => {
    expect(pageOf(name, pages)).toBe(page);
  });
});

describe('DegradedBanner', () => {
  type Props = Omit<ComponentProps<typeof DegradedBanner>, 'onRetry'>;
  it.each<[Props, RegExp | null]>([
    [{ connection: 'open', pbx: 'up' }, null],
    [{ connection: 'connecting' }, null],
    [{ connection: 'open', pbx: 'connecting' }, null],
    [{ connection: 'lost', pbx: 'down' }, /phone service cannot be reached\. Calling from this device still works/u],
    [{ connection: 'lost', lostSinceMs: Date.now() }, /It has been so since \d/u],
    [{ connection: 'lost', copyFromMs: Date.now() }, /what this device last knew, from \d/u],
    [{ connection: 'open', pbx: 'down', pbxDownSinceMs: Date.now() }, /phone system.*It has been so since \d/u],
    [{ connection: 'open', pbx: 'up', isGraphAway: true }, /Microsoft 365 cannot be reached/u],
    [{ connection: 'open', pbx: 'down' }, /phone system cannot be reached/u],
    [{ connection: 'open', error: 'auth.forbidden' }, /not allowed/u],
  ])('for %j says %s', (props, text) => {
    const { container } = renderUi(<DegradedBanner {...props} onRetry={() => undefined} />);
    if (text === null) expect(container.textContent).toBe('');
    else expect(screen.getByText(text)).toBeTruthy();
  });

  it('tries again when asked', async () => {
    const tries: string[] = [];
    const { user } = renderUi(<DegradedBanner connection="lost" onRetry={() => void tries.push('now')} />);
    await user.click(screen.getByRole('button', { name: 'Try now' }));
    expect(tries).toEqual(['now']);
  });
});

describe('SignInBanner', () => {
  it('asks, waits and tells why it failed', async () => {
    const asked: string[] = [];
    const signIn = (): void => void asked.push('sign in');
    const { user, show } = renderUi(<SignInBanner isBusy={false} onSignIn={signIn} />);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    show(<SignInBanner isBusy onSignIn={signIn} />);
    await user.click(screen.getByRole('button', { name: 'Signing in…' }));
    expect(asked).toEqual(['sign in']);
    show(<SignInBanner isBusy={false} error="signIn.failed" onSignIn={signIn} />);
    expect(screen.getByRole('alert').textContent).toMatch(/sign-in did not work/u);
  });
});

describe('DialStatusBanner', () => {
  it.each([
    ['asking', 'Asking the phone system to call 0199002015…'],
    ['ringing', 'Your phone is ringing. Pick it up to call 0199002015.'],
    ['copied', '0199002015 copied'],
    ['copyFailed', 'The number could not be copied. It is 0199002015.'],
  ] as const)('tells %s', (kind, text) => {
    renderUi(<DialStatusBanner status={{ kind, number: '+33199002015' }} onDismiss={() => undefined} />);
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('tells why a call was not placed, and can be closed', async () => {
    const closed: string[] = [];
    const status = { kind: 'failed', number: '0899', code: 'dial.notAllowed' } as const;
    const { user } = renderUi(<DialStatusBanner status={status} onDismiss={() => void closed.push('closed')} />);
    expect(screen.getByRole('alert').textContent).toContain('may not be called');
    await user.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(closed).toEqual(['closed']);
  });
});

describe('ErrorState', () => {
  it('offers another try only where there is one', () => {
    const { show } = renderUi(<ErrorState code="service.unavailable" onRetry={() => undefined} />);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    show(<ErrorState code="auth.forbidden" />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('PeopleSearch', () => {
  type Props = ComponentProps<typeof PeopleSearch>;
  const idle: Props = {
    query: '',
    people: [],
    isSearching: false,
    isAnswered: true,
    onQueryChange: () => undefined,
    onRetry: () => undefined,
  };

  it('shows a person with every number, each ready to call', async () => {
    renderUi(<PeopleSearch {...idle} people={[aPerson()]} />);
    const row = screen.getByRole('article', { name: 'Chloé Specimen' });
    expect(within(row).getByText('Buyer · Purchasing')).toBeTruthy();
    expect(
      within(row)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['tel:2016', 'tel:+33199002016']);
    expect(within(row).queryByRole('link', { name: /Chat|mail/u })).toBeNull();
    // Said once the person has stopped typing.
    expect(await screen.findByText('1 person')).toBe(screen.getByRole('status'));
  });

  it.each<[LineState, string]>([
    ['idle', 'Available'],
    ['ringing', 'Ringing'],
    ['dialling', 'Dialling'],
    ['connected', 'In a call'],
    ['held', 'In a call, on hold'],
    ['conference', 'In a conference'],
    ['doNotDisturb', 'Do not disturb'],
    ['unregistered', 'Phone not connected'],
    ['unknown', 'Phone state unknown'],
  ])('writes out the line state %s as "%s"', (lineState, text) => {
    renderUi(<PeopleSearch {...idle} people={[aPerson({ lineState })]} />);
    expect(screen.getByText(`Phone: ${text}`)).toBeTruthy();
  });

  it('offers to call a typed number', () => {
    renderUi(<PeopleSearch {...idle} query="01 99 00 20 16" />);
    expect(screen.getByRole('link', { name: 'Call 01 99 00 20 16' }).getAttribute('href')).toBe('tel:0199002016');
  });

  it.each<[Partial<Props>, RegExp]>([
    [{}, /No contacts to show/u],
    [{ query: 'zzz' }, /Nobody found/u],
    [{ query: 'zzz', isAnswered: false, error: 'graph.unavailable' }, /Microsoft 365 cannot be reached/u],
  ])('explains itself for %j', (change, text) => {
    renderUi(<PeopleSearch {...idle} {...change} />);
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('tells what is typed', async () => {
    const typed: string[] = [];
    const { user } = renderUi(<PeopleSearch {...idle} onQueryChange={(text) => typed.push(text)} />);
    await user.type(screen.getByRole('searchbox'), 'ab');
    expect(typed).toEqual(['a', 'b']);
  });
});

describe('plainText', () => {
  it.each([
    ['Ada Example', 'Ada Example'],
    ['<b>x</b>', '<b>x</b>'],
    ['a\u0000b\u202Ec', 'a\uFFFDb\uFFFDc'],
    ['\u202E\u200B', ''],
    ['  ', ''],
    ['👩‍💻 Ada', '👩‍💻 Ada'],
    ['عائشة', 'عائشة'],
    [undefined, ''],
  ])('shows %p as %p', (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it('cuts what is endless', () => {
    expect(plainText('x'.repeat(10_000))).toHaveLength(256);
  });
});
