/** @jest-environment jsdom */
// The meetings of a day: what people read, what joins, and what hostile invitations cannot do.
import { screen, within } from '@testing-library/react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { stories as listStories } from '../../../fixtures/stories/MeetingList.stories.tsx';
import { stories as nextStories } from '../../../fixtures/stories/NextMeetingCard.stories.tsx';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

const french = async () => createTranslator('fr-FR', await loadMessages('fr'), 'Europe/Paris');

describe('MeetingList', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-20T09:30:00Z'), advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('shows what runs first, then the days in their order', () => {
    renderUi(storyNamed(listStories, 'a full day and the days after it'));
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['Now', 'Today', 'Tomorrow', 'Later']);
    const running = screen.getByRole('article', { name: 'Quarterly figures' });
    expect(within(running).getByText('Bruno Sample · Room 12')).toBeTruthy();
    expect(screen.getByRole('article', { name: 'No subject' }).textContent).toContain('All day');
  });

  it('joins by a real link in a new window, and by phone with id and PIN', () => {
    renderUi(storyNamed(listStories, 'a full day and the days after it'));
    const running = within(screen.getByRole('article', { name: 'Quarterly figures' }));
    const join = running.getByRole('link', { name: 'Join with Microsoft Teams: Quarterly figures' });
    expect(join.getAttribute('href')).toBe('https://teams.microsoft.com/l/meetup-join/19%3ameeting_one');
    expect([join.getAttribute('target'), join.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
    const [phone] = running.getAllByRole('link', { name: /^Join by phone/u });
    expect(phone?.getAttribute('href')).toBe('tel:+33199002014,,123456789%23,,4321%23');
  });

  it('keeps the other ways folded away, with the codes for whoever dials by hand', async () => {
    const { user } = renderUi(storyNamed(listStories, 'joined by phone only'));
    expect(screen.queryByRole('link', { name: /Join with/u })).toBeNull();
    await user.click(screen.getByText('More ways to join'));
    expect(screen.getByText('123456789')).toBeTruthy();
    expect(screen.getByText('4321')).toBeTruthy();
    expect(screen.getByText(/type these codes when you are asked/u)).toBeTruthy();
  });

  it('offers nothing to join of a cancelled meeting', () => {
    renderUi(storyNamed(listStories, 'cancelled'));
    expect(screen.getByText(/^Cancelled · /u)).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('shows hostile texts as texts', () => {
    const { container } = renderUi(storyNamed(listStories, 'long and hostile texts'));
    expect(screen.getByRole('heading', { name: '<b>x</b>\uFFFDtpircs' })).toBeTruthy();
    expect(container.querySelector('b, img, script')).toBeNull();
  });

  it('speaks French', async () => {
    renderUi(storyNamed(listStories, 'a full day and the days after it'), {}, await french());
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['Maintenant', 'Aujourd’hui', 'Demain', 'Plus tard']);
    expect(screen.getByRole('article', { name: 'Quarterly figures' }).textContent).toContain('10:00 – 11:00');
  });
});

describe('NextMeetingCard', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-11-20T08:50:30Z', 'Starts in 10 minutes'],
    ['2026-11-20T08:59:00Z', 'Starts in 1 minute'],
    ['2026-11-20T09:10:00Z', /^Running until /u],
  ])('at %s says %s', (now, text) => {
    jest.useFakeTimers({ now: Date.parse(now) });
    renderUi(storyNamed(nextStories, 'alone'));
    expect(screen.getByText(text)).toBeTruthy();
  });

  it.each([
    ['alone', '2026-11-20T05:00:00Z'],
    ['all day', '2026-11-20T09:10:00Z'],
  ])('says nothing of the start when it is %s', (story, now) => {
    jest.useFakeTimers({ now: Date.parse(now) });
    renderUi(storyNamed(nextStories, story));
    expect(screen.queryByText(/Starts in|Running until/u)).toBeNull();
  });

  it('names what else is at the same time', () => {
    renderUi(storyNamed(nextStories, 'with another at the same time'));
    const others = screen.getByRole('list', { name: '1 other meeting at the same time' });
    expect(within(others).getByRole('article', { name: 'Fire drill' })).toBeTruthy();
  });
});
