// Looks of the bar above the log: one line also in a pane of 320 px.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

/** Styles of CallLogBar. */
export const useCallLogBarStyles = makeStyles({
  root: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    flexShrink: 0,
  },
  search: { flexGrow: 1, flexShrink: 1, minWidth: 0, maxWidth: '40rem' },
  action: { flexShrink: 0, minWidth: '2rem', minHeight: '2rem' },
  found: visuallyHidden,
});
