// Keeps the meetings fresh while a page shows them.
import { useEffect } from 'react';
import type { MeetingsModel, MeetingsSnapshot } from '#shared/models';
import { useModel } from '#shared/ui';

/** The meetings. They are read now, every few minutes, and when the person comes back to the page. */
export function useMeetings(model: MeetingsModel, isWanted: boolean): MeetingsSnapshot {
  useEffect(() => {
    if (!isWanted) return;
    const stop = model.watch();
    const onReturn = (): void => {
      if (document.visibilityState === 'visible') model.returned();
    };
    document.addEventListener('visibilitychange', onReturn);
    window.addEventListener('online', onReturn);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', onReturn);
      window.removeEventListener('online', onReturn);
    };
  }, [model, isWanted]);
  return useModel(model);
}
