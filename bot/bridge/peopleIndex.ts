// Finds people as somebody types: words in any order by their beginnings, mails, departments, and digits of numbers.
import type { Person } from '#shared/contracts';
import { JoinedText } from './joinedText.ts';
import { NumberSearch, type NumberEntry } from './numberSearch.ts';
import { digitsOf, otherWordsOf, searchable, spelledOut, typedDigits, typedText, wordsOf } from './searchText.ts';
import { eachInSteps, type Steps } from './steps.ts';
import { buildWordTable, type EntryWords, type Spellings, type WordTable } from './wordTable.ts';

/** Somebody found; a lower rank fits better. */
export interface Hit {
  readonly person: Person;
  readonly rank: number;
}

/** A search: at most `limit` people; those of the department `near` first among equals. */
export interface Search {
  readonly q: string;
  readonly limit: number;
  readonly near?: string | undefined;
}

/** Of so many that fit equally badly, those of one's own department come first; the others are not looked at. */
const mostLooks = 2_000;
/** Ranks; even ones are of the department `near`, the odd ones after them of all others. */
const ranks = { start: 0, name: 2, word: 4, elsewhere: 6, count: 8 } as const;

/** How well a number fits: by its beginning, inside, by its end alone. */
const numberRanks = [ranks.start, ranks.name, ranks.word, ranks.elsewhere] as const;

/** One person as they are compared. */
interface Entry {
  readonly person: Person;
  /** The words of the name with one blank between. */
  readonly name: string;
  readonly mail: string;
  readonly department: string;
}

interface Tables {
  readonly words: WordTable;
  readonly numbers: NumberSearch;
  /** Everything of each person. */
  readonly texts: JoinedText;
}

/** An immutable index; whoever stands first in the list stands first among equals. */
export class PeopleIndex {
  private readonly entries: readonly Entry[];
  private readonly tables: Tables;

  private constructor(entries: readonly Entry[], tables: Tables) {
    this.entries = entries;
    this.tables = tables;
  }

  static *building(people: readonly Person[]): Steps<PeopleIndex> {
    const entries: Entry[] = [];
    const numbers: NumberEntry[] = [];
    const texts: { readonly owner: number; readonly text: string }[] = [];
    yield* eachInSteps(people, (person, owner) => {
      const entry = toEntry(person);
      entries.push(entry);
      texts.push({ owner, text: textOf(entry) });
      for (const { kind, number } of person.numbers)
        numbers.push({ owner, text: digitsOf(number), isExtension: kind === 'extension' });
    });
    const words = yield* buildWordTable(entries, wordsOfEntry);
    return new PeopleIndex(entries, {
      words,
      numbers: yield* NumberSearch.building(numbers),
      texts: yield* JoinedText.building(texts),
    });
  }

  get size(): number {
    return this.entries.length;
  }

  /** The best first; an empty `q` finds the first of the list. */
  find({ q, limit, near }: Search): readonly Hit[] {
    const typed = typedText(q);
    const folded = searchable(typed);
    const isOfAll = folded === '' || near === undefined;
    const board = new Board(this.entries, limit, isOfAll ? undefined : searchable(near));
    if (folded.includes('@')) this.findMail(folded, board);
    else {
      const digits = typedDigits(typed);
      if (digits !== undefined) this.tables.numbers.find(digits, (owner, rank) => board.put(owner, numberRanks[rank]));
      if (!board.isFull || digits === undefined) this.findWords(folded, spellingsOf(typed, folded), board);
    }
    return board.hits();
  }

  private findMail(mail: string, board: Board): void {
    for (const [index, entry] of this.entries.entries()) {
      const at = entry.mail.indexOf(mail);
      if (at >= 0) board.put(index, at === 0 ? ranks.start : ranks.elsewhere);
    }
  }

