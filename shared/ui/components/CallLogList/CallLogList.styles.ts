// Looks of the call log list. Heights agree with useCallLogList.ts.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of CallLogList. */
export const useCallLogListStyles = makeStyles({
  scroller: { flexGrow: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' },
  list: { position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    borderRadius: tokens.borderRadiusMedium,
    contain: 'layout style',
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-0.125rem',
    },
  },
  day: {
    display: 'flex',
    alignItems: 'end',
    boxSizing: 'border-box',
    height: '2.5rem',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  end: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
});
