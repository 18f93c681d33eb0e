// Answers the methods of Office.context.mailbox and its item, by the numbers the Outlook file of office.js calls them.
import { endOf, placesOf, plainText } from './itemData.ts';
import type { ItemNotice, MailboxItem, OutlookSettings } from './outlookTypes.ts';

const htmlCoercion = 3;
const startTime = 1;
const itemMissing = 9030;
const noticeMissing = 9050;

/** What the methods reach. */
export interface DispatchWorld {
  readonly item: MailboxItem | null;
  readonly settings: OutlookSettings;
  readonly notices: Map<string, ItemNotice>;
  /** The add-in changed the bars above the item. */
  noticesChanged(): void;
  /** The add-in's window.open, handed to the host. */
  openLink(url: string): void;
  closePane(): void;
}

type Params = Readonly<Record<string, unknown>>;

interface Method {
  /** As the add-in's code calls it. */
  readonly name: string;
  readonly answer: (params: Params, world: DispatchWorld) => unknown;
  /** Works without an item. */
  readonly isItemLess?: true;
}

/** A refusal, thrown inside a method and told to the add-in. */
class Refusal extends Error {
  readonly errorCode: number;

  constructor(errorCode: number) {
    super(`Outlook refuses with ${String(errorCode)}`);
    this.errorCode = errorCode;
  }
}

function itemOf({ item }: DispatchWorld): MailboxItem {
  if (item === null) throw new Refusal(itemMissing);
  return item;
}

function noticeFrom({ key, message, type }: Params): ItemNotice {
  return { key: String(key), message: String(message), type: Number(type) };
}

function putNotice(params: Params, world: DispatchWorld): null {
  const notice = noticeFrom(params);
  world.notices.set(notice.key, notice);
  world.noticesChanged();
  return null;
}

function removeNotice({ key }: Params, world: DispatchWorld): null {
  if (!world.notices.delete(String(key))) throw new Refusal(noticeMissing);
  world.noticesChanged();
  return null;
}

function organizerOf(world: DispatchWorld): object {
  const { from } = itemOf(world);
  return { address: from.address, name: from.name, recipientType: 1 };
}

const quiet = (): null => null;

const methods: ReadonlyMap<number, Method> = new Map<number, Method>([
  [3, { name: 'item.loadCustomPropertiesAsync', answer: () => ({}) }],
  [14, { name: 'body.getTypeAsync', answer: () => htmlCoercion }],
  [15, { name: 'recipients.getAsync', answer: () => [] }],
  [18, { name: 'subject.getAsync', answer: (_params, world) => itemOf(world).subject }],
  [
    24,
    {
      name: 'time.getAsync',
      answer: ({ TimeProperty }, world) => (TimeProperty === startTime ? itemOf(world).at : endOf(itemOf(world))),
    },
  ],
  [26, { name: 'location.getAsync', answer: (_params, world) => itemOf(world).location ?? '' }],
  [33, { name: 'notificationMessages.addAsync', answer: putNotice }],
  [34, { name: 'notificationMessages.getAllAsync', answer: (_params, { notices }) => [...notices.values()] }],
  [35, { name: 'notificationMessages.replaceAsync', answer: putNotice }],
  [36, { name: 'notificationMessages.removeAsync', answer: removeNotice }],
  [
    37,
    {
      name: 'body.getAsync',
      answer: ({ coercionType }, world) =>
        coercionType === htmlCoercion ? itemOf(world).html : plainText(itemOf(world).html),
    },
  ],
  [42, { name: 'closeContainer', answer: (_params, world) => world.closePane(), isItemLess: true }],
  [99, { name: 'item.getInitializationContextAsync', answer: () => '' }],
  [107, { name: 'organizer.getAsync', answer: (_params, world) => organizerOf(world) }],
  [154, { name: 'enhancedLocation.getAsync', answer: (_params, world) => placesOf(itemOf(world)) }],
  [163, { name: 'telemetry', answer: quiet, isItemLess: true }],
  [164, { name: 'item.getItemIdAsync', answer: (_params, world) => itemOf(world).id }],
  [400, { name: 'telemetry', answer: quiet, isItemLess: true }],
  [401, { name: 'telemetry', answer: quiet, isItemLess: true }],
  [402, { name: 'telemetry', answer: quiet, isItemLess: true }],
  [403, { name: 'window.open', answer: ({ launchUrl }, world) => world.openLink(String(launchUrl)), isItemLess: true }],
  [404, { name: 'roamingSettings.saveAsync', answer: quiet, isItemLess: true }],
]);

/** The method in words, e.g. `body.getAsync`; by its number when this host does not have it. */
export function methodName(dispatchId: number): string {
  return methods.get(dispatchId)?.name ?? `method ${String(dispatchId)}`;
}

/** Answer of ExecuteMethod. What this host does not have fails as "not supported", as in an older Outlook. */
export function dispatch(dispatchId: number, params: Params, world: DispatchWorld): object {
  const method = methods.get(dispatchId);
  if (method === undefined) return { wasSuccessful: false };
  try {
    if (method.isItemLess !== true) itemOf(world);
    return { wasSuccessful: true, data: method.answer(params, world) ?? null };
  } catch (fault) {
    if (fault instanceof Refusal) return { wasSuccessful: false, error: true, errorCode: fault.errorCode };
    throw fault;
  }
}
