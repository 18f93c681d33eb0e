// Looks of the dialogs around speed dials: they fit a pane of 320 px, and scroll where they are long.
import { makeStyles, tokens } from '@fluentui/react-components';
import { dialogFrame } from '../../theme/dialogFrame.ts';

/** Styles of SpeedDialForm, GroupForm and SpeedDialImport. */
export const useSpeedDialFormStyles = makeStyles({
  root: { ...dialogFrame, maxWidth: '32rem' },
  title: {
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalM,
    minWidth: 0,
  },
  field: { minWidth: 0 },
  /** A box of text is as wide as its sixteen letters unless it is told otherwise. */
  input: { minWidth: 0 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXL,
  },
  action: { flexGrow: 1, minHeight: '2rem', minWidth: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300 },
  scroll: { maxHeight: '16rem', overflow: 'auto', minWidth: 0 },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  cell: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    textAlign: 'start',
    overflowWrap: 'anywhere',
    borderBottomWidth: tokens.strokeWidthThin,
    borderBottomStyle: 'solid',
    borderBottomColor: tokens.colorNeutralStroke2,
  },
  fault: { color: tokens.colorPaletteRedForeground1 },
});
