// Renders components as the apps do: theme, words, and a dialer that writes down what was asked of it.
import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { useState, type ReactElement } from 'react';
import { createTranslator, type Translator } from '#shared/i18n';
import { DialConfirm, UiProvider, type AskReason, type DialQuestion, type DialledAs, type Dialer } from '#shared/ui';

/** What this dialer asks about. */
const asked: Readonly<Record<string, AskReason>> = {
  '112': 'emergency',
  '0909 879 0123': 'premium',
  '+870301234567': 'satellite',
  '0810 123 456': 'sharedCost',
  '*21#': 'serviceCode',
};
const planSteps: DialledAs['steps'] = [
  { step: 'nationalPrefix', before: '+33199002014', after: '0199002014' },
  { step: 'outsideLine', before: '0199002014', after: '00199002014' },
];

/** A dialer of France with all ways, that writes down what it did. */
export class DialerFake implements Dialer {
  readonly did: string[] = [];
  preferred: Dialer['preferred'] = 'tel';
  format = (number: string): string => (number.startsWith('+33') ? `0${number.slice(3)}` : number);
  telUri = (number: string, withCodes?: string): string | null =>
    withCodes ?? (/^\+?[\d ]{2,}$/u.test(number) ? `tel:${number.replaceAll(' ', '')}` : null);
  askReason = (number: string): AskReason | undefined => asked[number];
  onAsk = (question: DialQuestion): void => void this.did.push(`ask ${question.reason} ${question.number}`);
  dialledAs = (number: string): DialledAs | undefined =>
    number === '0199002014' ? { shown: '0 0199002014', steps: planSteps } : undefined;
  onLaunch? = (number: string): void => void this.did.push(`launch ${number}`);
  onRing? = (number: string, isConfirmed = false): void =>
    void this.did.push(`ring ${number}${isConfirmed ? ' confirmed' : ''}`);
  onCopy = (number: string): void => void this.did.push(`copy ${number}`);
  onPrefer = (way: string): void => void this.did.push(`prefer ${way}`);
}

/** What a test changes of the dialer; `undefined` takes an action away. */
export type DialerChange = { readonly [Key in keyof Dialer]?: Dialer[Key] | undefined };

interface AskingProps {
  readonly dialer: Dialer;
  readonly words: Translator;
  readonly children: ReactElement;
}

/** What a test of a component works with. */
export interface Rendered extends RenderResult {
  readonly user: UserEvent;
  readonly dialer: DialerFake;
  readonly show: (ui: ReactElement) => void;
}

/** Shows what the dialer asks, as the frame of the apps does. */
function Asking({ dialer, words, children }: AskingProps): ReactElement {
  const [question, setQuestion] = useState<DialQuestion>();
  const asking: Dialer = {
    ...dialer,
    onAsk: (asks) => {
      dialer.onAsk(asks);
      setQuestion(asks);
    },
  };
  const onClose = (): void => {
    setQuestion(undefined);
  };
  return (
    <UiProvider theme="light" translator={words} dialer={asking}>
      {children}
      {question !== undefined && (
        <DialConfirm
          question={question}
          emergencyNotice={'Tell them the floor.\nThen call the desk.'}
          onClose={onClose}
        />
      )}
    </UiProvider>
  );
}

/** Renders `ui` inside its surroundings. jsdom follows no links, so a click on one is only heard. */
export function renderUi(ui: ReactElement, change: DialerChange = {}, translator?: Translator): Rendered {
  const dialer = Object.assign(new DialerFake(), change);
  const words = translator ?? createTranslator('en-GB');
  const wrap = (inner: ReactElement): ReactElement => (
    <Asking dialer={dialer} words={words}>
      {inner}
    </Asking>
  );
  const result = render(wrap(ui));
  const show = (next: ReactElement): void => {
    result.rerender(wrap(next));
  };
  return { ...result, user: userEvent.setup(), dialer, show };
}
