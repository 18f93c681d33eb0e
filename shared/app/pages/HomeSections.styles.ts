// Looks of the parts of the first page.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of HomeSections. */
export const useHomeSectionsStyles = makeStyles({
  section: { minWidth: 0 },
  headingRow: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  heading: {
    margin: `${tokens.spacingVerticalXS} 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  /** The room of one meeting, so that what stands below does not move when it is there. */
  coming: { minHeight: '7rem' },
  none: { margin: `${tokens.spacingVerticalS} 0`, color: tokens.colorNeutralForeground2 },
});
