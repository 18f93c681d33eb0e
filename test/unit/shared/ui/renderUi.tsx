// Renders components as the apps do: theme, words, and a dialer that writes down what was asked of it.
import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { createTranslator, type Translator } from '#shared/i18n';
import { UiProvider, type Dialer } from '#shared/ui';

/** A dialer of France with all ways, that writes down what it did. */
export class DialerFake implements Dialer {
  readonly did: string[] = [];
  preferred: Dialer['preferred'] = 'tel';
  format = (number: string): string => (number.startsWith('+33') ? `0${number.slice(3)}` : number);
  telUri = (number: string): string | null =>
    /^\+?[\d ]{2,}$/u.test(number) ? `tel:${number.replaceAll(' ', '')}` : null;
  onLaunch? = (number: string): void => void this.did.push(`launch ${number}`);
  onRing? = (number: string, isConfirmed = false): void =>
    void this.did.push(`ring ${number}${isConfirmed ? ' confirmed' : ''}`);
  onCopy = (number: string): void => void this.did.push(`copy ${number}`);
  onPrefer = (way: string): void => void this.did.push(`prefer ${way}`);
}

/** What a test changes of the dialer; `undefined` takes an action away. */
export type DialerChange = { readonly [Key in keyof Dialer]?: Dialer[Key] | undefined };

/** What a test of a component works with. */
export interface Rendered extends RenderResult {
  readonly user: UserEvent;
  readonly dialer: DialerFake;
  readonly show: (ui: ReactElement) => void;
}

/** Renders `ui` inside its surroundings. jsdom follows no links, so a click on one is only heard. */
export function renderUi(ui: ReactElement, change: DialerChange = {}, translator?: Translator): Rendered {
  const dialer = Object.assign(new DialerFake(), change);
  const words = translator ?? createTranslator('en-GB');
  const wrap = (inner: ReactElement): ReactElement => (
    <UiProvider theme="light" translator={words} dialer={dialer}>
      {inner}
    </UiProvider>
  );
  const result = render(wrap(ui));
  const show = (next: ReactElement): void => {
    result.rerender(wrap(next));
  };
  return { ...result, user: userEvent.setup(), dialer, show };
}
