/** @jest-environment jsdom */
// The dial pad.
import { act, fireEvent, screen } from '@testing-library/react';
import { useState, type ReactElement } from 'react';
import { DialPad } from '#shared/ui';
import { renderUi } from './renderUi.tsx';

/** The pad with a text of its own, as a model would keep it. */
function Pad({ lastNumber = '' }: { readonly lastNumber?: string }): ReactElement {
  const [text, setText] = useState('');
  return (
    <DialPad
      text={text}
      lastNumber={lastNumber}
      onTextChange={setText}
      onKey={(key) => {
        setText((old) => old + key);
      }}
      onErase={() => {
        setText((old) => old.slice(0, -1));
      }}
    />
  );
}

const entry = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Number to call' });

describe('DialPad', () => {
  it('types by its keys, which show letters', async () => {
    const { user } = renderUi(<Pad />);
    for (const name of ['2 ABC', 'star', '0, hold for plus']) await user.click(screen.getByRole('button', { name }));
    expect(entry().value).toBe('2*0');
    await user.click(screen.getByRole('button', { name: 'Erase the last digit' }));
    expect(entry().value).toBe('2*');
  });

  it('types a plus when zero is held, and no zero', () => {
    jest.useFakeTimers();
    renderUi(<Pad />);
    const zero = screen.getByRole('button', { name: '0, hold for plus' });
    fireEvent.pointerDown(zero);
    act(() => {
      jest.advanceTimersByTime(600);
    });
    fireEvent.pointerUp(zero);
    fireEvent.click(zero);
    jest.useRealTimers();
    expect(entry().value).toBe('+');
  });

  it('types a zero when the finger leaves the key early', () => {
    jest.useFakeTimers();
    renderUi(<Pad />);
    const zero = screen.getByRole('button', { name: '0, hold for plus' });
    fireEvent.pointerDown(zero);
    fireEvent.pointerUp(zero);
    fireEvent.click(zero);
    act(() => {
      jest.advanceTimersByTime(600);
    });
    jest.useRealTimers();
    expect(entry().value).toBe('0');
  });

  it('calls by keyboard alone', async () => {
    const { user, dialer } = renderUi(<Pad />);
    await user.click(entry());
    await user.paste('01 99 00 20 14');
    await user.keyboard('{Enter}');
    expect(dialer.did).toEqual(['launch 01 99 00 20 14']);
    expect(screen.getByRole('link').getAttribute('href')).toBe('tel:0199002014');
  });

  it('says when there is nothing to dial', async () => {
    const { user } = renderUi(<Pad />);
    await user.type(entry(), 'abc');
    expect(screen.getByText('This is not a number that can be called.')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('brings the last number back before it is called again', async () => {
    const { user, dialer } = renderUi(<Pad lastNumber="+33199002015" />);
    await user.click(screen.getByRole('button', { name: 'Redial 0199002015' }));
    expect(entry().value).toBe('+33199002015');
    expect(dialer.did).toEqual([]);
    await user.type(entry(), '{Enter}');
    expect(dialer.did).toEqual(['launch +33199002015']);
  });

  describe('when the text is a service code', () => {
    it('asks before the PBX dials it', async () => {
      const { user, dialer } = renderUi(<Pad />);
      await user.type(entry(), '*21#{Enter}');
      expect(dialer.did).toEqual(['ask serviceCode *21#']);
      expect(screen.getByRole('alertdialog', { name: 'Call *21#?' }).textContent).toContain(
        'change how your line works',
      );
      await user.click(screen.getByRole('button', { name: 'Dial *21#' }));
      expect(dialer.did).toEqual(['ask serviceCode *21#', 'ring *21# confirmed']);
      expect(screen.queryByRole('alertdialog')).toBeNull();
    });

    it('does nothing when the person thinks better of it', async () => {
      const { user, dialer } = renderUi(<Pad />);
      await user.type(entry(), '*21#{Enter}');
      await user.click(screen.getByRole('button', { name: 'Cancel' }));
      expect(screen.queryByRole('alertdialog')).toBeNull();
      expect(dialer.did).toEqual(['ask serviceCode *21#']);
    });

    it('offers a copy where the PBX cannot dial', async () => {
      const { user, dialer } = renderUi(<Pad />, { onRing: undefined });
      await user.type(entry(), '*21#{Enter}');
      await user.click(screen.getByRole('button', { name: 'Copy the number' }));
      expect(dialer.did).toEqual(['ask serviceCode *21#', 'copy *21#']);
    });
  });

  it('asks before an emergency call, also by keyboard', async () => {
    const { user, dialer } = renderUi(<Pad />);
    await user.type(entry(), '112{Enter}');
    expect(dialer.did).toEqual(['ask emergency 112']);
    expect(screen.getByRole('button', { name: 'Cancel' })).toBe(document.activeElement);
    await user.keyboard('{Escape}');
  });

  describe('when the dial plan changes what is dialled', () => {
    it('says what is dialled, and why when asked', async () => {
      const { user } = renderUi(<Pad />);
      await user.type(entry(), '0199002014');
      expect(screen.getByText('Dialled as 0 0199002014')).toBeTruthy();
      await user.click(screen.getByText('Why?'));
      const steps = screen.getAllByRole('listitem').map((item) => item.textContent);
      expect(steps).toHaveLength(2);
      expect(steps[1]).toContain('0199002014 → 00199002014');
    });

    it('says nothing of a number that stays as it is', async () => {
      const { user } = renderUi(<Pad />);
      await user.type(entry(), '2014');
      expect(screen.queryByText(/^Dialled as/u)).toBeNull();
    });
  });
});
