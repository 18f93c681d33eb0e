/** @jest-environment jsdom */
// The settings, the dial self-test and the first steps, as a person sees them.
import { screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { createTranslator, loadMessages } from '#shared/i18n';
import { DialTest, FirstRun, SettingsForm } from '#shared/ui';
import { stories as testStories } from '../../../fixtures/stories/DialTest.stories.tsx';
import { stories as firstStories } from '../../../fixtures/stories/FirstRun.stories.tsx';
import { fullSettings, stories } from '../../../fixtures/stories/SettingsForm.stories.tsx';
import { renderUi } from './renderUi.tsx';
import { storyNamed } from './storyNamed.ts';

const firstRunWithout = (
  <FirstRun
    key="2"
    ways={{ ...fullSettings.ways, ways: ['copy'], isTelAway: true }}
    test={fullSettings.test}
    suggestions={[]}
    onAdd={() => undefined}
    onEnd={() => undefined}
  />
);

describe('SettingsForm', () => {
  it('shows what works on this device, and changes the way', async () => {
    const chosen: string[] = [];
    const ways = { ...fullSettings.ways, onPrefer: (way: string) => void chosen.push(way) };
    const { user } = renderUi(<SettingsForm {...fullSettings} ways={ways} />);
    const group = screen.getByRole('radiogroup', { name: 'A click on a number' });
    const [tel, ring] = within(group).getAllByRole('radio');
    expect((ring as HTMLInputElement).checked).toBe(true);
    expect(within(group).getByText(/Did not work on this device/u)).toBeTruthy();
    await user.click(tel ?? group);
    expect(chosen).toEqual(['tel']);
  });

  it('changes only what was switched', async () => {
    const changes: unknown[] = [];
    const { user } = renderUi(<SettingsForm {...fullSettings} onChange={(change) => void changes.push(change)} />);
    await user.click(screen.getByRole('switch', { name: 'My own contacts in Outlook' }));
    await user.click(screen.getByRole('switch', { name: 'When a shared line rings' }));
    expect(changes).toEqual([
      { searchPersonalContacts: false },
      { sharedLineNotices: { ...fullSettings.settings?.sharedLineNotices, incoming: false } },
    ]);
  });

  it('offers no switch for what nothing tells of', () => {
    renderUi(<SettingsForm {...fullSettings} />);
    const lines = within(screen.getByRole('region', { name: 'Tell me about shared lines' }));
    expect(lines.getAllByRole('switch')).toEqual([lines.getByRole('switch', { name: 'When a shared line rings' })]);
  });

  it.each([
    ['the settings', <SettingsForm key="1" {...fullSettings} ways={{ ...fullSettings.ways, isTelAway: true }} />],
    ['the first steps', firstRunWithout],
  ])('say in %s why the phone app of the device is not among the ways', (_where, ui) => {
    renderUi(ui);
    expect(screen.getByText(/^Your phone app is not among the ways/u)).toBeTruthy();
  });

  it('say nothing of it where it is', () => {
    renderUi(<SettingsForm {...fullSettings} />);
    expect(screen.queryByText(/^Your phone app is not among the ways/u)).toBeNull();
  });

  it('sets do not disturb and forwarding of the lines that can be set', async () => {
    const changes: unknown[] = [];
    const phone = { ...fullSettings.phone, lines: fullSettings.phone?.lines ?? [], isBusy: false };
    const { user } = renderUi(
      <SettingsForm {...fullSettings} phone={{ ...phone, onChange: (change) => void changes.push(change) }} />,
    );
    expect(screen.queryByRole('group', { name: 'Line 2099' })).toBeNull();
    const line = within(screen.getByRole('group', { name: 'Line 2014' }));
    await user.click(line.getByRole('switch', { name: 'Do not disturb' }));
    expect(line.getByText('On: calls go to 0199002015')).toBeTruthy();
    await user.click(line.getByRole('button', { name: /^Stop forwarding: .*busy/u }));
    await user.type(line.getByRole('textbox', { name: 'Forward all calls to' }), ' 2016 ');
    await user.click(line.getByRole('button', { name: 'Forward: Forward all calls to' }));
    expect(changes).toEqual([
      { set: 'doNotDisturb', extension: '2014', isOn: false },
      { set: 'forwarding', extension: '2014', type: 'busy', to: null },
      { set: 'forwarding', extension: '2014', type: 'immediate', to: '2016' },
    ]);
  });

  it('erases only after a yes', async () => {
    const did: string[] = [];
    const privacy = {
      phase: 'idle',
      onDownload: () => void did.push('download'),
      onErase: () => void did.push('erase'),
    } as const;
    const { user } = renderUi(<SettingsForm {...fullSettings} privacy={privacy} />);
    await user.click(screen.getByRole('button', { name: 'Download my data' }));
    await user.click(screen.getByRole('button', { name: 'Erase my data' }));
    // The key that asked, held a bit too long, must not also answer.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(did).toEqual(['download']);
    await user.click(screen.getByRole('button', { name: 'Erase my data' }));
    await user.click(screen.getByRole('button', { name: 'Erase for good' }));
    expect(did).toEqual(['download', 'erase']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('hides what the site does not offer', () => {
    renderUi(storyNamed(stories, 'a site that offers little'));
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['How to dial', 'Language and colours', 'Help']);
    expect(screen.queryByRole('button', { name: 'Report a problem' })).toBeNull();
    expect(screen.getByText('Hookswitch 1.2.3')).toBeTruthy();
  });

  it('says what is kept for later and what went wrong', () => {
    renderUi(storyNamed(stories, 'service and phone system away'));
    expect(screen.getByText(/changes are kept on this device/u)).toBeTruthy();
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/phone system cannot be reached/u),
      expect.stringMatching(/phone service cannot be reached/u),
    ]);
  });

  it('speaks French', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    renderUi(storyNamed(stories, 'everything'), {}, french);
    expect(screen.getByRole('region', { name: 'Comment appeler' })).toBeTruthy();
    expect(screen.getByRole('switch', { name: 'Ne pas déranger' })).toBeTruthy();
  });
});

