// Looks of tabs: underlined sections (captions below icons where it is narrow), and pills.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Below this width captions go under the icons. */
const narrow = '@media (max-width: 32rem)';
const forced = '@media (forced-colors: active)';

/** Styles of TabBar. */
export const useTabBarStyles = makeStyles({
  /** The tabs and, where they do not all fit, the button of the others. */
  row: { display: 'flex', alignItems: 'stretch', flexGrow: 1, minWidth: 0 },
  bar: { display: 'flex', minWidth: 0, [narrow]: { flexGrow: 1 } },
  pills: { display: 'flex', flexWrap: 'wrap', flexShrink: 0, gap: tokens.spacingHorizontalXS },
  tab: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    columnGap: tokens.spacingHorizontalSNudge,
    minWidth: 0,
    margin: 0,
    borderTopWidth: 0,
    borderRightWidth: 0,
    borderBottomWidth: 0,
    borderLeftWidth: 0,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-0.125rem',
    },
  },
  barTab: {
    padding: tokens.spacingHorizontalM,
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: 0,
      left: tokens.spacingHorizontalM,
      right: tokens.spacingHorizontalM,
      height: tokens.strokeWidthThicker,
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: 'transparent',
    },
    ':hover::after': { backgroundColor: tokens.colorNeutralStroke1Hover },
    [narrow]: {
      flexDirection: 'column',
      // Icons in one line, whether the caption below takes one or two.
      justifyContent: 'flex-start',
      flexGrow: 1,
      // No slimmer than its longest word, which nothing breaks.
      flexBasis: 'min-content',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXS}`,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase200,
    },
  },
  barSelected: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '::after': { backgroundColor: tokens.colorCompoundBrandStroke, [forced]: { backgroundColor: 'Highlight' } },
    ':hover::after': { backgroundColor: tokens.colorCompoundBrandStrokeHover },
  },
  pillsTab: {
    minHeight: '2rem',
    // With its border as wide as the space alone would be.
    padding: `${tokens.spacingVerticalXXS} calc(${tokens.spacingHorizontalM} - ${tokens.strokeWidthThin})`,
    borderRadius: tokens.borderRadiusCircular,
    // Transparent, and drawn by the high contrast theme, where the background does not show.
    borderTopWidth: tokens.strokeWidthThin,
    borderRightWidth: tokens.strokeWidthThin,
    borderBottomWidth: tokens.strokeWidthThin,
    borderLeftWidth: tokens.strokeWidthThin,
    borderTopStyle: 'solid',
    borderRightStyle: 'solid',
    borderBottomStyle: 'solid',
    borderLeftStyle: 'solid',
    borderTopColor: tokens.colorTransparentStroke,
    borderRightColor: tokens.colorTransparentStroke,
    borderBottomColor: tokens.colorTransparentStroke,
    borderLeftColor: tokens.colorTransparentStroke,
    backgroundColor: tokens.colorNeutralBackground3,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground1Hover },
  },
  pillsSelected: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': { backgroundColor: tokens.colorBrandBackgroundHover, color: tokens.colorNeutralForegroundOnBrand },
  },
  moreBox: { display: 'flex', flexShrink: 0 },
  /** Its dots stand in one line with the icons. */
  more: { width: '2.75rem', [narrow]: { alignItems: 'flex-start', padding: `${tokens.spacingVerticalS} 0` } },
  /** A dot at the corner of the dots. */
  news: {
    position: 'absolute',
    top: '-0.125rem',
    insetInlineEnd: '-0.25rem',
    width: '0.5rem',
    height: '0.5rem',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandBackground,
    [forced]: { backgroundColor: 'Highlight' },
  },
  icon: { position: 'relative', display: 'inline-flex', fontSize: tokens.fontSizeBase500 },
  text: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  barText: { [narrow]: { textAlign: 'center', whiteSpace: 'normal' } },
});
