// Outlook as a ribbon command sees it: no pane, only the item, its notification bar and a word that the command is done.
import { limited, type ItemSnapshot } from '#shared/host';
import { askOffice, findHost } from './officeGlobal.ts';
import { openLink } from './openLink.ts';
import { readItem, type OfficeItem } from './readItem.ts';

/** What a command works with. */
export interface CommandHost {
  /** BCP 47 language of Outlook. */
  readonly locale: string;
  readItem(): Promise<ItemSnapshot | null>;
  /** Opens a web address; false when the platform does not let a command do so. */
  openLink(url: string): boolean;
  /** Puts a line above the item. */
  notify(text: string): Promise<void>;
}

interface Notifiable {
  readonly notificationMessages?: Pick<Office.NotificationMessages, 'replaceAsync'>;
}

/** Outlook shows no more. */
const notificationLimit = 150;
const notificationKey = 'hookswitch';
const notifyTimeoutMs = 5_000;

/**
 * Makes `run` the ribbon command `name`. Whatever becomes of it, Outlook is told that the command is over: else it shows
 * "working on it" for minutes.
 */
export function addCommand(name: string, run: (host: CommandHost) => Promise<void>): void {
  const onCommand = (event: Office.AddinCommands.Event): void => {
    void run(commandHost())
      .catch(() => undefined)
      .finally(() => {
        event.completed();
      });
  };
  void findHost().then((found) => {
    if (found !== 'none') Office.actions.associate(name, onCommand);
  });
}

function commandHost(): CommandHost {
  const item = Office.context.mailbox.item as unknown as (OfficeItem & Notifiable) | null | undefined;
  return {
    locale: Office.context.displayLanguage,
    readItem: async () => (item === null || item === undefined ? null : readItem(item)),
    openLink: (url) => openLink(url, 'anyWay'),
    notify: async (text) => {
      const bar = item?.notificationMessages;
      if (bar === undefined) return;
      // The error kind is the one that needs no icon of the manifest.
      const details = {
        type: Office.MailboxEnums.ItemNotificationMessageType.ErrorMessage,
        message: text.slice(0, notificationLimit),
      };
      const told = askOffice<unknown>((answer) => {
        bar.replaceAsync(notificationKey, details, answer);
      });
      await limited(told, notifyTimeoutMs, 'host.unavailable');
    },
  };
}
