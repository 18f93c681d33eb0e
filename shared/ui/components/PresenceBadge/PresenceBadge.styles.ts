// Looks of the ringing badge.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of PresenceBadge. */
export const usePresenceBadgeStyles = makeStyles({
  ringing: {
    display: 'inline-flex',
    color: tokens.colorPaletteGreenForeground1,
    fontSize: tokens.fontSizeBase300,
    animationDuration: '1.2s',
    animationIterationCount: 'infinite',
    animationName: { '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.4 } },
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
});
