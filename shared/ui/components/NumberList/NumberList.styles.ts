// Looks of the list of numbers found in a text: made for a pane of 320 px.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of NumberList. */
export const useNumberListStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottomWidth: tokens.strokeWidthThin,
    borderBottomStyle: 'solid',
    borderBottomColor: tokens.colorNeutralStroke2,
    ':last-child': { borderBottomStyle: 'none' },
  },
  number: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexShrink: 1, minWidth: 0 },
  kind: {
    paddingLeft: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  copy: { flexShrink: 0, minWidth: '2rem', minHeight: '2rem' },
});
