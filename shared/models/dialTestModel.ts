// The dial self-test: which step of the ladder works on this device is asked of the person, remembered, and offered first.
import type { DialModel, DialWay } from './dialModel.ts';
import type { SettingsPort } from './ports.ts';
import { createStore, type Readable } from './store.ts';

/** What is known of one step on this device. */
export type DialTestResult = 'works' | 'fails';

/** Where the test stands: the step that is tried, and whether the person has done their part and is asked about it. */
export interface DialTestSnapshot {
  /** `idle` before it begins; `done` after a step that works, or after the last one. */
  readonly step: DialWay | 'idle' | 'done';
  readonly isAsking: boolean;
  readonly results: Readonly<Partial<Record<DialWay, DialTestResult>>>;
  /** What this run found to work; undefined while it has found nothing, whatever earlier runs found. */
  readonly found: DialWay | undefined;
}

/**
 * The test of this device.
 *
 *   idle --start--> tel --works--> done
 *                   tel --fails--> ring --works--> done
 *                                  ring --fails--> copy --works, fails--> done
 *   any --start--> first possible step; steps this device or phone system cannot go are left out
 */
export interface DialTestModel extends Readable<DialTestSnapshot> {
  start(): void;
  /** The person did what the step asks for: now they are asked what came of it. */
  tried(): void;
  /** What came of it. The step that works becomes the plain click's; after a failure the next one is tried. */
  answer(result: DialTestResult): void;
  /** Leaves the test where it is; the results stay. */
  stop(): void;
}

/** What the test works with. */
export interface DialTestOptions {
  readonly settings: SettingsPort;
  readonly dial: Pick<DialModel, 'prefer' | 'getSnapshot'>;
  /** The host lets pages open `tel:`. */
  readonly canLaunchTel: () => boolean;
}

const key = 'dial.test';
const ladder: readonly DialWay[] = ['tel', 'ring', 'copy'];

/** A test that has not begun, with what this device remembers. */
export function createDialTestModel({ settings, dial, canLaunchTel }: DialTestOptions): DialTestModel {
  const idle = { step: 'idle', isAsking: false, found: undefined } as const;
  const store = createStore<DialTestSnapshot>({ ...idle, results: readResults(settings) });

  const nextStep = (after?: DialWay): DialTestSnapshot['step'] => {
    const rest = ladder.slice(after === undefined ? 0 : ladder.indexOf(after) + 1);
    return rest.find((way) => isPossible(way)) ?? 'done';
  };
  const isPossible = (way: DialWay): boolean => {
    if (way === 'tel') return canLaunchTel();
    return way === 'copy' || dial.getSnapshot().canRingTest;
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    start: () => {
      store.patch({ ...idle, step: nextStep() });
    },
    tried: () => {
      store.patch({ isAsking: true });
    },
    answer: (result) => {
      const { step, results } = store.getSnapshot();
      if (step === 'idle' || step === 'done') return;
      const now = { ...results, [step]: result };
      settings.write(key, JSON.stringify(now));
      const next = nextStep(step);
      const isEnd = result === 'works' || next === 'done';
      const found = result === 'works' ? step : undefined;
      store.patch({ results: now, step: isEnd ? 'done' : next, isAsking: false, found });
      if (result === 'works') dial.prefer(step);
      // Offered first from now on, also when the test is left here.
      else if (next !== 'idle' && next !== 'done') dial.prefer(next);
    },
    stop: () => {
      store.patch(idle);
    },
  };
}

function readResults(settings: SettingsPort): DialTestSnapshot['results'] {
  try {
    const kept: unknown = JSON.parse(settings.read(key) ?? '{}');
    const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(
      entries.filter(
        ([way, result]) => ladder.some((one) => one === way) && (result === 'works' || result === 'fails'),
      ),
    );
  } catch {
    return {};
  }
}
