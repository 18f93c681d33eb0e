// Gives the lines and groups of a story numbers of their own, so that many stories can be played at once.
import type { Move } from './story.ts';

const roles = ['101', '102', '103'];
const groups = ['120', '600'];
const firstBlock = 20;

/** The numbers of one play. Everything else (slots, outside numbers) is the same for all. */
export class Cast {
  /** Real numbers of 101, 102 and 103. */
  readonly lines: readonly string[];
  private readonly block: string;
  private readonly reals = new Map<string, string>();

  constructor(index: number) {
    this.block = String(firstBlock + index);
    for (const [at, role] of roles.entries()) this.reals.set(role, `${this.block}0${String(at + 1)}`);
    for (const [at, role] of groups.entries()) this.reals.set(role, `${this.block}9${String(at + 1)}`);
    this.lines = roles.map((role) => this.real(role));
  }

  /** Whoever a group of the story rings. */
  get members(): readonly string[] {
    return [this.real('102'), this.real('103')];
  }

  real(role: string): string {
    return this.reals.get(role) ?? role;
  }

  /** The line of the story behind a real number; undefined for lines of other plays. */
  roleOf(real: string): string | undefined {
    return roles.find((role) => this.real(role) === real);
  }

  /** A move with real numbers, and with a call of its own. */
  move(move: Move): Move {
    const entries = Object.entries(move).map(([key, value]): [string, unknown] => {
      if (key === 'call' || key === 'second') return [key, `${this.block}:${String(value)}`];
      if (Array.isArray(value)) return [key, value.map((each) => this.real(String(each)))];
      return [key, typeof value === 'string' ? this.real(value) : value];
    });
    return Object.fromEntries(entries) as Move;
  }

  /** A text with the numbers of the story. */
  told(text: string): string {
    const roleOf = new Map([...this.reals].map(([role, real]) => [real, role]));
    return text
      .split(' ')
      .map((word) => roleOf.get(word) ?? word)
      .join(' ');
  }
}
