// Looks of the speed dials: cards side by side where there is room, one below the other at 320 px.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const forced = '@media (forced-colors: active)';

/** Styles of SpeedDialGrid and what is shown with it. */
export const useSpeedDialGridStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  section: { minWidth: 0 },
  headingRow: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  heading: {
    ...ellipsis,
    margin: `${tokens.spacingVerticalXS} 0`,
    minWidth: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 15rem), 1fr))',
    gap: tokens.spacingHorizontalS,
    // Also an empty group can be dropped on.
    minHeight: '2.5rem',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  none: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    height: '100%',
    minWidth: 0,
    padding: tokens.spacingHorizontalS,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  moving: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    boxShadow: tokens.shadow8,
    [forced]: { outlineColor: 'Highlight' },
  },
  top: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  handle: { flexShrink: 0, minWidth: '1.5rem', touchAction: 'none', cursor: 'grab' },
  who: { flexGrow: 1, minWidth: 0 },
  label: { ...ellipsis, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  state: {
    minHeight: tokens.lineHeightBase200,
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  dial: { display: 'flex', minWidth: 0, marginTop: 'auto' },
  menu: {
    position: 'fixed',
    inset: 'auto',
    zIndex: 1,
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    maxWidth: `calc(100% - 2 * ${tokens.spacingHorizontalXS})`,
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    // Transparent, and drawn by the high contrast theme.
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  menuItem: {
    justifyContent: 'flex-start',
    minHeight: '2rem',
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
  },
  hidden: visuallyHidden,
});
