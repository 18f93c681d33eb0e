// Keeps two people apart who sit at the same page one after the other: what one asks never travels or returns as the other.
import type { FetchPort } from '#shared/client';
import { AppError } from '#shared/errors';
import { tokenOwner } from './tokenOwner.ts';

/** What the gate stands before. */
export interface OwnerGateOptions {
  readonly getToken: (interactive: boolean) => Promise<string>;
  readonly fetch: FetchPort;
  /** Whose token the last one was; undefined where it does not say. */
  readonly onOwner: (owner: string | undefined) => void;
  /** It is somebody else's than the one before. Told before any request goes out with it. */
  readonly onChange: () => void;
}

/** Tokens and answers of one person at a time. */
export interface OwnerGate {
  readonly signIn: (interactive: boolean) => Promise<void>;
  /** For a request; throws `service.unavailable` when the request was of the person before. */
  readonly token: () => Promise<string>;
  readonly fetch: FetchPort;
}

/** A gate nobody has passed yet. */
export function createOwnerGate({ getToken, fetch, onOwner, onChange }: OwnerGateOptions): OwnerGate {
  let owner: string | undefined;
  /** Counts the people who sat here. */
  let turn = 0;

  const ask = async (interactive: boolean): Promise<string> => {
    const text = await getToken(interactive);
    const next = tokenOwner(text);
    onOwner(next);
    const isOther = owner !== undefined && next !== undefined && next !== owner;
    owner = next ?? owner;
    if (isOther) {
      turn += 1;
      onChange();
    }
    return text;
  };

  /** Rejects when somebody else has come while `work` ran. */
  const ofOne = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn;
    const result = await work();
    // A code that means "not now": a refusal would be taken for one of the new person.
    if (mine !== turn) throw new AppError('service.unavailable', 'somebody else has signed in');
    return result;
  };

  return {
    signIn: async (interactive) => {
      await ask(interactive);
    },
    token: () => ofOne(() => ask(false)),
    fetch: (url, init) => ofOne(() => fetch(url, init)),
  };
}
