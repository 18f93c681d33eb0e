// Looks of the question before a call.
import { makeStyles, tokens } from '@fluentui/react-components';
import { dialogFrame } from '../../theme/dialogFrame.ts';

/** Styles of DialConfirm: fits a pane of 320 px, and scrolls where the admin's text is long. */
export const useDialConfirmStyles = makeStyles({
  root: { ...dialogFrame, maxWidth: '28rem' },
  title: {
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: `${tokens.spacingVerticalM} 0 0`, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXL,
  },
  action: { flexGrow: 1, minHeight: '2rem', minWidth: 0, overflowWrap: 'anywhere' },
});
