// Looks of a person's row: numbers beside the name where there is room, below it where there is not.
import { makeStyles, tokens } from '@fluentui/react-components';

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** Styles of PersonRow. */
export const usePersonRowStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    // Hundreds of people: what is out of sight costs no layout.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 5rem',
  },
  avatar: { flexShrink: 0 },
  body: { flexGrow: 1, flexShrink: 1, flexBasis: '10rem', minWidth: 0 },
  name: { ...ellipsis, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  work: { ...ellipsis, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  state: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
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
});
