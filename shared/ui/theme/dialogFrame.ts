// What every dialog of ours looks like from outside.
import { tokens } from '@fluentui/react-components';

/** Style rule for the `<dialog>` element: fits a pane of 320 px, and scrolls where it is long. Its `maxWidth` is the dialog's own. */
export const dialogFrame = {
  boxSizing: 'border-box',
  width: `calc(100% - 2 * ${tokens.spacingHorizontalM})`,
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
} as const;
