// Which of a person's numbers a plain click calls: the one called last from this device, else business, mobile, home (product D4).
import type { Person } from '#shared/contracts';
import type { DialSnapshot } from './dialModel.ts';
import { createOwnEntry } from './ownEntry.ts';
import type { SettingsPort } from './ports.ts';
import { createStore, type Readable } from './store.ts';

type PersonNumber = Person['numbers'][number];

/** What is remembered. */
export interface NumberChoiceSnapshot {
  /** Numbers called from this device as they are compared, latest first. */
  readonly called: readonly string[];
}

/** What is remembered of one person's calls. */
export interface NumberChoice extends Readable<NumberChoiceSnapshot> {
  /** This is the person: what they called from this device counts. */
  open(userId: string): void;
  /** What this device remembers of the person's calls goes. */
  eraseKept(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** Enough for the people somebody calls in a month. */
const mostKept = 100;
/** An extension is the business number seen from inside. */
const order: readonly PersonNumber['kind'][] = ['business', 'extension', 'mobile', 'home'];

/** Remembers every number that `dial` calls, wherever in the app it was clicked. */
export function createNumberChoice(options: {
  readonly settings: SettingsPort;
  readonly dial: Readable<Pick<DialSnapshot, 'lastNumber'>>;
}): NumberChoice {
  const { settings, dial } = options;
  const store = createStore<NumberChoiceSnapshot>({ called: [] });
  const entry = createOwnEntry(settings, 'dial.called');
  const show = (called: readonly string[]): void => {
    store.patch({ called: called.slice(0, mostKept) });
  };
  const keep = (called: readonly string[]): void => {
    show(called);
    entry.write(store.getSnapshot().called.join(' '));
  };
  let last = dial.getSnapshot().lastNumber;

  dial.subscribe(() => {
    const { lastNumber } = dial.getSnapshot();
    if (lastNumber === last) return;
    last = lastNumber;
    const bare = bareNumber(lastNumber);
    if (bare === '') return;
    keep([bare, ...store.getSnapshot().called.filter((one) => one !== bare)]);
  });
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    open: (userId) => {
      entry.open(userId);
      // What was called before the person was known is theirs; another app of theirs may have called since.
      const { called } = store.getSnapshot();
      const kept = readKept(entry.read());
      const all = [...called, ...kept.filter((one) => !called.includes(one))];
      if (called.length > 0) keep(all);
      else show(all);
    },
    eraseKept: () => {
      entry.remove();
      show([]);
    },
    forget: () => {
      entry.close();
      show([]);
    },
  };
}

/** The number a plain click calls; undefined for a person without numbers. */
export function defaultNumber(
  numbers: readonly PersonNumber[],
  { called }: NumberChoiceSnapshot,
): PersonNumber | undefined {
  const latest = called.find((bare) => numbers.some(({ number }) => bareNumber(number) === bare));
  const used = numbers.find(({ number }) => bareNumber(number) === latest);
  return used ?? numbers.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))[0];
}

/** Signs for reading make no other number. */
function bareNumber(text: string): string {
  return text.replace(/[^\d+*#]/gu, '');
}

function readKept(text: string | null): readonly string[] {
  const kept = (text ?? '').split(' ').filter((bare) => /^[\d+*#]{1,32}$/u.test(bare));
  return kept.slice(0, mostKept);
}
