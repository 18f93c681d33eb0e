/** @jest-environment jsdom */
// The button and the panel that say why somebody looks busy.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { useState, type ReactElement } from 'react';
import { createTranslator, loadMessages } from '#shared/i18n';
import { WhyBusyButton } from '#shared/ui';
import type { WhyBusyButtonProps } from '../../../../shared/ui/components/WhyBusyPanel/WhyBusyButton.tsx';
import { renderUi } from './renderUi.tsx';

const words = ['Your line 2014 has been in a call since 10:42.', 'Teams shows: Busy, in a call.'];
const did: string[] = [];

/** Opens and closes as the model would. */
function Panel(props: Partial<WhyBusyButtonProps>): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <WhyBusyButton
      words={words}
      isBusy={false}
      onRefresh={() => void did.push('refresh')}
      onRelease={() => void did.push('release')}
      {...props}
      isOpen={isOpen}
      onOpen={() => {
        setOpen(true);
      }}
      onClose={() => {
        setOpen(false);
      }}
    />
  );
}

describe('WhyBusyButton', () => {
  beforeEach(() => {
    did.length = 0;
  });

  it('opens by keyboard, closes by Escape and gives the focus back', async () => {
    const { user } = renderUi(<Panel />);
    const button = screen.getByRole('button', { name: 'Why?' });
    expect(button.getAttribute('aria-haspopup')).toBe('dialog');
    await user.tab();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Why do I look busy?' });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(words);
    // What Escape makes of a modal dialog in a browser.
    fireEvent(dialog, new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement).toBe(button);
  });

  it('says what a release does, releases, looks again and closes', async () => {
    const { user } = renderUi(<Panel />);
    await user.click(screen.getByRole('button', { name: 'Why?' }));
    const release = await screen.findByRole('button', { name: 'Withdraw our part' });
    const hint = document.getElementById(release.getAttribute('aria-describedby') ?? '');
    expect(hint?.textContent).toMatch(/tells Teams nothing about you until the state of your phone changes/u);
    await user.click(release);
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    expect(did).toEqual(['release', 'refresh']);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('offers no release where there is nothing of ours', async () => {
    const { user } = renderUi(<WhyBusyButton {...quiet} words={words} />);
    await user.click(screen.getByRole('button', { name: 'Why?' }));
    await screen.findByRole('dialog');
    expect(screen.queryByRole('button', { name: 'Withdraw our part' })).toBeNull();
  });

  it('waits, and does nothing twice meanwhile', async () => {
    const { user } = renderUi(<Panel words={[]} isBusy />);
    await user.click(screen.getByRole('button', { name: 'Why?' }));
    expect(await screen.findByText('Loading')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    await user.click(screen.getByRole('button', { name: 'Withdraw our part' }));
    expect(did).toEqual([]);
  });

  it('says what failed and tries again', async () => {
    const { user } = renderUi(<Panel words={[]} error="service.unavailable" />);
    await user.click(screen.getByRole('button', { name: 'Why?' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/phone service cannot be reached/u);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(did).toEqual(['refresh']);
  });

  it('speaks French', async () => {
    const french = createTranslator('fr-FR', await loadMessages('fr'));
    const { user } = renderUi(<Panel />, {}, french);
    await user.click(screen.getByRole('button', { name: 'Pourquoi ?' }));
    expect(await screen.findByRole('dialog', { name: 'Pourquoi est-ce que j’apparais occupé ?' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Retirer notre part' })).toBeTruthy();
  });

  it('has no fault an audit finds without layout', async () => {
    const { user } = renderUi(<Panel error="graph.timeout" />);
    await user.click(screen.getByRole('button', { name: 'Why?' }));
    await screen.findByRole('dialog');
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

const quiet: WhyBusyButtonProps = {
  isOpen: true,
  words: [],
  isBusy: false,
  onOpen: () => undefined,
  onRefresh: () => undefined,
  onClose: () => undefined,
};
