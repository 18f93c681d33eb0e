// A company's year of calls, the same for the same seed: who calls whom, how it ends, and one user with a very long log.
import type { CallRecord } from '#shared/domain/call';
import type { RecordSearch } from '../../../bot/store/index.ts';

const yearMs = 365 * 86_400_000;
/** Time of the last call that is filled in. */
export const endMs = Date.parse('2026-11-20T08:00:00.000Z');
const partiesPerUser = 60;
const names = ['Ada Example', 'Bruno Sample', 'Chloé Specimen', 'Zoé Muster', 'Émile Exemple', 'Jo Instance'];
const outcomes = ['answered', 'answered', 'answered', 'missed', 'answeredElsewhere', 'voicemail', 'rejected'] as const;

/** One tenant of the bench. */
export const tenantId = '11111111-1111-4111-8111-111111111111';

/** Gives records, and what to look for. */
export class CallWorld {
  private state: number;
  private readonly users: number;
  private readonly rows: number;
  private readonly longLog: number;

  constructor(size: { readonly users: number; readonly rows: number; readonly longLog: number }, seed: number) {
    this.users = size.users;
    this.rows = size.rows;
    this.longLog = size.longLog;
    this.state = seed >>> 0;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    // mulberry32: small, fast and good enough for a load.
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  /** The user with this number; user 0 has the long log. */
  userId(user: number): string {
    return `aaaaaaaa-0000-4000-8000-${user.toString(16).padStart(12, '0')}`;
  }

  /** The record with this number, filled in before the measurement. */
  filled(index: number): { readonly record: CallRecord; readonly search: RecordSearch } {
    const isLong = index % Math.floor(this.rows / this.longLog) === 0;
    const user = isLong ? 0 : 1 + this.below(this.users - 1);
    return this.call(user, `c${index}`, endMs - yearMs + Math.floor((yearMs / this.rows) * index));
  }

  /** A call of `user` that ends a minute after `startedAt`. */
  call(user: number, id: string, startedAt: number): { readonly record: CallRecord; readonly search: RecordSearch } {
    const number = this.numberOf(user, this.below(this.below(partiesPerUser) + 1));
    const name = names[Number(number.at(-1)) % names.length] ?? '';
    const isOutgoing = this.below(3) === 0;
    const record: CallRecord = {
      id: `${id}:${user}`,
      userId: this.userId(user),
      pbxId: 'main',
      deviceId: String(10_000 + user),
      direction: isOutgoing ? 'outgoing' : 'incoming',
      outcome: isOutgoing ? 'answered' : (outcomes[this.below(outcomes.length)] ?? 'missed'),
      other: { number: `0${number.slice(3)}`, name },
      startedAt,
      endedAt: startedAt + 60_000,
      ringSeconds: this.below(20),
      talkSeconds: 40,
    };
    const search = {
      e164: number,
      digits: `0${number.slice(3)}`,
      name: name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''),
    };
    return { record, search };
  }

  /** The number of one of the user's correspondents, E.164. */
  numberOf(user: number, party: number): string {
    return `+331990${String((user * 7_919 + party * 104_729) % 100_000).padStart(5, '0')}`;
  }
}
