/** @jest-environment jsdom */
// The voicemail card: what waits, one click to listen, and how to get in the first time and from outside.
import { screen } from '@testing-library/react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { stories } from '../../../fixtures/stories/VoicemailCard.stories.tsx';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

describe('VoicemailCard', () => {
  it('tells new, urgent and heard messages', () => {
    renderUi(storyNamed(stories, 'new, urgent and heard messages'));
    expect(screen.getByText('3 new messages')).toBeTruthy();
    expect(screen.getByText('1 urgent · 7 heard messages')).toBeTruthy();
  });

  it('tells a lamp for what it is, and whose it is', () => {
    renderUi(storyNamed(stories, 'a lamp without counts, two lines'));
    const boxes = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(boxes).toEqual(['New messagesline 2014', 'No new messageline 2015']);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('asks before it has the phone system dial a code with a star', async () => {
    const { user, dialer } = renderUi(storyNamed(stories, 'new, urgent and heard messages'));
    await user.click(screen.getByRole('button', { name: 'Listen to messages: *97' }));
    expect(dialer.did).toEqual(['ask serviceCode *97']);
    await user.click(screen.getByRole('button', { name: 'Dial *97' }));
    expect(dialer.did).toEqual(['ask serviceCode *97', 'ring *97 confirmed']);
  });

  it('lets the code be copied where the phone system places no calls', async () => {
    const { user, dialer } = renderUi(storyNamed(stories, 'new, urgent and heard messages'), { onRing: undefined });
    await user.click(screen.getByRole('button', { name: 'Listen to messages: *97' }));
    await user.click(screen.getByRole('button', { name: 'Copy the number' }));
    expect(dialer.did).toEqual(['ask serviceCode *97', 'copy *97']);
  });

  it('dials a plain code like any number', () => {
    renderUi(storyNamed(stories, 'nothing new'));
    const link = screen.getByRole('link', { name: /^Listen to messages: 6500/u });
    expect(link.getAttribute('href')).toBe('tel:6500');
  });

  it.each([
    ['new, urgent and heard messages', 'Dial your own extension 2014 from your office phone.'],
    ['nothing new', 'Dial 6500 from your office phone.'],
    ['codes alone', 'Call voicemail from your office phone.'],
  ])('shows the steps of the site when there are %s', (story, step) => {
    renderUi(storyNamed(stories, story));
    expect(screen.getByText(step)).toBeTruthy();
  });

  it.each([
    ['new, urgent and heard messages', 'During the greeting press *.'],
    ['codes alone', 'During the greeting press #1.'],
  ])('tells the way in from outside for %s', (story, step) => {
    renderUi(storyNamed(stories, story));
    expect(screen.getByText(step)).toBeTruthy();
  });

  it('shows hostile texts as texts, in French too', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    const { container } = renderUi(storyNamed(stories, 'hostile texts'), {}, french);
    expect(screen.getByText('ligne <b>x</b>')).toBeTruthy();
    expect(container.querySelector('b')).toBeNull();
  });
});
