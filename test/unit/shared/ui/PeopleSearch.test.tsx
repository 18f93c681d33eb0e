/** @jest-environment jsdom */
// People as they are found: rows, cards, states, keys.
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { PeopleSearch, PersonCard, PersonDialog, PersonRow } from '#shared/ui';
import { createTranslator, loadMessages } from '#shared/i18n';
import { stories as numberStories } from '../../../fixtures/stories/NumberList.stories.tsx';
import { stories as searchStories } from '../../../fixtures/stories/PeopleSearch.stories.tsx';
import { stories as cardStories } from '../../../fixtures/stories/PersonCard.stories.tsx';
import { stories as rowStories } from '../../../fixtures/stories/PersonRow.stories.tsx';
import {
  hostile,
  inTeams,
  manyNumbers,
  noNumber,
  personalContact,
  somePeople,
} from '../../../fixtures/stories/somePeople.ts';
import { renderUi } from './renderUi.tsx';

const hrefs = (inside = document.body): readonly (string | null)[] =>
  within(inside)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
const idle = {
  query: '',
  isSearching: false,
  isAnswered: true,
  onQueryChange: () => undefined,
  onRetry: () => undefined,
};

describe('PersonRow', () => {
  it('puts the number that is called by default first', () => {
    const mobile = manyNumbers.numbers[2];
    renderUi(<PersonRow person={manyNumbers} {...(mobile !== undefined && { preferred: mobile })} />);
    expect(hrefs().slice(0, 2)).toEqual(['tel:+33199003014', 'tel:2014']);
  });

  it('chats and mails where an address is known', () => {
    renderUi(<PersonRow person={manyNumbers} />);
    const chat = screen.getByRole('link', { name: 'Chat with Ada Example in Teams' });
    expect(chat.getAttribute('href')).toBe('https://teams.microsoft.com/l/chat/0/0?users=ada%40example.com');
    const mail = screen.getByRole('link', { name: 'Write a mail to Ada Example' });
    expect(mail.getAttribute('href')).toBe('mailto:ada%40example.com');
  });

  it('marks a personal contact and offers no chat with it', () => {
    renderUi(<PersonRow person={personalContact} />);
    expect(screen.getByText('Personal contact')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Chat/u })).toBeNull();
  });

  it('makes no link of an address that is none, and no markup of a name', () => {
    const { container } = renderUi(<PersonRow person={hostile} />);
    expect(hrefs().every((href) => href?.startsWith('tel:') === true)).toBe(true);
    expect(container.querySelector('b, img')).toBeNull();
    expect(screen.getByText(/<b>x<\/b>/u)).toBeTruthy();
  });

  it.each([
    ['Available', 'Available', 'Teams: Available'],
    ['Busy', 'InAMeeting', 'Teams: Busy, in a meeting'],
    ['DoNotDisturb', 'Presenting', 'Teams: Do not disturb, presenting'],
    ['Offline', 'OffWork', 'Teams: Offline'],
  ])('tells that Teams shows %s (%s)', (availability, activity, text) => {
    const presence = inTeams(availability, activity, 'many').get('many');
    renderUi(<PersonRow person={manyNumbers} {...(presence !== undefined && { presence })} />);
    expect(screen.getByText(text)).toBeTruthy();
  });

  it('says nothing of Teams while nothing is known', () => {
    const presence = inTeams('PresenceUnknown', 'PresenceUnknown', 'many').get('many');
    renderUi(<PersonRow person={manyNumbers} {...(presence !== undefined && { presence })} />);
    expect(screen.queryByText(/^Teams:/u)).toBeNull();
  });
});

describe('PersonCard', () => {
  it('adds any of the numbers to the speed dials, with the person where it is a colleague', async () => {
    const added: unknown[][] = [];
    const add = (...what: unknown[]): void => void added.push(what);
    const { user, show } = renderUi(<PersonCard person={manyNumbers} onAddSpeedDial={add} />);
    await user.click(screen.getByRole('button', { name: 'Add Ada Example, Mobile 0199003014 to speed dials' }));
    show(<PersonCard person={personalContact} onAddSpeedDial={add} />);
    await user.click(screen.getByRole('button', { name: /^Add Bruno Sample/u }));
    expect(added).toEqual([
      ['Ada Example', '+33199003014', 'many'],
      ['Bruno Sample', '+442079460001'],
    ]);
  });

  it('has every way to call behind each number', () => {
    renderUi(<PersonCard person={manyNumbers} />);
    expect(screen.getAllByRole('button', { name: /^More ways to call/u })).toHaveLength(4);
    expect(screen.queryByRole('button', { name: /^Add/u })).toBeNull();
  });
});

