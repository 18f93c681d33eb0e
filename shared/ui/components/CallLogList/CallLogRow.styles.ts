// Looks of a log row.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** Styles of CallLogRow. Two lines of fixed height, so that a long list can be laid out without measuring. */
export const useCallLogRowStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    height: '3.5rem',
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    // Not a hover token: in high contrast those are bright, and want other text than the row's.
    ':hover': { backgroundColor: tokens.colorNeutralBackground6 },
  },
  body: { flexGrow: 1, minWidth: 0 },
  title: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase300,
  },
  name: ellipsis,
  count: { position: 'relative', flexShrink: 0, fontWeight: tokens.fontWeightRegular },
  each: {
    display: 'inline-flex',
    alignItems: 'center',
    // The smallest target WCAG 2.5.8 allows, within the height of the line.
    minWidth: '1.5rem',
    minHeight: '1.5rem',
    margin: '-0.125rem 0',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    color: 'inherit',
    backgroundColor: 'transparent',
    font: 'inherit',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  member: { paddingLeft: tokens.spacingHorizontalXXXL },
  missed: { color: tokens.colorPaletteRedForeground1 },
  details: {
    ...ellipsis,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  when: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    alignItems: 'flex-end',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  time: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end', whiteSpace: 'nowrap' },
  duration: { position: 'relative' },
  spoken: visuallyHidden,
  dial: { display: 'inline-flex', flexShrink: 0, width: '2rem' },
});
