// Looks of the strip of live calls below the page.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of LiveStrip; the edge of a row carries the meaning in high contrast, where backgrounds are equal. */
export const useLiveStripStyles = makeStyles({
  root: {
    flexShrink: 0,
    // On a low screen the page keeps the larger part.
    maxHeight: '40%',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    borderTopWidth: tokens.strokeWidthThin,
    borderTopStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
    boxShadow: tokens.shadow8,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderLeftWidth: tokens.strokeWidthThickest,
    borderLeftStyle: 'solid',
    borderLeftColor: tokens.colorNeutralStrokeAccessible,
  },
  ringing: { borderLeftColor: tokens.colorPaletteGreenBorderActive },
  text: {
    flexGrow: 1,
    flexShrink: 1,
    flexBasis: '12rem',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  more: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase200 },
});