describe('PersonDialog', () => {
  const dialog = { title: 'Ada', number: '+33199002014', onClose: () => undefined };

  it('calls the number of the call itself while nobody is found', () => {
    const { show } = renderUi(<PersonDialog {...dialog} phase="looking" />);
    expect(hrefs()).toEqual(['tel:+33199002014']);
    show(<PersonDialog {...dialog} phase="unknown" />);
    expect(screen.getByText(/no other one is known/u)).toBeTruthy();
    show(<PersonDialog {...dialog} phase="found" person={manyNumbers} />);
    expect(hrefs()).toHaveLength(4);
  });
});

describe('PeopleSearch', () => {
  it('leads by arrows from the box through the results and back, and calls by Enter', async () => {
    const { user, dialer } = renderUi(<PeopleSearch {...idle} people={somePeople(20)} />);
    const row = (): string | null => document.activeElement?.getAttribute('data-person') ?? null;
    await user.click(screen.getByRole('searchbox'));
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(row()).toBe('p1');
    await user.keyboard('{End}');
    expect(row()).toBe('p19');
    await user.keyboard('{Home}{Enter}');
    expect(dialer.did).toEqual(['launch 2000']);
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('calls a typed number by Enter, and asks before an emergency call', async () => {
    const { user, dialer, show } = renderUi(<PeopleSearch {...idle} people={[]} query="0199002014" />);
    await user.click(screen.getByRole('searchbox'));
    await user.keyboard('{Enter}');
    show(<PeopleSearch {...idle} people={[]} query="112" />);
    await user.keyboard('{Enter}');
    expect(dialer.did).toEqual(['launch 0199002014', 'ask emergency 112']);
  });

  it('opens one person at a time', async () => {
    const { user } = renderUi(<PeopleSearch {...idle} people={[manyNumbers, personalContact]} />);
    await user.click(screen.getByRole('button', { name: 'Numbers and details of Ada Example' }));
    await user.click(screen.getByRole('button', { name: 'Numbers and details of Bruno Sample' }));
    expect(screen.getAllByRole('list', { name: /^Numbers of/u })).toHaveLength(1);
  });

  it('has one tab stop for the whole list', () => {
    renderUi(<PeopleSearch {...idle} people={somePeople(3)} />);
    const items = [...document.querySelectorAll<HTMLElement>('[data-person]')];
    expect(items.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
  });

  it('switches its sources', async () => {
    const chosen: unknown[] = [];
    const sources = { organisation: true, personal: true };
    const { user } = renderUi(
      <PeopleSearch {...idle} people={[]} sources={sources} onSourcesChange={(next) => chosen.push(next)} />,
    );
    await user.click(screen.getByRole('checkbox', { name: 'My contacts' }));
    await user.click(screen.getByRole('checkbox', { name: 'Organisation' }));
    expect(chosen).toEqual([
      { organisation: true, personal: false },
      { organisation: false, personal: true },
    ]);
  });

  it('shows all of a long answer', async () => {
    renderUi(<PeopleSearch {...idle} people={somePeople(50)} />);
    // Little by little: a dozen short steps.
    await waitFor(() => expect(screen.getByText('Person 49')).toBeTruthy(), { timeout: 10_000 });
  });
  it('keeps the rest and the smaller actions of a new answer until the person stands still', async () => {
    const { show } = renderUi(<PeopleSearch {...idle} people={[]} />);
    show(<PeopleSearch {...idle} people={somePeople(50)} />);
    expect(screen.getAllByRole('article')).toHaveLength(8);
    expect(screen.queryByRole('link', { name: /^Write a mail/u })).toBeNull();
    await waitFor(() => expect(screen.getByText('Person 49')).toBeTruthy(), { timeout: 10_000 });
    expect(screen.getAllByTitle(/^Write a mail/u)).toHaveLength(50);
  });
});

describe('the stories of people', () => {
  // Fifty rows are audited for longer than they are worth: each kind of row has a story of its own.
  const all = [...rowStories, ...cardStories, ...searchStories, ...numberStories].filter(
    ({ name }) => name !== 'fifty',
  );

  it.each(all.map((story) => [`${story.component}: ${story.name}`, story]))(
    '%s passes an audit without layout, in French',
    async (_name, story) => {
      const french = createTranslator('fr-FR', await loadMessages('fr'));
      const { container } = renderUi(story.render(), {}, french);
      expect(container.querySelector('b, script, img')).toBeNull();
      expect(container.textContent).not.toMatch(/\b(?:Phone|Numbers|Personal|Nobody|Search)\b/u);
      // A story is a part of a page: landmarks and headings are the page's.
      const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
      const { violations } = await axe.run(container, { rules });
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  it('offer nothing to call where there is no number', () => {
    renderUi(<PersonRow person={noNumber} />);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
