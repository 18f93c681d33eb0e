// Looks of the home page: two columns where there is room.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of HomePage. */
export const useHomePageStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  /** Takes its room already, so that nothing moves when it is shown. */
  coming: { visibility: 'hidden' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 24rem), 1fr))',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalL,
  },
  /** No box of its own. */
  below: { display: 'contents' },
  section: { minWidth: 0 },
  headingRow: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  heading: {
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  none: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});
