// The users of the tenant as they are now, and everything that has changed since the start, for GET /users/delta.
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';

/** What a delta token stands for: changes from number `since` on, or everybody as of number `whole`. */
export type DeltaPoint = { readonly since: number } | { readonly whole: number; readonly from: number };

/** A user to be changed or added, by hand. */
export type UserEdit = Partial<Omit<SandboxUser, 'id'>>;

/** A change: the user as they are then, or nobody any more. */
export interface DeltaEntry {
  readonly id: string;
  readonly user: SandboxUser | null;
}

/** The directory of one tenant. */
export class DirectoryBook {
  readonly #tenant: SandboxTenant;
  readonly #users = new Map<string, SandboxUser>();
  readonly #changes: DeltaEntry[] = [];
  #generation = 0;

  constructor(tenant: SandboxTenant) {
    this.#tenant = tenant;
    this.reset();
  }

  users(): readonly SandboxUser[] {
    return [...this.#users.values()];
  }

  /** By object id, user principal name or mail; undefined for somebody who is not there any more. */
  find(key: string): SandboxUser | undefined {
    const known = this.#users.get(key.toLowerCase()) ?? this.#users.get(this.#tenant.find(key)?.id ?? '');
    return known ?? this.users().find(({ userPrincipalName, mail }) => userPrincipalName === key || mail === key);
  }

  /** Changes somebody. */
  edit(id: string, edit: UserEdit): void {
    const user = this.#users.get(id);
    if (user === undefined) throw new Error(`the directory has no user ${id}`);
    this.put({ ...user, ...edit });
  }

  put(user: SandboxUser): void {
    this.#users.set(user.id, user);
    this.#changes.push({ id: user.id, user });
  }

  remove(id: string): void {
    if (this.#users.delete(id)) this.#changes.push({ id, user: null });
  }

  /** Forgets all delta tokens, as Graph does after a while: 410 for whoever comes with one. */
  forgetTokens(): void {
    this.#generation += 1;
  }

  /** Back to the tenant as it was made. */
  reset(): void {
    this.#users.clear();
    for (const user of this.#tenant.users) this.#users.set(user.id, user);
    this.#changes.length = 0;
    this.#generation += 1;
  }

  tokenOf(point: DeltaPoint): string {
    return Buffer.from(JSON.stringify({ ...point, generation: this.#generation })).toString('base64url');
  }

  /** `gone` for a token that was forgotten, null for what never was one. */
  pointOf(token: string): DeltaPoint | 'gone' | null {
    const read = readToken(token);
    if (read === null) return null;
    return read.generation === this.#generation ? read.point : 'gone';
  }

  get changeCount(): number {
    return this.#changes.length;
  }

  /** The entries a point stands for; of a user who changed several times the newest, at its place. */
  entriesOf(point: DeltaPoint): readonly DeltaEntry[] {
    if ('whole' in point) return this.users().map((user) => ({ id: user.id, user }));
    const newest = new Map<string, DeltaEntry>();
    for (const { id, user } of this.#changes.slice(point.since)) {
      newest.delete(id);
      newest.set(id, { id, user });
    }
    return [...newest.values()];
  }
}

function readToken(token: string): { readonly point: DeltaPoint; readonly generation: number } | null {
  try {
    const read = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Record<string, unknown>;
    const { generation, since, whole, from } = read;
    if (typeof generation !== 'number') return null;
    if (typeof since === 'number') return { generation, point: { since } };
    return typeof whole === 'number' && typeof from === 'number' ? { generation, point: { whole, from } } : null;
  } catch {
    return null;
  }
}
