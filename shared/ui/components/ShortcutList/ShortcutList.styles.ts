// Looks of the list of shortcuts.
import { makeStyles, tokens } from '@fluentui/react-components';
import { visuallyHidden } from '../../theme/visuallyHidden.ts';

/** Styles of ShortcutList. */
export const useShortcutListStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', margin: `${tokens.spacingVerticalM} 0` },
  head: visuallyHidden,
  cell: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`, textAlign: 'start' },
  key: {
    display: 'inline-block',
    minWidth: '1.5rem',
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    textAlign: 'center',
    fontFamily: tokens.fontFamilyMonospace,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
  },
});