  private findWords(folded: string, words: readonly Spellings[], board: Board): void {
    // Signs alone are nobody's name; nothing at all is everybody.
    if (words.length === 0 && folded !== '') return;
    const whole = wordsOf(folded).join(' ');
    const { inName, inAny } = this.tables.words.match(words);
    for (let index = 0; index < this.entries.length; index += 1) {
      if (inName[index] === words.length)
        board.put(index, this.entries[index]?.name.startsWith(whole) === true ? ranks.start : ranks.name);
      else if (inAny[index] === words.length) board.put(index, ranks.word);
    }
    if (!board.isFull) this.findElsewhere(words, board);
  }

  /** The longest word is the rarest. */
  private findElsewhere(words: readonly Spellings[], board: Board): void {
    const [longest = [], ...others] = [...words].sort((one, other) => lengthOf(other) - lengthOf(one));
    const { texts } = this.tables;
    for (const spelling of longest)
      texts.find(spelling, 'inside', (index) => {
        const text = others.length === 0 ? '' : texts.at(index);
        const hasAll = others.every((word) => word.some((form) => text.includes(form)));
        return hasAll && board.put(index, ranks.elsewhere);
      });
  }
}

/** The places of the answer, rank by rank. */
class Board {
  private readonly entries: readonly Entry[];
  private readonly limit: number;
  private readonly near: string | undefined;
  private readonly places: number[][] = Array.from({ length: ranks.count }, () => []);
  private readonly known = new Set<number>();
  private puts = 0;

  constructor(entries: readonly Entry[], limit: number, near: string | undefined) {
    this.entries = entries;
    this.limit = limit;
    this.near = near;
  }

  /** Enough people for the answer; a better rank may still push some of them out. */
  get isFull(): boolean {
    return this.known.size >= this.limit;
  }

  /** True when nobody else of this rank is wanted. */
  put(index: number, rank: number): boolean {
    const isNear = this.near !== undefined && this.entries[index]?.department === this.near;
    const place = this.places[isNear ? rank : rank + 1];
    if (place !== undefined && place.length < this.limit && !this.known.has(index)) {
      this.known.add(index);
      place.push(index);
    }
    this.puts += 1;
    return this.isFull && this.puts > mostLooks;
  }

  hits(): readonly Hit[] {
    const all = this.places.flatMap((place, rank) => place.map((index) => ({ index, rank })));
    return all.slice(0, this.limit).flatMap(({ index, rank }) => {
      const entry = this.entries[index];
      return entry === undefined ? [] : [{ person: entry.person, rank }];
    });
  }
}

/** Each word that was typed, in the ways it may be written. */
function spellingsOf(typed: string, folded: string): readonly Spellings[] {
  const words = wordsOf(folded);
  const spelt = spelledOut(typed);
  const others = spelt === undefined ? [] : wordsOf(searchable(spelt));
  return words.map((word, at) => [...new Set([word, others[at] ?? word])]);
}

function lengthOf([word = '']: Spellings): number {
  return word.length;
}

function toEntry(person: Person): Entry {
  return {
    person,
    name: wordsOf(searchable(person.displayName)).join(' '),
    mail: searchable(person.mail ?? ''),
    department: searchable(person.department ?? ''),
  };
}

function textOf({ person, name, mail, department }: Entry): string {
  const digits = person.numbers.map(({ number }) => digitsOf(number));
  return [name, mail, department, searchable(person.jobTitle ?? ''), ...digits].join(' ').replaceAll('\n', ' ');
}

/** Of the mail the part before the at sign: the other one is everybody's. */
function wordsOfEntry({ person, name, mail, department }: Entry): EntryWords {
  const extensions = person.numbers.flatMap(({ kind, number }) => (kind === 'extension' ? [searchable(number)] : []));
  const [local = ''] = mail.split('@', 1);
  const title = wordsOf(searchable(person.jobTitle ?? ''));
  const { displayName, department: own = '', jobTitle = '' } = person;
  return {
    first: [...name.split(' '), ...otherWordsOf(displayName)],
    other: [
      ...wordsOf(local),
      ...wordsOf(department),
      ...title,
      ...otherWordsOf(own),
      ...otherWordsOf(jobTitle),
      ...extensions,
    ],
  };
}
