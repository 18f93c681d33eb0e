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
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
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
