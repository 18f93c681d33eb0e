// Looks of the first steps: docked below the page, so that nothing of it is covered and nothing in it moves.
import { makeStyles, tokens } from '@fluentui/react-components';

/** From this width on there is room for ways and favourites beside each other. */
const wide = '@media (min-width: 48rem)';

/** Styles of FirstRun. What is long scrolls between the title and the buttons, which are always in sight. */
export const useFirstRunStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    rowGap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    minWidth: 0,
    maxHeight: '55%',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow28,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  /** As wide as the page above it. */
  head: { width: '100%', maxWidth: '70rem', margin: '0 auto' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    width: '100%',
    maxWidth: '70rem',
    minHeight: 0,
    margin: '0 auto',
    overflowY: 'auto',
    [wide]: { '& [role=radiogroup]': { flexDirection: 'row' }, '& [role=radiogroup] > *': { flex: '1 1 0' } },
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  count: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0, overflowWrap: 'anywhere' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    width: '100%',
    maxWidth: '70rem',
    margin: '0 auto',
  },
  skip: { marginInlineStart: 'auto' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});
