// Looks of the panel that says why somebody looks busy.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of WhyBusyPanel. */
export const useWhyBusyPanelStyles = makeStyles({
  answer: { marginTop: tokens.spacingVerticalM },
  words: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    overflowWrap: 'anywhere',
  },
  release: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalM,
    borderTopWidth: tokens.strokeWidthThin,
    borderTopStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
});
