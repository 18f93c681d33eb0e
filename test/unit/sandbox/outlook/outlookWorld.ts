// A page's side of the Outlook sandbox for tests: settings, items, and a world that writes down what the add-in does.
import type { PageConfig } from '../../../sandbox/host/page/pageTypes.ts';
import type { DispatchWorld } from '../../../sandbox/outlook/page/dispatch.ts';
import type { ItemNotice, MailboxItem, OutlookSettings } from '../../../sandbox/outlook/page/outlookTypes.ts';
import { sampleAppointments } from '../../../sandbox/outlook/page/sampleAppointments.ts';
import { sampleMails } from '../../../sandbox/outlook/page/sampleMails.ts';

/** 20 November 2026, 09:12 UTC. */
export const now = Date.UTC(2026, 10, 20, 9, 12);

const me = { name: 'Ada Example', address: 'ada.example@example.com' };

/** What the controls say. */
export const settings: OutlookSettings = {
  user: {
    id: 'ada',
    displayName: me.name,
    userPrincipalName: me.address,
    extension: '2000',
    jobTitle: 'Buyer',
    department: 'Sales',
  },
  theme: 'dark',
  locale: 'fr-FR',
  mailboxSet: '1.14',
  permission: 'readItem',
  isNestedOn: true,
  doesHostOpenWindows: true,
};

/** What the sandbox's server told the page. */
export const config: PageConfig = {
  tabUrl: 'http://localhost:21201/tab/',
  paneUrl: 'http://localhost:21201/outlook/index.html',
  commandsUrl: 'http://localhost:21201/outlook/commands.html',
  botUrl: null,
  serviceUrl: 'http://localhost:21201',
  tenantId: 'tenant',
  tenantName: 'Example',
  clientId: 'client',
  hasPbx: true,
  users: [settings.user],
};

/** A sample item by its id. */
export function sample(id: string): MailboxItem {
  const item = [...sampleMails(now), ...sampleAppointments(now, me)].find((one) => one.id === id);
  if (item === undefined) throw new Error(`no sample ${id}`);
  return item;
}

/** A world around an item; `told` is what was done to it. */
export function worldOf(item: MailboxItem | null): DispatchWorld & { readonly told: readonly string[] } {
  const told: string[] = [];
  return {
    item,
    settings,
    notices: new Map<string, ItemNotice>(),
    noticesChanged: () => told.push('notices'),
    openLink: (url) => told.push(`open ${url}`),
    closePane: () => told.push('close'),
    told,
  };
}
