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
      expect(dialer.did).toEqual([]);
      expect(screen.getByRole('alertdialog', { name: 'This is a service code' })).toBeTruthy();
      await user.click(screen.getByRole('button', { name: 'Dial *21#' }));
      expect(dialer.did).toEqual(['ring *21# confirmed']);
      expect(screen.queryByRole('alertdialog')).toBeNull();
    });

    it('does nothing when the person thinks better of it', async () => {
      const { user, dialer } = renderUi(<Pad />);
      await user.type(entry(), '*21#{Enter}');
      await user.click(screen.getByRole('button', { name: 'Cancel' }));
      expect(screen.queryByRole('alertdialog')).toBeNull();
      expect(dialer.did).toEqual([]);
    });

    it('asks anew for another code', async () => {
      const { user } = renderUi(<Pad />);
      await user.type(entry(), '*21#{Enter}');
      await user.type(entry(), '1');
      expect(screen.queryByRole('alertdialog')).toBeNull();
    });

    it('offers a copy where the PBX cannot dial', async () => {
      const { user, dialer } = renderUi(<Pad />, { onRing: undefined });
      await user.type(entry(), '*21#{Enter}');
      await user.click(screen.getByRole('button', { name: 'Copy the number' }));
      expect(dialer.did).toEqual(['copy *21#']);
    });
  });
});
