// The mailboxes of the person's lines, how the site's voicemail is reached, and the calls that ended there.
import type { Mailbox, VoicemailSite } from '#shared/contracts';
import type { CallLogModel } from './callLogModel.ts';
import { createStore, type Readable } from './store.ts';

/** What is known of the person's voicemail. */
export interface VoicemailSnapshot {
  /** Undefined where no phone system of the person tells of mailboxes, or none has told yet. */
  readonly mailboxes: readonly Mailbox[] | undefined;
  readonly site: VoicemailSite | undefined;
  /** New messages of all mailboxes that tell counts. */
  readonly newCount: number;
  /** A lamp is on, with or without a count. */
  readonly isWaiting: boolean;
}

/** The voicemail of the signed-in person. */
export interface VoicemailModel extends Readable<VoicemailSnapshot> {
  /** Calls that went to voicemail, newest first. */
  readonly calls: CallLogModel;
  /** How the site's voicemail is reached; undefined: nobody has said. */
  setSite(site: VoicemailSite | undefined): void;
  /** All mailboxes, whole; undefined: no phone system of the person tells of any. */
  setMailboxes(mailboxes: readonly Mailbox[] | undefined): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** A model that knows of no mailbox; `calls` is a log with the filter `voicemail`. */
export function createVoicemailModel(calls: CallLogModel): VoicemailModel {
  const store = createStore<VoicemailSnapshot>({
    mailboxes: undefined,
    site: undefined,
    newCount: 0,
    isWaiting: false,
  });

  const setMailboxes = (mailboxes: readonly Mailbox[] | undefined): void => {
    const told = mailboxes ?? [];
    store.patch({
      mailboxes,
      newCount: told.reduce((sum, { newMessages = 0 }) => sum + newMessages, 0),
      isWaiting: told.some(({ isWaiting, newMessages = 0 }) => isWaiting || newMessages > 0),
    });
  };

  return {
    calls,
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    setMailboxes,
    setSite: (site) => {
      store.patch({ site });
    },
    forget: () => {
      store.patch({ site: undefined });
      setMailboxes(undefined);
      calls.forget();
    },
  };
}
