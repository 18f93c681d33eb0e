// The dial pad: keys with letters, typing and pasting in any formatting, redial, and what the dial plan makes of it.
import { Button, Input } from '@fluentui/react-components';
import { BackspaceRegular } from '@fluentui/react-icons/svg/backspace';
import { useRef, type ReactElement, type SubmitEvent } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useLongPress } from '../../hooks/useLongPress.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialPadStyles } from './DialPad.styles.ts';
import { DialFound } from './DialFound.tsx';
import { DialPadCall } from './DialPadCall.tsx';
import { DialTrace } from './DialTrace.tsx';
import { padKeys, type PadKey } from './keypad.ts';

/** Snapshot and actions of the pad. */
export interface DialPadProps {
  readonly text: string;
  /** Number for redial; empty when there is none. */
  readonly lastNumber: string;
  /**
   * Numbers of a paste that had several.
   * @default none
   */
  readonly found?: readonly string[];
  readonly onTextChange: (text: string) => void;
  /** Something was pasted in place of all the pad showed; without it a paste is typing. */
  readonly onPaste?: (text: string) => unknown;
  /** One of `found` is meant. */
  readonly onTake?: (number: string) => void;
  readonly onKey: (key: string) => void;
  readonly onErase: () => void;
}

/** The pad. Enter calls; an empty pad offers the last number again. */
export function DialPad(props: DialPadProps): ReactElement {
  const { text, lastNumber, found = [], onTextChange, onPaste, onTake, onKey, onErase } = props;
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const call = useRef<HTMLDivElement>(null);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    // The call control is a link or a button: following it keeps one way to dial.
    call.current?.querySelector<HTMLElement>('a, button')?.click();
  };
  return (
    <form className={styles.root} onSubmit={onSubmit}>
      <div className={styles.entry}>
        <Input
          className={styles.input}
          input={{ className: styles.number }}
          appearance="underline"
          size="large"
          type="text"
          inputMode="tel"
          value={text}
          onChange={(_event, data) => {
            onTextChange(data.value);
          }}
          onPaste={(event) => {
            const { value, selectionStart, selectionEnd } = event.currentTarget;
            if (onPaste === undefined || selectionStart !== 0 || selectionEnd !== value.length) return;
            event.preventDefault();
            onPaste(event.clipboardData.getData('text'));
          }}
          aria-label={t('pad.label')}
          placeholder={t('pad.placeholder')}
          autoComplete="off"
          spellCheck={false}
        />
        <Button
          appearance="subtle"
          size="large"
          icon={<BackspaceRegular />}
          aria-label={t('pad.erase')}
          title={t('pad.erase')}
          disabled={text === ''}
          onClick={onErase}
        />
      </div>
      <div className={styles.keys} role="group" aria-label={t('pad.keys')}>
        {padKeys.map((padKey) => (
          <Key key={padKey.digit} padKey={padKey} onKey={onKey} />
        ))}
      </div>
      <div ref={call} className={styles.call}>
        <DialPadCall text={text} lastNumber={lastNumber} onTextChange={onTextChange} />
      </div>
      {onTake !== undefined && <DialFound text={text} found={found} onTake={onTake} />}
      <Preview text={text} />
      <DialTrace text={text} />
    </form>
  );
}

function Key({ padKey, onKey }: { readonly padKey: PadKey; readonly onKey: (key: string) => void }): ReactElement {
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const { digit, letters, held, nameKey } = padKey;
  const onHeld =
    held === undefined
      ? undefined
      : () => {
          onKey(held);
        };
  const press = useLongPress(() => {
    onKey(digit);
  }, onHeld);
  return (
    <Button {...press} className={styles.key} {...(nameKey !== undefined && { 'aria-label': t(nameKey) })}>
      <span className={styles.face}>
        <span className={styles.digit}>{digit}</span> <span className={styles.letters}>{letters}</span>
      </span>
    </Button>
  );
}

/** How the number reads once formatted, when that differs from what was typed. */
function Preview({ text }: { readonly text: string }): ReactElement {
  const styles = useDialPadStyles();
  const { format, telUri } = useDialer();
  const shown = telUri(text) === null ? '' : format(text);
  return <bdi className={styles.preview}>{shown === text ? '' : shown}</bdi>;
}
