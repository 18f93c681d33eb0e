// A small form above the page: title, fields, save and cancel.
import { Button } from '@fluentui/react-components';
import { useId, type ReactElement, type ReactNode, type SubmitEvent } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useModal } from '../DialConfirm/useModal.ts';
import { useSpeedDialFormStyles } from './SpeedDialForm.styles.ts';

/** Properties of the dialog. */
export interface FormDialogProps {
  readonly title: string;
  /** Text of the button that submits. */
  readonly submit: string;
  /** Missing: there is nothing to submit. */
  readonly onSubmit?: () => void;
  /** What is submitted cannot be taken back: cancel has the focus first. @default false */
  readonly isFinal?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog with a form in it, open while it is there. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const { title, submit, onSubmit, isFinal = false, onClose, children } = props;
  const styles = useSpeedDialFormStyles();
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
      <form
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <div className={styles.fields}>{children}</div>
        <div className={styles.actions}>
          {onSubmit !== undefined && (
            <Button type="submit" appearance="primary" className={styles.action}>
              {submit}
            </Button>
          )}
          <Button
            type="button"
            className={styles.action}
            {...(isFinal && { 'data-first-focus': true })}
            onClick={onClose}
          >
            {t('speedDials.cancel')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
