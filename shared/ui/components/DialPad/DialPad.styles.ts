// Looks of the dial pad.
import { makeStyles, tokens } from '@fluentui/react-components';

/** Styles of DialPad and DialPadCall. */
export const useDialPadStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    width: '100%',
    maxWidth: '20rem',
    marginLeft: 'auto',
    marginRight: 'auto',
  },
  entry: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  input: { flexGrow: 1, minWidth: 0 },
  number: {
    minWidth: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'center',
  },
  keys: { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: tokens.spacingHorizontalS },
  key: { minWidth: 0, height: '3.5rem', padding: 0, touchAction: 'manipulation', userSelect: 'none' },
  face: { display: 'flex', flexDirection: 'column', alignItems: 'center' },
  digit: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  letters: {
    minHeight: tokens.lineHeightBase100,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    fontWeight: tokens.fontWeightRegular,
    letterSpacing: '0.1em',
  },
  call: { display: 'flex', justifyContent: 'center', minHeight: '2.5rem', minWidth: 0 },
  found: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  wide: { width: '100%', minWidth: 0 },
  ellipsis: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  hint: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  trace: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, textAlign: 'center', minWidth: 0 },
  why: { cursor: 'pointer', color: tokens.colorBrandForegroundLink, width: 'fit-content', margin: '0 auto' },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, textAlign: 'start', overflowWrap: 'anywhere' },
  preview: {
    minHeight: tokens.lineHeightBase200,
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});
