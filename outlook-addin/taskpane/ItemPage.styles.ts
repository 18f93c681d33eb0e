// Looks of the item page.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of ItemPage. */
export const useItemPageStyles = makeStyles({
  section: { minWidth: 0 },
  heading: {
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  none: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});
