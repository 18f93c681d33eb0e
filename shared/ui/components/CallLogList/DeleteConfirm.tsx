// Asks before calls are deleted for good.
import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useId, type ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialConfirmStyles } from '../DialConfirm/DialConfirm.styles.ts';
import { useModal } from '../DialConfirm/useModal.ts';

/** Properties of the question. */
export interface DeleteConfirmProps {
  /** How many calls go; `all`: the whole log. */
  readonly count: number | 'all';
  readonly onDelete: () => void;
  /** The person has answered, either way. */
  readonly onClose: () => void;
}

/** The question, in the browser's own modal dialog. Cancel has the focus first. */
export function DeleteConfirm({ count, onDelete, onClose }: DeleteConfirmProps): ReactElement {
  const styles = useDialConfirmStyles();
  const { t } = useTranslator();
  const root = useModal();
  const id = useId();
  const isAll = count === 'all';
  return (
    <dialog
      ref={root}
      role="alertdialog"
      className={styles.root}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <h2 id={`${id}title`} className={styles.title}>
        {isAll ? t('calls.deleteAllAsk') : t('calls.deleteAsk', { count })}
      </h2>
      <p id={`${id}text`} className={styles.text}>
        {t(isAll ? 'calls.deleteAllHint' : 'calls.deleteHint')}
      </p>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          className={styles.action}
          icon={<DeleteRegular />}
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          {isAll ? t('calls.deleteAll') : t('calls.delete', { count })}
        </Button>
        <Button className={styles.action} data-first-focus onClick={onClose}>
          {t('dial.ask.cancel')}
        </Button>
      </div>
    </dialog>
  );
}
