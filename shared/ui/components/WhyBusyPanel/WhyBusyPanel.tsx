// Says, layer by layer, why a person looks busy in Teams, and offers to withdraw our part.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
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

/** The panel, open as long as it is there. */
export function WhyBusyPanel(props: WhyBusyPanelProps): ReactElement {
  const { isBusy, onRefresh, onClose } = props;
  const { t } = useTranslator();
  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('why.title')}</DialogTitle>
          <DialogContent>
            <WhyAnswer {...props} />
          </DialogContent>
          <DialogActions>
            {/* Stays focusable while it works, so that the focus is not lost in the middle. */}
            <Button disabledFocusable={isBusy} onClick={onRefresh}>
              {t('why.again')}
            </Button>
            <Button appearance="primary" onClick={onClose}>
              {t('why.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
