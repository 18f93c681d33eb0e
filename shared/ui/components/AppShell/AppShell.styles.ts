// Looks of the frame: tabs beside the state of the phone, which goes where it is narrow.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

/** Below this width the tabs need all the room. */
const narrow = '@media (max-width: 32rem)';

/** Styles of AppShell. */
export const useAppShellStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    minWidth: 0,
    columnGap: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottomWidth: tokens.strokeWidthThin,
    borderBottomStyle: 'solid',
    borderBottomColor: tokens.colorNeutralStroke2,
    [narrow]: { flexDirection: 'column', alignItems: 'stretch', paddingRight: 0, paddingLeft: 0 },
  },
  title: visuallyHidden,
  presence: {
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalXS,
    // The height of the button in it, also while nothing is known: the page below must not move.
    minHeight: '1.5rem',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    [narrow]: { padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}` },
  },
  presenceText: { whiteSpace: 'nowrap' },
  main: { flexGrow: 1, minHeight: 0, display: 'flex', justifyContent: 'center' },
  page: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    maxWidth: '72rem',
    boxSizing: 'border-box',
    overflowX: 'hidden',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalM,
    [narrow]: { padding: tokens.spacingHorizontalS },
  },
});
