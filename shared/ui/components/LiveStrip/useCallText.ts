// Decides the one line that says what happens to a call: its state and party, on whose line.
import { useCallback } from 'react';
import type { LiveCall, SharedLine } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { liveStateKey } from '../LiveCallCard/liveState.ts';
import { lineName } from '../SharedLineCard/lineName.ts';

/** A call in words; `party` alone names what is done with it. */
export interface CallText {
  readonly text: string;
  readonly party: string;
}

/** Words for calls of the person, and for those that ring on a line of somebody else. */
export function useCallText(): (call: LiveCall, line?: SharedLine) => CallText {
  const translator = useTranslator();
  const { format } = useDialer();
  return useCallback(
    (call, line) => {
      const party = partyText(call.other, call.e164, translator, format).title;
      const state = translator.t(liveStateKey(call));
      const text =
        line === undefined
          ? translator.t('live.announce', { state, party })
          : translator.t('sharedLines.rings', { name: lineName(line), party });
      return { text, party };
    },
    [translator, format],
  );
}
