// Outlook behind office.js: an item, a theme, handlers to be told, and everything the add-in asked for.

type Answer = (result: object) => void;

/** What `getAsync` and its like answer. */
export function answered(value: unknown): { getAsync(...args: readonly unknown[]): void } {
  return {
    getAsync: (...args) => {
      (args.at(-1) as Answer)({ status: 'succeeded', value });
    },
  };
}

/** A field that cannot be read. */
export function refused(): { getAsync(...args: readonly unknown[]): void } {
  return {
    getAsync: (...args) => {
      (args.at(-1) as Answer)({ status: 'failed', error: { code: 9020, message: 'no' } });
    },
  };
}

/** A mail in read form, changed as told. */
export function aMail(change: object = {}): object {
  return {
    itemType: 'message',
    subject: 'Hello',
    from: { displayName: 'Ada Example', emailAddress: 'ada@example.com' },
    body: answered('<p>Mobile: +33 1 99 00 20 14</p>'),
    ...change,
  };
}

/** `Office` of a page. Install with `globalThis.Office = fake.office`. */
export class OfficeFake {
  host: string | null = 'Outlook';
  item: object | null | undefined = aMail();
  theme: object | undefined = { bodyBackgroundColor: '#ffffff' };
  sets: ReadonlySet<string> = new Set(['Mailbox 1.5', 'Mailbox 1.14']);
  readonly opened: string[] = [];
  readonly notified: string[] = [];
  readonly told: string[] = [];
  readonly commands = new Map<string, (event: { completed(): void }) => void>();
  /** What the dialog does when it is opened; undefined: Office refuses to open one. */
  onDialog: ((tell: (event: string, said: object) => void) => void) | undefined;
  readonly #handlers = new Map<string, () => void>();

  /** The event as Outlook tells it. */
  tell(event: string): void {
    this.#handlers.get(event)?.();
  }

  readonly #mailbox = (): object => ({
    item: this.item,
    addHandlerAsync: (event: string, handler: () => void) => void this.#handlers.set(event, handler),
  });

  readonly #ui = {
    openBrowserWindow: (url: string) => void this.opened.push(url),
    messageParent: (text: string) => void this.told.push(text),
    displayDialogAsync: (_url: string, _size: object, answer: Answer) => {
      const { onDialog } = this;
      if (onDialog === undefined) {
        answer({ status: 'failed', error: { code: 12007 } });
        return;
      }
      const handlers = new Map<string, (said: object) => void>();
      const dialog = {
        addEventHandler: (event: string, handler: (said: object) => void) => void handlers.set(event, handler),
        close: () => {
          throw new Error('closed already');
        },
      };
      answer({ status: 'succeeded', value: dialog });
      // Later, as another window does.
      setTimeout(() => {
        onDialog((event, said) => handlers.get(event)?.(said));
      });
    },
  };

  readonly office = {
    HostType: { Outlook: 'Outlook' },
    EventType: {
      ItemChanged: 'itemChanged',
      OfficeThemeChanged: 'officeThemeChanged',
      DialogMessageReceived: 'message',
      DialogEventReceived: 'event',
    },
    MailboxEnums: { ItemNotificationMessageType: { ErrorMessage: 'errorMessage' } },
    onReady: () => {
      // As office.js does (line 1994 of its debug build).
      Object.assign(window.history, { pushState: null, replaceState: null });
      return Promise.resolve({ host: this.host });
    },
    actions: {
      associate: (name: string, command: (event: { completed(): void }) => void) =>
        void this.commands.set(name, command),
    },
    context: this.#context(),
  };

  #context(): object {
    const mailbox = this.#mailbox;
    const theme = (): object | undefined => this.theme;
    return {
      displayLanguage: 'fr-FR',
      platform: 'OfficeOnline',
      requirements: { isSetSupported: (name: string, version: string) => this.sets.has(`${name} ${version}`) },
      ui: this.#ui,
      get mailbox() {
        return mailbox();
      },
      get officeTheme() {
        return theme();
      },
    };
  }

  /** The bar above an item, to be part of an item. */
  readonly notificationMessages = {
    replaceAsync: (_key: string, details: { readonly message: string }, answer: Answer) => {
      this.notified.push(details.message);
      answer({ status: 'succeeded' });
    },
  };
}
