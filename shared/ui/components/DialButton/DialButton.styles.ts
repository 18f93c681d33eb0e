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
  menu: {
    position: 'fixed',
    inset: 'auto',
    zIndex: 1,
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalXS})`,
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    // Transparent, and drawn by the high contrast theme.
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  item: { justifyContent: 'flex-start', minHeight: '2rem', fontWeight: tokens.fontWeightRegular, textAlign: 'start' },
});
