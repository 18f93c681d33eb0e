// Looks of the question before a call.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of DialConfirm: fits a pane of 320 px, and scrolls where the admin's text is long. */
export const useDialConfirmStyles = makeStyles({
  root: {
    boxSizing: 'border-box',
    width: `calc(100% - 2 * ${tokens.spacingHorizontalM})`,
    maxWidth: '28rem',
    maxHeight: `calc(100% - 2 * ${tokens.spacingVerticalM})`,
    margin: 'auto',
    padding: tokens.spacingHorizontalXL,
    overflowY: 'auto',
    // Transparent, and drawn by the high contrast theme.
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow64,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
  },
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
