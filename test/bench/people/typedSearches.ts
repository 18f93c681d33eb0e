// What people type into a search, keystroke by keystroke.
import type { GraphUser } from '#bot/graph';
import { seededRandom } from './seededRandom.ts';

/** One kind of search, and the text of the field after each keystroke. */
export interface TypedSearch {
  readonly kind: string;
  readonly texts: readonly string[];
}

type Typing = (user: GraphUser) => string;

const kinds: Readonly<Record<string, Typing>> = {
  name: ({ displayName }) => displayName,
  reversed: ({ displayName }) => displayName.split(' ').reverse().join(' ').toLowerCase(),
  initials: ({ displayName }) =>
    displayName
      .split(' ')
      .map((word) => word.slice(0, 3))
      .join(' '),
  mail: ({ mail = '' }) => mail,
  department: ({ department = '', displayName }) => `${department} ${displayName.slice(0, 3)}`,
  extension: ({ businessPhones }) => digitsOf(businessPhones).slice(-5),
  national: ({ businessPhones }) => pairs(`0${digitsOf(businessPhones).slice(2)}`),
  international: ({ businessPhones }) => businessPhones[0] ?? '',
  nobody: ({ displayName }) => `${displayName.slice(0, 4)}zzqx`,
};

/** `count` searches of every kind in turn, for people all over the company. */
export function typedSearches(users: readonly GraphUser[], count: number, seed: number): readonly TypedSearch[] {
  const random = seededRandom(seed + 1);
  const names = Object.keys(kinds);
  return Array.from({ length: count }, (_, index) => {
    const kind = names[index % names.length] ?? 'name';
    const user = users[Math.floor(random() * users.length)];
    const text = user === undefined ? '' : (kinds[kind]?.(user) ?? '');
    return { kind, texts: Array.from(text, (_letter, at) => text.slice(0, at + 1)) };
  });
}

function digitsOf(phones: readonly string[]): string {
  return (phones[0] ?? '').replace(/\D/g, '');
}

function pairs(digits: string): string {
  return digits.replace(/(\d\d)(?=\d)/g, '$1 ');
}
