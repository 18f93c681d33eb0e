// The numbers of whoever is behind a call, in a dialog over the log.
import { Button, Spinner } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { useDialConfirmStyles } from '../DialConfirm/DialConfirm.styles.ts';
import { useModal } from '../DialConfirm/useModal.ts';
import { PersonCard } from './PersonCard.tsx';

/** Properties of the dialog. */
export interface PersonDialogProps {
  readonly phase: 'looking' | 'found' | 'unknown' | 'failed';
  /** Who the log says it was. */
  readonly title: string;
  readonly number: string;
  readonly person?: Person;
  readonly error?: ErrorCode;
  readonly onAddSpeedDial?: (label: string, number: string, personId?: string) => void;
  readonly onClose: () => void;
}

/** The dialog, open while it is there. */
export function PersonDialog({ title, onClose, ...props }: PersonDialogProps): ReactElement {
  const styles = useDialConfirmStyles();
  const { t } = useTranslator();
  const root = useModal();
  const id = useId();
  return (
    <dialog
      ref={root}
      className={styles.root}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <h2 id={id} className={styles.title} dir="auto">
        {t('people.numbersOf', { name: title })}
      </h2>
      <div className={styles.text} role="status">
        <Answer title={title} {...props} />
      </div>
      <div className={styles.actions}>
        <Button className={styles.action} data-first-focus onClick={onClose}>
          {t('why.close')}
        </Button>
      </div>
    </dialog>
  );
}

/** Whatever the answer, the number of the call itself can be called. */
function Answer(props: Omit<PersonDialogProps, 'onClose'>): ReactElement {
  const { phase, title, number, person, error, onAddSpeedDial } = props;
  const { t, errorText } = useTranslator();
  if (person !== undefined) return <PersonCard person={person} {...(onAddSpeedDial && { onAddSpeedDial })} />;
  return (
    <>
      {phase === 'looking' && <Spinner size="tiny" label={t('app.loading')} />}
      {phase === 'unknown' && <p>{t('people.onlyNumber')}</p>}
      {error !== undefined && <p>{errorText(error)}</p>}
      <DialButton shape="long" number={number} target={title} />
    </>
  );
}
