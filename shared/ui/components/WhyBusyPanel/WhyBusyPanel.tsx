// Says, layer by layer, why a person looks busy in Teams, and offers to withdraw our part.
import { Button, Spinner } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialConfirmStyles } from '../DialConfirm/DialConfirm.styles.ts';
import { useModal } from '../DialConfirm/useModal.ts';
import { ErrorState } from '../EmptyState/EmptyState.tsx';
import { useWhyBusyPanelStyles } from './WhyBusyPanel.styles.ts';

/** What the panel shows and does. Without `onRelease` there is nothing of ours to withdraw. */
export interface WhyBusyPanelProps {
  /** Sentences in the person's language; empty until they are known. */
  readonly words: readonly string[];
  /** An answer or a withdrawal is under way. */
  readonly isBusy: boolean;
  /** Why the answer or the withdrawal failed. */
  readonly error?: ErrorCode;
  readonly onRefresh: () => void;
  readonly onRelease?: () => void;
  readonly onClose: () => void;
}

/** The panel, in the browser's own modal dialog; open as long as it is there. */
export function WhyBusyPanel(props: WhyBusyPanelProps): ReactElement {
  const { isBusy, onRefresh, onClose } = props;
  const frame = useDialConfirmStyles();
  const styles = useWhyBusyPanelStyles();
  const { t } = useTranslator();
  const root = useModal();
  const id = useId();
  return (
    <dialog
      ref={root}
      className={frame.root}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <h2 id={id} className={frame.title}>
        {t('why.title')}
      </h2>
      <div className={styles.answer}>
        <WhyAnswer {...props} />
      </div>
      <div className={frame.actions}>
        {/* Stays focusable while it works, so that the focus is not lost in the middle. */}
        <Button className={frame.action} disabledFocusable={isBusy} onClick={onRefresh}>
          {t('why.again')}
        </Button>
        <Button className={frame.action} appearance="primary" data-first-focus onClick={onClose}>
          {t('why.close')}
        </Button>
      </div>
    </dialog>
  );
}

function WhyAnswer({ words, isBusy, error, onRefresh, onRelease }: WhyBusyPanelProps): ReactElement {
  const styles = useWhyBusyPanelStyles();
  const { t } = useTranslator();
  return (
    <>
      <div role="status" aria-busy={isBusy}>
        {words.length === 0 && isBusy && <Spinner label={t('app.loading')} />}
        {words.length > 0 && (
          <ul className={styles.words}>
            {words.map((sentence, index) => (
              <li key={`${String(index)} ${sentence}`}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      {error !== undefined && <ErrorState code={error} onRetry={onRefresh} />}
      {onRelease !== undefined && <Release isBusy={isBusy} onRelease={onRelease} />}
    </>
  );
}

function Release({ isBusy, onRelease }: { readonly isBusy: boolean; readonly onRelease: () => void }): ReactElement {
  const styles = useWhyBusyPanelStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.release}>
      <p id="why-release" className={styles.hint}>
        {t('why.releaseHint')}
      </p>
      <Button disabledFocusable={isBusy} onClick={onRelease} aria-describedby="why-release">
        {t('why.release')}
      </Button>
    </div>
  );
}
