// Looks of the voicemail card.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of VoicemailCard. */
export const useVoicemailCardStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  mailbox: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  lamp: {
    display: 'inline-flex',
    flexShrink: 0,
    fontSize: tokens.fontSizeHero700,
    color: tokens.colorNeutralForeground3,
  },
  lit: { color: tokens.colorStatusDangerForeground1 },
  body: { minWidth: 0, overflowWrap: 'anywhere' },
  counts: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  details: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  action: { minHeight: '2rem', overflowWrap: 'anywhere' },
  help: { fontSize: tokens.fontSizeBase300 },
  summary: { cursor: 'pointer', padding: `${tokens.spacingVerticalXS} 0` },
  steps: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXXL,
    overflowWrap: 'anywhere',
  },
});
