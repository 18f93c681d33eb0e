// What can be done with a live call through the phone system, and what came of it.
import { Button } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CallEndRegular } from '@fluentui/react-icons/svg/call-end';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import type { ReactElement } from 'react';
import type { CallAction, LiveCall } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useLiveCallCardStyles } from './LiveCallCard.styles.ts';
import { actionKey, actionsFor } from './liveState.ts';

/** What was asked of a call. */
export type CallOrderView =
  | { readonly kind: 'asked'; readonly action: CallAction }
  | { readonly kind: 'failed'; readonly action: CallAction; readonly code: ErrorCode };

/** Properties of the controls. */
export interface CallControlsProps {
  readonly call: LiveCall;
  /** Who the call is with, for the names of the buttons. */
  readonly party: string;
  readonly order?: CallOrderView;
  readonly onControl: (action: CallAction) => void;
}

const icons: Readonly<Record<CallAction, ReactElement>> = {
  answer: <CallRegular />,
  hold: <PauseRegular />,
  retrieve: <PlayRegular />,
  clear: <CallEndRegular />,
};

/** The buttons that make sense now; nothing where its phone system offers none. */
export function CallControls({ call, party, order, onControl }: CallControlsProps): ReactElement | null {
  const styles = useLiveCallCardStyles();
  const { t, errorText } = useTranslator();
  const actions = actionsFor(call);
  if (actions.length === 0) return null;
  const isBusy = order?.kind === 'asked';
  return (
    <div className={styles.controls}>
      {actions.map((action) => {
        const text = t(actionKey(action, call));
        return (
          <Button
            key={action}
            size="small"
            appearance={action === 'answer' ? 'primary' : 'secondary'}
            icon={icons[action]}
            aria-label={`${text}: ${party}`}
            // Stays focusable while it works, so that the focus is not lost in the middle.
            disabledFocusable={isBusy}
            onClick={() => {
              onControl(action);
            }}
          >
            {text}
          </Button>
        );
      })}
      {order?.kind === 'failed' && (
        <p role="alert" className={styles.fault}>
          {errorText(order.code)}
        </p>
      )}
    </div>
  );
}