describe('DialTest', () => {
  it('says its words and not its buttons, and keeps the focus when a step goes', async () => {
    const test = { ...fullSettings.test, step: 'copy', isAsking: true } as const;
    const { user, show } = renderUi(<DialTest {...test} />);
    for (const region of screen.getAllByRole('status')) expect(within(region).queryByRole('button')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Yes' }));
    show(<DialTest {...test} step="done" isAsking={false} />);
    expect(document.activeElement).toBe(screen.getByRole('button'));
  });

  it('opens the phone app with the own extension, then asks', async () => {
    const did: string[] = [];
    const { user, dialer } = renderUi(
      <DialTest
        {...fullSettings.test}
        step="tel"
        isAsking
        onTried={() => void did.push('tried')}
        onAnswer={(result) => void did.push(result)}
      />,
    );
    const link = screen.getByRole('link', { name: 'Open the phone app' });
    expect(link.getAttribute('href')).toBe('tel:2014');
    await user.click(link);
    await user.click(screen.getByRole('button', { name: 'No' }));
    expect(did).toEqual(['tried', 'fails']);
    expect(dialer.did).toEqual([]);
  });

  it('rings the own phone, or goes on where the phone system cannot be asked', async () => {
    const did: string[] = [];
    const test = { ...fullSettings.test, step: 'ring' as const, onAnswer: (result: string) => void did.push(result) };
    const onRingTest = (): void => void did.push('rung');
    const { user, dialer, unmount } = renderUi(
      <DialTest {...test} onRingTest={onRingTest} onTried={() => void did.push('tried')} />,
    );
    await user.click(screen.getByRole('button', { name: 'Ring my phone' }));
    // A line cannot call itself: nothing is dialled.
    expect([dialer.did, did]).toEqual([[], ['rung', 'tried']]);
    unmount();
    const away = renderUi(<DialTest {...test} />);
    await away.user.click(screen.getByRole('button', { name: /cannot be asked now/u }));
    expect(did).toEqual(['rung', 'tried', 'fails']);
  });

  it.each([
    ['before it begins', /Nobody else is called/u],
    ['found a way', /rings your phone\.$/u],
    ['nothing works', /No way worked/u],
  ])('explains itself %s', (story, text) => {
    renderUi(storyNamed(testStories, story));
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Test/u })).toBeTruthy();
  });
});

describe('FirstRun', () => {
  const story = storyNamed(firstStories, 'three ways, two people').props as Parameters<typeof FirstRun>[0];

  it('goes through three steps and back, and ends', async () => {
    const did: string[] = [];
    const { user } = renderUi(
      <FirstRun {...story} onAdd={({ label }) => void did.push(`add ${label}`)} onEnd={() => void did.push('end')} />,
    );
    expect(screen.getByRole('region', { name: 'Choose how to dial' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByRole('button', { name: 'Test dialling' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('First steps, 3 of 3')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add: <b>x</b>' }));
    await user.click(screen.getByRole('button', { name: 'Added: Ada Example' }));
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(did).toEqual(['add <b>x</b>', 'end']);
  });

  it.each([0, 1])('is skipped at step %i, and by Escape', async (step) => {
    let ends = 0;
    const { user } = renderUi(<FirstRun {...story} onEnd={() => void (ends += 1)} />);
    for (let at = 0; at < step; at += 1) await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Skip all' }));
    await user.keyboard('{Escape}');
    expect(ends).toBe(2);
  });

  it('takes no focus and says where favourites come from', async () => {
    const { user } = renderUi(storyNamed(firstStories, 'one way, nobody yet'));
    expect(document.activeElement).toBe(document.body);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText(/from a search and from your calls/u)).toBeTruthy();
  });
});

describe('an audit', () => {
  const all = [...stories, ...testStories, ...firstStories];
  it.each(all.map(({ component, name }, index) => [component, name, index] as const))(
    'finds no fault in %s: %s',
    async (_component, _name, index) => {
      renderUi(<main>{all[index]?.render()}</main>);
      const { violations } = await axe.run(document.body, {
        rules: {
          'color-contrast': { enabled: false },
          region: { enabled: false },
          'page-has-heading-one': { enabled: false },
        },
      });
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );
});
