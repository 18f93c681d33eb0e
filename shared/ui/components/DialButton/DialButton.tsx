// The one control that dials: a real `tel:` link where the host opens it, else the next step of the ladder; some numbers ask.
import { Button, mergeClasses, type ButtonProps } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { useDialer, type DialQuestion } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useDialButtonStyles } from './DialButton.styles.ts';
import { DialMenu } from './DialMenu.tsx';
import { linkOf, questionOf, wayOf } from './dialWay.ts';

/** Properties of a dial button. */
export interface DialButtonProps {
  /** As it is dialled: E.164 where known. */
  readonly number: string;
  /** Who or what is called, for the accessible name. */
  readonly target: string;
  /** `long` shows the number and a menu with the other ways, `text` the number alone; `icon` is for rows. @default 'icon' */
  readonly shape?: 'icon' | 'long' | 'text';
  /** @default 'subtle' */
  readonly appearance?: 'subtle' | 'primary' | 'secondary' | 'outline';
  /** Text of the long shape. @default the formatted number */
  readonly text?: string;
  /** Accessible name, with the text in it, where the click calls. @default says whom it calls */
  readonly label?: string;
  /** The E.164 link of a meeting's number, whose codes are kept where a link is followed. */
  readonly withCodes?: string;
  /** @default 'medium' */
  readonly size?: 'small' | 'medium' | 'large';
  readonly tabIndex?: number;
  readonly id?: string;
}

/** Calls `number` the way this person prefers on this device. */
export function DialButton({ shape = 'icon', ...props }: DialButtonProps): ReactElement {
  const styles = useDialButtonStyles();
  if (shape !== 'long') return <DialAction {...props} isLong={shape === 'text'} />;
  return (
    <span className={styles.split}>
      <DialAction {...props} isLong />
      <MoreWays {...props} />
    </span>
  );
}

function DialAction(props: Omit<DialButtonProps, 'shape'> & { readonly isLong: boolean }): ReactElement {
  const { number, target, isLong, text, label: ofCaller, withCodes, appearance = 'subtle', ...rest } = props;
  const styles = useDialButtonStyles();
  const dialer = useDialer();
  const { t } = useTranslator();
  const uri = linkOf(dialer, number, withCodes);
  const way = wayOf(dialer, uri);
  const reason = dialer.askReason(number);
  const label = way === 'copy' ? `${t('dial.copy')}: ${target}` : (ofCaller ?? t('dial.call', { target }));
  const shown = isLong ? (text ?? plainText(dialer.format(number))) : '';
  // What is written on the button must be part of its name, or speech control cannot press it (WCAG 2.5.3).
  const name = label.includes(shown) ? label : `${shown}, ${label}`;
  const common = {
    ...rest,
    appearance,
    'aria-label': name,
    title: reason === 'serviceCode' ? t('dial.ask.onlyFromPad') : label,
    className: mergeClasses(styles.action, isLong && styles.long),
    children: isLong ? <bdi className={styles.text}>{shown}</bdi> : undefined,
  } satisfies ButtonProps;
  if (way !== 'copy' && reason !== undefined) {
    return <AskButton {...common} question={questionOf({ number, reason, way }, withCodes)} />;
  }
  if (way === 'tel' && uri !== null) {
    const onClick = (): void => dialer.onLaunch?.(number);
    // target=_blank is the one form every Teams client opens (microsoft365 2.1).
    return (
      <Button {...common} as="a" href={uri} target="_blank" rel="noopener" icon={<CallRegular />} onClick={onClick} />
    );
  }
  if (way === 'ring') return <Button {...common} icon={<PhoneRegular />} onClick={() => dialer.onRing?.(number)} />;
  return (
    <Button
      {...common}
      icon={<CopyRegular />}
      onClick={() => {
        dialer.onCopy(number);
      }}
    />
  );
}

/** A button where others have a link: nothing is called before the person said yes (product D7). */
export function AskButton({ question, ...props }: ButtonProps & { readonly question: DialQuestion }): ReactElement {
  const { onAsk } = useDialer();
  return (
    <Button
      {...props}
      icon={question.way === 'ring' ? <PhoneRegular /> : <CallRegular />}
      aria-haspopup="dialog"
      onClick={() => {
        onAsk(question);
      }}
    />
  );
}

function MoreWays(props: DialButtonProps): ReactElement {
  const { number, target, withCodes, appearance = 'subtle', size, tabIndex } = props;
  const { t } = useTranslator();
  const styles = useDialButtonStyles();
  const trigger = useRef<HTMLElement>(null);
  const [isOpened, setOpened] = useState(false);
  const onClose = useCallback(() => {
    setOpened(false);
  }, []);
  const label = t('dial.more', { target });
  return (
    <>
      <Button
        ref={(button: HTMLElement | null) => {
          trigger.current = button;
        }}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpened}
        appearance={appearance}
        className={styles.more}
        icon={<ChevronDownRegular />}
        {...(size !== undefined && { size })}
        {...(tabIndex !== undefined && { tabIndex })}
        onClick={() => {
          setOpened(!isOpened);
        }}
      />
      {isOpened && (
        <DialMenu
          number={number}
          {...(withCodes !== undefined && { withCodes })}
          label={label}
          trigger={trigger}
          onClose={onClose}
        />
      )}
    </>
  );
}
