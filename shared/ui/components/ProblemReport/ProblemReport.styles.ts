// Looks of the problem report: a dialog that fits a pane of 320 px.
import { makeStyles, tokens } from '@fluentui/react-components';
import { dialogFrame } from '../../theme/dialogFrame.ts';

/** Styles of ProblemReport. */
export const useProblemReportStyles = makeStyles({
  root: { ...dialogFrame, maxWidth: '40rem' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  form: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalM,
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  part: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  logs: {
    boxSizing: 'border-box',
    maxHeight: '14rem',
    margin: 0,
    padding: tokens.spacingHorizontalS,
    overflow: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre',
  },
  image: {
    maxWidth: '100%',
    maxHeight: '16rem',
    objectFit: 'contain',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  imageTools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
  action: { minHeight: '2rem', minWidth: 0, overflowWrap: 'anywhere' },
});
