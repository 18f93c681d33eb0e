// What one Graph operation is given and what it declares about itself.
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import type { GraphCaller, Permissions } from './access.ts';
import type { GraphAnswer } from './answers.ts';
import type { DirectoryBook } from './directoryBook.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { PresenceBoard } from './presenceBoard.ts';

/** What an operation works with. */
export interface OperationContext {
  readonly tenant: SandboxTenant;
  readonly board: PresenceBoard;
  readonly directory: DirectoryBook;
  readonly mailboxes: Mailboxes;
  readonly caller: GraphCaller;
  /** The user the path names, or the caller behind `/me`; `undefined` when the path names nobody. */
  readonly user: SandboxUser | undefined;
  readonly query: URLSearchParams;
  /** The request's `Prefer` header; empty without one. */
  readonly prefer: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Address of this Graph with its version, for next links. */
  readonly baseUrl: string;
  readonly nowMs: number;
  /** The session is to stay although the clear is answered. */
  readonly isStuck: boolean;
}

/** One operation of the table. */
export interface Operation {
  readonly permissions: Permissions;
  /** Counts against the presence quota. */
  readonly isPresence?: boolean;
  run(context: OperationContext): GraphAnswer;
}

/** A member of the body that must be text. */
export function textOf(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' ? value : undefined;
}
