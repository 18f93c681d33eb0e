// Looks of a person's card: made for a pane of 320 px.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of PersonCard. */
export const usePersonCardStyles = makeStyles({
  root: { minWidth: 0 },
  numbers: { listStyleType: 'none', margin: 0, padding: 0 },
  number: { display: 'flex', alignItems: 'center', minWidth: 0, columnGap: tokens.spacingHorizontalXS },
  kind: {
    flexShrink: 0,
    minWidth: '5rem',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  add: { flexShrink: 0, minWidth: '2rem', minHeight: '2rem' },
  fact: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});
