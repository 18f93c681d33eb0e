// Looks of live calls.
import { makeStyles, tokens } from '@fluentui/react-components';

const twoLines = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '2',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
} as const;
const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** Styles of LiveCallCard and LiveCallList. */
export const useLiveCallCardStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    borderTopWidth: tokens.strokeWidthThin,
    borderRightWidth: tokens.strokeWidthThin,
    borderBottomWidth: tokens.strokeWidthThin,
    borderLeftWidth: tokens.strokeWidthThickest,
    borderTopStyle: 'solid',
    borderRightStyle: 'solid',
    borderBottomStyle: 'solid',
    borderLeftStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
    borderRightColor: tokens.colorNeutralStroke2,
    borderBottomColor: tokens.colorNeutralStroke2,
    borderLeftColor: tokens.colorNeutralStrokeAccessible,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  ringing: { borderLeftColor: tokens.colorPaletteGreenBorderActive, boxShadow: tokens.shadow8 },
  icon: {
    display: 'inline-flex',
    flexShrink: 0,
    fontSize: tokens.fontSizeHero700,
    color: tokens.colorBrandForeground1,
  },
  iconRinging: {
    color: tokens.colorPaletteGreenForeground1,
    animationDuration: '1s',
    animationIterationCount: 'infinite',
    animationName: { '0%, 100%': { transform: 'rotate(-8deg)' }, '50%': { transform: 'rotate(8deg)' } },
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
  body: { flexGrow: 1, flexShrink: 1, flexBasis: '8rem', minWidth: 0 },
  state: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  /** Who calls is what the card is there for: a long name takes two lines. */
  party: { ...twoLines, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  details: { ...ellipsis, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  controls: { display: 'flex', flexWrap: 'wrap', flexBasis: '100%', gap: tokens.spacingHorizontalS },
  fault: { flexBasis: '100%', margin: 0, color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
  timer: { flexShrink: 0, fontSize: tokens.fontSizeBase400, fontVariantNumeric: 'tabular-nums' },
});
