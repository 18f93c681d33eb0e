// Looks of the dial button.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of DialButton: the split halves touch, long numbers end in an ellipsis. */
export const useDialButtonStyles = makeStyles({
  split: { display: 'inline-flex', maxWidth: '100%', minWidth: 0 },
  action: { flexShrink: 0, minHeight: '2rem' },
  long: {
    flexShrink: 1,
    minWidth: 0,
    justifyContent: 'flex-start',
    fontWeight: tokens.fontWeightRegular,
    borderTopRightRadius: 0,
    borderBottomRightRadius: 0,
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  more: { flexShrink: 0, minWidth: '2rem', borderTopLeftRadius: 0, borderBottomLeftRadius: 0, borderLeftWidth: 0 },
});
