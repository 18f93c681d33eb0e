// Looks of the people search.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

/** Styles of PeopleSearch. */
export const usePeopleSearchStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minHeight: 0, flexGrow: 1, rowGap: tokens.spacingVerticalS },
  search: { flexShrink: 0, width: '100%', maxWidth: '40rem', minWidth: 0 },
  sources: { display: 'flex', flexWrap: 'wrap', flexShrink: 0, columnGap: tokens.spacingHorizontalM },
  item: {
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-0.125rem',
    },
  },
  typed: { display: 'flex', minWidth: 0 },
  count: visuallyHidden,
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    flexGrow: 1,
    minHeight: 0,
    // Hundreds of people: what is out of sight costs no layout. The first ones are in sight, and never of a guessed height.
    '& > li:nth-child(n + 13) > article': { contentVisibility: 'auto', containIntrinsicSize: 'auto 5rem' },
  },
});
