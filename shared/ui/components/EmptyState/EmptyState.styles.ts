// Looks of empty and error states.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of EmptyState. */
export const useEmptyStateStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    textAlign: 'center',
  },
  icon: { display: 'inline-flex', fontSize: tokens.fontSizeHero800, color: tokens.colorNeutralForeground3 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, maxWidth: '32rem', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300 },
});
