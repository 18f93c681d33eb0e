// Tells the service that the missed calls were looked at: only while somebody can see them.
import { useEffect, useState } from 'react';
import type { AppModel } from '#shared/models';
import { useModel, type AppPage } from '#shared/ui';

/** Filters under which missed calls stand in the log. */
const showing: ReadonlySet<string> = new Set(['all', 'missed', 'incoming']);

/** Looks at the missed calls while `page` shows them. A page in the background is looked at when it comes back. */
export function useMissedLook(model: Pick<AppModel, 'session' | 'log' | 'lookAtMissed'>, page: AppPage): void {
  const { missedCount, connection } = useModel(model.session);
  const { filter, text, answered } = useModel(model.log);
  const isVisible = useVisibility();
  // A search shows what was searched for.
  const isShown = page === 'calls' && showing.has(filter) && text.trim() === '' && answered === '';
  const isLookedAt = isShown && isVisible && missedCount > 0 && connection === 'open';
  useEffect(() => {
    if (isLookedAt) void model.lookAtMissed();
  }, [isLookedAt, model]);
}

function useVisibility(): boolean {
  const [isVisible, setIsVisible] = useState(isPageVisible);
  useEffect(() => {
    const look = (): void => {
      setIsVisible(isPageVisible());
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return isVisible;
}

function isPageVisible(): boolean {
  return document.visibilityState === 'visible';
}
