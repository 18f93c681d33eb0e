// Decides when the first page is shown: parts that come one after the other would push each other down under the hand.
import { useEffect, useState } from 'react';
import type { AppModel, CallLogModel } from '#shared/models';
import { useModel } from '#shared/ui';

/** Whatever is still missing by then comes later: a slow service is no reason to show nothing. */
const longestMs = 1_500;

/** What of the page can be shown: nothing above it will take more room. */
export interface Settled {
  /** Everything but the meetings, which come from further away, is known or could not be read. */
  readonly page: boolean;
  /** The meetings too. */
  readonly belowMeetings: boolean;
}

/** Both become true, if only with time. */
export function useIsSettled(model: AppModel): Settled {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, longestMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const { me, connection } = useModel(model.session);
  const isLiveKnown = useModel(model.live).known || connection === 'lost';
  const speedDials = useModel(model.speedDials);
  const areCallsKnown = [useIsTold(model.missed), useIsTold(model.recent)].every(Boolean);
  const areDialsKnown = speedDials.isKnown || speedDials.phase === 'failed';
  const meetings = useModel(model.meetings);
  const isReading = meetings.readAtMs === undefined && (meetings.phase === 'idle' || meetings.phase === 'loading');
  const page = isLate || (me !== undefined && isLiveKnown && areDialsKnown && areCallsKnown);
  return { page, belowMeetings: page && (isLate || me?.offers?.meetings !== true || !isReading) };
}

function useIsTold(log: CallLogModel): boolean {
  const { phase, rows } = useModel(log);
  return rows.length > 0 || (phase !== 'idle' && phase !== 'loading');
}
