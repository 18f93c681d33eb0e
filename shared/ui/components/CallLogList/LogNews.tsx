// Says what became of deleting or exporting calls; a call deleted by one click can be brought back.
import { Button, makeStyles } from '@fluentui/react-components';
import type { FocusEvent, ReactElement } from 'react';
import type { CallRecordWire } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { Notice } from '../Notice/Notice.tsx';

/** Empty it takes no room, nor the gap beside it, and is still listened to. */
const useStyles = makeStyles({ root: { ':empty': { position: 'absolute' } } });

/** Properties of the news. */
export interface LogNewsProps {
  readonly work: 'idle' | 'deleting' | 'deleted' | 'exporting' | 'exported' | 'failed';
  readonly error?: ErrorCode;
  /** Missing: it goes with its cause. */
  readonly onDismiss?: () => void;
  /** The call that was deleted last and can be brought back. */
  readonly undoable?: CallRecordWire;
  readonly onUndo?: () => void;
  /** Somebody has the pointer or the focus on the news: it must not go under the hand. */
  readonly onHold?: (isHeld: boolean) => void;
}

const keys = {
  deleting: 'calls.deleting',
  deleted: 'calls.deleted',
  exporting: 'calls.exporting',
  exported: 'calls.exported',
} as const;

/** The news, in a live region that is always there; empty when there is none. */
export function LogNews(props: LogNewsProps): ReactElement {
  const styles = useStyles();
  const { onHold, undoable } = props;
  const hold = (): void => {
    onHold?.(true);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!currentTarget.contains(relatedTarget)) onHold?.(false);
  };
  return (
    <div
      role="status"
      className={styles.root}
      onPointerEnter={hold}
      onPointerLeave={({ currentTarget }) => {
        if (!currentTarget.contains(document.activeElement)) onHold?.(false);
      }}
      onFocus={hold}
      onBlur={onBlur}
    >
      <News {...props} />
      {/* Each call has a notice of its own, which is read anew. */}
      <Deleted key={undoable?.id} {...props} />
    </div>
  );
}

function News({ work, error, onDismiss }: LogNewsProps): ReactElement | null {
  const { t, errorText } = useTranslator();
  const dismiss = onDismiss !== undefined && { onDismiss };
  if (error !== undefined) {
    return (
      <Notice intent="error" {...dismiss}>
        {errorText(error)}
      </Notice>
    );
  }
  if (work === 'idle' || work === 'failed') return null;
  const isDone = work === 'deleted' || work === 'exported';
  return (
    <Notice intent={isDone ? 'success' : 'info'} {...(isDone && dismiss)}>
      {t(keys[work])}
    </Notice>
  );
}

function Deleted({ undoable, onUndo, onDismiss }: LogNewsProps): ReactElement | null {
  const translator = useTranslator();
  const { format } = useDialer();
  if (undoable === undefined) return null;
  const party = partyText(undoable.other, undoable.e164, translator, format).title;
  return (
    <Notice
      intent="success"
      {...(onDismiss !== undefined && { onDismiss })}
      actions={
        <Button size="small" onClick={onUndo}>
          {translator.t('calls.undo')}
        </Button>
      }
    >
      {translator.t('calls.deletedOne', { party })}
    </Notice>
  );
}
