// Which of a person's numbers a plain click calls: the one called last from this device, else business, mobile, home (product D4).
import type { Person } from '#shared/contracts';
import type { DialSnapshot } from './dialModel.ts';
import type { SettingsPort } from './ports.ts';
import { createStore, type Readable } from './store.ts';

type PersonNumber = Person['numbers'][number];

/** What is remembered. */
export interface NumberChoiceSnapshot {
  /** Numbers called from this device as they are compared, latest first. */
  readonly called: readonly string[];
}

const key = 'dial.called';
/** Enough for the people somebody calls in a month. */
const mostKept = 100;
/** An extension is the business number seen from inside. */
const order: readonly PersonNumber['kind'][] = ['business', 'extension', 'mobile', 'home'];

/** Remembers every number that `dial` calls, wherever in the app it was clicked. */
export function createNumberChoice(options: {
  readonly settings: SettingsPort;
  readonly dial: Readable<Pick<DialSnapshot, 'lastNumber'>>;
}): Readable<NumberChoiceSnapshot> {
  const { settings, dial } = options;
  const store = createStore<NumberChoiceSnapshot>({ called: readKept(settings) });
  let last = dial.getSnapshot().lastNumber;

  dial.subscribe(() => {
    const { lastNumber } = dial.getSnapshot();
    if (lastNumber === last) return;
    last = lastNumber;
    const bare = bareNumber(lastNumber);
    if (bare === '') return;
    const called = [bare, ...store.getSnapshot().called.filter((one) => one !== bare)].slice(0, mostKept);
    settings.write(key, called.join(' '));
    store.patch({ called });
  });
  return { getSnapshot: store.getSnapshot, subscribe: store.subscribe };
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

function readKept(settings: SettingsPort): readonly string[] {
  const kept = (settings.read(key) ?? '').split(' ').filter((bare) => /^[\d+*#]{1,32}$/u.test(bare));
  return kept.slice(0, mostKept);
}
