// Places a call from a line of somebody else, through the phone system: the own phone rings, then it dials.
import { Button, Field, Input } from '@fluentui/react-components';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { useLayoutEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useSharedLineCardStyles } from './SharedLineCard.styles.ts';

const longestNumber = 64;

/** The button, and once it is pressed the field for the number. Hidden where the phone system places no calls. */
export function CallFromLine(props: { readonly line: string; readonly name: string }): ReactElement | null {
  const styles = useSharedLineCardStyles();
  const { t } = useTranslator();
  const { onRing } = useDialer();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLElement>(null);
  useFocusBack(button, isOpen);
  if (onRing === undefined) return null;
  const label = t('sharedLines.callFrom', { name: props.name });
  if (isOpen) {
    const close = (): void => {
      setOpen(false);
    };
    return <NumberForm line={props.line} label={label} onRing={onRing} onDone={close} />;
  }
  return (
    <div className={styles.form}>
      <Button
        ref={(element: HTMLElement | null) => {
          button.current = element;
        }}
        size="small"
        icon={<PhoneRegular />}
        aria-label={label}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('sharedLines.call')}
      </Button>
    </div>
  );
}

/** The form goes with whatever had the focus in it: the button it came from has it again, also before a question opens. */
function useFocusBack(button: RefObject<HTMLElement | null>, isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [button, isOpen]);
}

interface NumberFormProps {
  readonly line: string;
  readonly label: string;
  readonly onRing: (number: string, isConfirmed?: boolean, fromLine?: string) => void;
  readonly onDone: () => void;
}

function NumberForm({ line, label, onRing, onDone }: NumberFormProps): ReactElement {
  const styles = useSharedLineCardStyles();
  const { t } = useTranslator();
  const { telUri, askReason, onAsk } = useDialer();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const call = (): void => {
    const number = text.trim();
    const reason = askReason(number);
    if (reason === undefined && telUri(number) === null) {
      setWrong(true);
      return;
    }
    if (reason === undefined) onRing(number, false, line);
    else onAsk({ number, reason, way: 'ring', fromLine: line });
    onDone();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        call();
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onDone();
      }}
    >
      <Field label={label} className={styles.field} {...(isWrong && { validationMessage: t('pad.notDialable') })}>
        <Input
          type="tel"
          dir="ltr"
          autoFocus
          maxLength={longestNumber}
          value={text}
          onChange={(_event, { value }) => {
            setText(value);
            setWrong(false);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" icon={<PhoneRegular />}>
        {t('sharedLines.dial')}
      </Button>
      <Button onClick={onDone}>{t('dial.ask.cancel')}</Button>
    </form>
  );
}
