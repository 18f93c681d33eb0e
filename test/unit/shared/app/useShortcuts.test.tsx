/** @jest-environment jsdom */
// Keys that lead through the app: only while nobody types, and on the dial pad the digits are the pad's.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import type { AppPage } from '#shared/ui';
import { useShortcuts } from '../../../../shared/app/useShortcuts.ts';
import { SettingsFake } from '../../../support/SettingsFake.ts';

const pages: readonly AppPage[] = ['home', 'contacts', 'dialPad', 'meetings'];

describe('useShortcuts', () => {
  let did: string[];
  const settings = new SettingsFake();
  const onPageChange = (page: AppPage): void => void did.push(page);
  const onPadKey = (key: string): void => void did.push(`pad ${key}`);

  function App({ hasPad = false, hasDialog = false }): ReactElement {
    const keys = useShortcuts({ pages, onPageChange, settings, ...(hasPad && { onPadKey }) });
    return (
      <div id="page">
        <button type="button">beside</button>
        <input type="search" aria-label="field" />
        <div role="menu">
          <button type="button" role="menuitem">
            entry
          </button>
        </div>
        {hasDialog && <dialog open>question</dialog>}
        {keys.isHelpOpen && <p>help</p>}
      </div>
    );
  }

  beforeEach(() => {
    did = [];
  });

  it('leads to pages this app has, and to the help', async () => {
    render(<App />);
    await userEvent.keyboard('mv?');
    expect(did).toEqual(['meetings']);
    expect(screen.getByText('help')).toBeTruthy();
  });

  it('leads to the search and its field', async () => {
    render(<App />);
    await userEvent.keyboard('/');
    expect(did).toEqual(['contacts']);
    await screen.findByRole('searchbox');
    await expectFocus('searchbox', 'field');
  });

  it.each([
    ['in a field', 'searchbox', 'field'],
    ['in a menu', 'menuitem', 'entry'],
  ])('leaves keys alone that are pressed %s', async (_where, role, name) => {
    render(<App hasPad />);
    screen.getByRole(role, { name }).focus();
    await userEvent.keyboard('m1');
    expect(did).toEqual([]);
  });

  it('leaves all keys to an open dialog, and those with modifiers to their owners', async () => {
    const { rerender } = render(<App hasPad hasDialog />);
    await userEvent.keyboard('m1');
    rerender(<App hasPad />);
    await userEvent.keyboard('{Control>}m{/Control}{Alt>}1{/Alt}{Meta>}h{/Meta}');
    expect(did).toEqual([]);
  });

  it('gives the pad its digits wherever the focus is, and the next ones to its field', async () => {
    render(<App hasPad />);
    screen.getByRole('button', { name: 'beside' }).focus();
    await userEvent.keyboard('12');
    expect(did).toEqual(['pad 1']);
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('2');
  });

  it('takes no digits where no number is being made, and nothing once it is switched off', async () => {
    settings.write('shortcuts.off', 'true');
    render(<App hasPad />);
    await userEvent.keyboard('m1');
    settings.write('shortcuts.off', 'false');
    expect(did).toEqual([]);
  });
});

async function expectFocus(role: string, name: string): Promise<void> {
  const element = screen.getByRole(role, { name });
  await new Promise<void>((resolve) => {
    if (document.activeElement === element) resolve();
    else
      element.addEventListener('focus', () => {
        resolve();
      });
  });
  expect(document.activeElement).toBe(element);
}
