// Direction and outcome of a call as an icon: the shape tells what the colour tells.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CallDismissRegular } from '@fluentui/react-icons/svg/call-dismiss';
import { CallForwardRegular } from '@fluentui/react-icons/svg/call-forward';
import { CallInboundRegular } from '@fluentui/react-icons/svg/call-inbound';
import { CallMissedRegular } from '@fluentui/react-icons/svg/call-missed';
import { CallOutboundRegular } from '@fluentui/react-icons/svg/call-outbound';
import { CallProhibitedRegular } from '@fluentui/react-icons/svg/call-prohibited';
import { VoicemailRegular } from '@fluentui/react-icons/svg/voicemail';
import type { ReactElement } from 'react';
import type { CallRecordWire } from '#shared/contracts';
import { isMissed } from './recordText.ts';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    flexShrink: 0,
    fontSize: tokens.fontSizeBase500,
    color: tokens.colorNeutralForeground3,
  },
  missed: { color: tokens.colorPaletteRedForeground1 },
});

/** The icon of a record; `label` names the direction, the outcome is written in the row. */
export function CallIcon({ record, label }: { readonly record: CallRecordWire; readonly label: string }): ReactElement {
  const styles = useStyles();
  return (
    <span
      className={mergeClasses(styles.root, isMissed(record) && styles.missed)}
      role="img"
      aria-label={label}
      title={label}
    >
      {iconOf(record)}
    </span>
  );
}

function iconOf(record: CallRecordWire): ReactElement {
  switch (record.outcome) {
    case 'missed':
      return <CallMissedRegular />;
    case 'voicemail':
      return <VoicemailRegular />;
    case 'answeredElsewhere':
      return <CallForwardRegular />;
    case 'busy':
    case 'failed':
      return <CallProhibitedRegular />;
    case 'rejected':
    case 'cancelled':
      return <CallDismissRegular />;
    case 'answered':
      return record.direction === 'incoming' ? <CallInboundRegular /> : <CallOutboundRegular />;
  }
}
