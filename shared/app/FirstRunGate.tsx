// Decides who sees the first steps: who has neither taken nor skipped them, on any device.
import { Suspense, lazy, type ComponentType, type ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { useModel } from '#shared/ui';

/** Properties of the gate. */
export interface FirstRunProps {
  readonly model: AppModel;
}

/** Whatever keeps the script away: first steps are no reason to trouble anybody, they come at the next visit. */
const Panel = lazy(async (): Promise<{ default: ComponentType<FirstRunProps> }> => {
  try {
    return { default: (await import(/* webpackChunkName: "first-run" */ './FirstRunPanel.tsx')).FirstRunPanel };
  } catch {
    return { default: () => null };
  }
});

/** Nothing until the service itself has told the settings: what is not known is not asked twice. */
export function FirstRunGate({ model }: FirstRunProps): ReactElement | null {
  const { settings, isTold } = useModel(model.settings);
  if (!isTold || settings?.isWelcomed !== false) return null;
  return (
    <Suspense fallback={null}>
      <Panel model={model} />
    </Suspense>
  );
}
