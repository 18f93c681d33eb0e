// Do not disturb and forwarding of the own lines, where the phone system can set them.
import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { useRef, useState, type ReactElement } from 'react';
import type { ForwardingTypeWire, PhoneChange, PhoneLine } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { MessageKey } from '#shared/i18n';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { Section } from './Section.tsx';
import { useSettingsFormStyles } from './SettingsForm.styles.ts';

/** Snapshot and action of the phone. */
export interface PhoneSettingsProps {
  readonly lines: readonly PhoneLine[];
  /** The phone system is being asked or told. */
  readonly isBusy: boolean;
  /** Why it could not be read or set. */
  readonly error?: ErrorCode;
  readonly onChange: (change: PhoneChange) => void;
}

const types: readonly ForwardingTypeWire[] = ['immediate', 'busy', 'noAns'];
const typeKeys: Readonly<Record<ForwardingTypeWire, MessageKey>> = {
  immediate: 'settings.forward.immediate',
  busy: 'settings.forward.busy',
  noAns: 'settings.forward.noAns',
};
/** The contract takes this many characters. */
const longestNumber = 64;

/** Nothing where there is no line that could be set. */
export function PhoneSettings({ lines, isBusy, error, onChange }: PhoneSettingsProps): ReactElement | null {
  const styles = useSettingsFormStyles();
  const { t, errorText } = useTranslator();
  const settable = lines.filter(({ can }) => can.doNotDisturb || can.forwarding);
  if (settable.length === 0) return null;
  return (
    <Section title={t('settings.phone')}>
      {settable.map((line) => (
        <LineSettings key={line.extension} line={line} isBusy={isBusy} onChange={onChange} />
      ))}
      <div role="alert">{error !== undefined && <p className={styles.fault}>{errorText(error)}</p>}</div>
    </Section>
  );
}

interface LineProps {
  readonly line: PhoneLine;
  readonly isBusy: boolean;
  readonly onChange: (change: PhoneChange) => void;
}

function LineSettings({ line, isBusy, onChange }: LineProps): ReactElement {
  const styles = useSettingsFormStyles();
  const { t } = useTranslator();
  const { extension, can, doNotDisturb, forwarding } = line;
  const name = t('settings.line', { line: plainText(extension) });
  return (
    <div role="group" aria-label={name} className={styles.section}>
      <h3 className={styles.part}>{name}</h3>
      {can.doNotDisturb && (
        <Switch
          label={t('presence.doNotDisturb')}
          checked={doNotDisturb ?? false}
          aria-busy={isBusy}
          onChange={(_event, { checked }) => {
            onChange({ set: 'doNotDisturb', extension, isOn: checked });
          }}
        />
      )}
      {can.forwarding &&
        types.map((type) => {
          const to = forwarding.find((one) => one.type === type)?.to;
          return <Forwarding key={type} type={type} to={to} line={line} isBusy={isBusy} onChange={onChange} />;
        })}
    </div>
  );
}

interface ForwardingProps extends LineProps {
  readonly type: ForwardingTypeWire;
  /** Where calls go now; undefined: nowhere else. */
  readonly to: string | undefined;
}

function Forwarding({ type, to, line, isBusy, onChange }: ForwardingProps): ReactElement {
  const styles = useSettingsFormStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(to ?? '');
  const [shownTo, setShownTo] = useState(to);
  // A forwarding that was set elsewhere is shown instead of what was being typed.
  if (shownTo !== to) {
    setShownTo(to);
    setText(to ?? '');
  }
  const label = t(typeKeys[type]);
  const set = (target: string | null): void => {
    // The button that was pressed goes when the phone system has done it.
    field.current?.focus();
    onChange({ set: 'forwarding', extension: line.extension, type, to: target });
  };
  const typed = text.trim();
  return (
    <div className={styles.row}>
      <Field
        label={label}
        className={styles.field}
        hint={
          to === undefined ? t('settings.forward.off') : t('settings.forward.on', { target: plainText(format(to)) })
        }
      >
        <Input
          ref={(input: HTMLInputElement | null) => {
            field.current = input;
          }}
          dir="ltr"
          inputMode="tel"
          autoComplete="off"
          maxLength={longestNumber}
          value={text}
          onChange={(_event, { value }) => {
            setText(value);
          }}
        />
      </Field>
      {typed !== '' && typed !== to && (
        <SetButton text={t('settings.forward.set')} label={label} isBusy={isBusy} onClick={() => set(typed)} />
      )}
      {to !== undefined && (
        <SetButton text={t('settings.forward.stop')} label={label} isBusy={isBusy} onClick={() => set(null)} />
      )}
    </div>
  );
}

interface SetButtonProps {
  readonly text: string;
  /** What is forwarded, for the accessible name. */
  readonly label: string;
  readonly isBusy: boolean;
  readonly onClick: () => void;
}

function SetButton({ text, label, isBusy, onClick }: SetButtonProps): ReactElement {
  return (
    <Button disabledFocusable={isBusy} aria-label={`${text}: ${label}`} onClick={onClick}>
      {text}
    </Button>
  );
}
