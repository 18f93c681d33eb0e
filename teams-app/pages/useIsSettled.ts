// Decides when the first page is shown: parts that come one after the other would push each other down under the hand.
import { useEffect, useState } from 'react';
import type { AppModel, CallLogModel } from '#shared/models';
import { useModel } from '#shared/ui';

/** Whatever is still missing by then comes later: a slow service is no reason to show nothing. */
const longestMs = 1_500;

/** True once everything that takes room on the page is known, or could not be read. */
export function useIsSettled(model: AppModel): boolean {
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
  return isLate || (me !== undefined && isLiveKnown && areDialsKnown && areCallsKnown);
}

function useIsTold(log: CallLogModel): boolean {
  const { phase, rows } = useModel(log);
  return rows.length > 0 || (phase !== 'idle' && phase !== 'loading');
}
