// Says to screen readers what rings and what goes on: one voice for all pages.
import { makeStyles } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { LiveCall, SharedLine } from '#shared/contracts';
import { useCallText } from './useCallText.ts';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';
import { isRinging } from '../LiveCallCard/liveState.ts';

const useStyles = makeStyles({ root: visuallyHidden });

/** Properties of the announcer. */
export interface LiveAnnouncerProps {
  /** The person's own calls. */
  readonly calls: readonly LiveCall[];
  /** Lines of others that are to be told of. */
  readonly lines: readonly SharedLine[];
}

/**
 * To be mounted once and for good: a region that comes together with its words is not read. Its text changes only when a call of
 * the person comes, goes or changes its state, and when one begins or ends to ring on a line of somebody else.
 */
export function LiveAnnouncer({ calls, lines }: LiveAnnouncerProps): ReactElement {
  const styles = useStyles();
  const callText = useCallText();
  const others = lines.flatMap((line) => line.calls.filter(isRinging).map((call) => callText(call, line).text));
  return (
    <div role="status" aria-live="polite" className={styles.root}>
      {[...calls.map((call) => callText(call).text), ...others].join(', ')}
    </div>
  );
}
