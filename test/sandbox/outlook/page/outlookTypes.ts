// What an item of the sandbox's mailbox is, and what the controls of the Outlook page say.
import type { PageTheme, PageUser } from '../../host/page/pageTypes.ts';

/** Someone in a mail or an appointment. */
export interface Party {
  readonly name: string;
  readonly address: string;
}

/** A mail, an appointment one is invited to, or one's own appointment (Outlook opens that one to be edited). */
export type ItemKind = 'message' | 'appointment' | 'ownAppointment';

/** One item of the mailbox. */
export interface MailboxItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly language: 'en' | 'fr';
  readonly subject: string;
  readonly from: Party;
  /** Body as HTML; the text Outlook would give is made of it. */
  readonly html: string;
  readonly location?: string;
  /** Milliseconds since 1970: when it came, or when it begins. */
  readonly at: number;
  /** Length of an appointment in minutes. */
  readonly minutes?: number;
}

/** What the add-in's manifest may ask for (Outlook on the web counts them so). */
export type Permission = 'readItem' | 'readWriteItem' | 'readWriteMailbox';

/** What the controls of the page say now; read at each message. */
export interface OutlookSettings {
  readonly user: PageUser;
  readonly theme: PageTheme;
  /** BCP 47, e.g. `fr-FR`. */
  readonly locale: string;
  /** Highest Mailbox requirement set, e.g. `1.15`. */
  readonly mailboxSet: string;
  readonly permission: Permission;
  readonly isNestedOn: boolean;
  /**
   * Outlook opens the windows of function commands itself. A hidden frame has seen no click, so the browser would block
   * its own; whether Outlook does so is up to its flights, so it can be switched off.
   */
  readonly doesHostOpenWindows: boolean;
}

/** A bar above the item, put there by the add-in. */
export interface ItemNotice {
  readonly key: string;
  readonly message: string;
  /** 0 information, 1 progress, 2 error, 3 insight. */
  readonly type: number;
}
