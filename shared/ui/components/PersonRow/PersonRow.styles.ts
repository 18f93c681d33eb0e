// Looks of a person's row: numbers beside the name where there is room, below it where there is not.
import { makeStyles, tokens } from '@fluentui/react-components';

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** Styles of PersonRow. */
export const usePersonRowStyles = makeStyles({
  root: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    // Not a hover token: in high contrast those are bright, and want other text than the row's.
    ':hover': { backgroundColor: tokens.colorNeutralBackground6 },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  avatar: { flexShrink: 0 },
  body: { flexGrow: 1, flexShrink: 1, flexBasis: '10rem', minWidth: 0 },
  name: { ...ellipsis, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  work: { ...ellipsis, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  states: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minHeight: tokens.lineHeightBase200,
    // Both states have a line of their own there, also the one that is not known yet.
    '@media (max-width: 32rem)': { minHeight: `calc(2 * ${tokens.lineHeightBase200})` },
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  state: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    flexGrow: 0,
    flexShrink: 1,
    minWidth: 0,
    columnGap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  number: { display: 'flex', alignItems: 'center', minWidth: 0, maxWidth: '100%' },
  kind: {
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    // Where the numbers stand below each other they begin at the same place.
    '@media (max-width: 32rem)': { minWidth: '4.5rem' },
  },
  // As high as a button: on a narrow page they have a line of their own.
  actions: { display: 'flex', flexShrink: 0, minHeight: '2rem', marginInlineStart: 'auto' },
  // Room for as many buttons: what comes a moment later moves nothing.
  one: { minWidth: '2rem' },
  two: { minWidth: '4rem' },
  three: { minWidth: '6rem' },
  card: { padding: `${tokens.spacingVerticalS} 0 0`, '@media (min-width: 32rem)': { paddingInlineStart: '2.75rem' } },
});
