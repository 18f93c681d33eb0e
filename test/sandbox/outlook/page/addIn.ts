// The add-in in this Outlook: its task pane (opened, pinned, closed as Outlook does) and its function command on the ribbon.
import type { HostLogEntry, PageConfig } from '../../host/page/pageTypes.ts';
import { byId } from '../../host/page/tools.ts';
import type { DispatchWorld } from './dispatch.ts';
import { initialData } from './itemData.ts';
import { OfficeFrame, type FrameEvent, type FrameOptions } from './officeFrame.ts';
import type { ItemNotice, MailboxItem, OutlookSettings } from './outlookTypes.ts';

/** Name of the function as the manifest gives it. */
const joinFunction = 'joinMeeting';
const commandTimeoutMs = 30_000;
/** Schemes Outlook hands on; a script's is not among them. */
const openedSchemes = /^(https?|tel|sip|sips|mailto|callto):/i;

/** What the add-in's surfaces need of the page. */
export interface AddInOptions {
  readonly config: PageConfig;
  readonly item: () => MailboxItem | null;
  readonly settings: () => OutlookSettings;
  readonly notices: Map<string, ItemNotice>;
  readonly noticesChanged: () => void;
  readonly log: (entry: HostLogEntry) => void;
  readonly say: (key: 'commandRuns' | 'commandFailed') => string;
}

/** Task pane and command. */
export class AddIn {
  readonly #options: AddInOptions;
  #pane: OfficeFrame | null = null;
  #command: OfficeFrame | null = null;
  #commandLimit: ReturnType<typeof setTimeout> | undefined;
  #isPinned = false;
  #itemNumber = 1;
  #commands = 0;

  constructor(options: AddInOptions) {
    this.#options = options;
    byId('pane-button').onclick = () => (this.#pane === null ? this.openPane() : this.closePane());
    byId('close-pane').onclick = () => this.closePane();
    byId('pin').onclick = () => this.pin(!this.#isPinned);
    byId('join').onclick = () => this.#runCommand(joinFunction);
    this.#render();
  }

  openPane(): void {
    this.#pane?.close();
    this.#pane = null;
    byId('pane-side').hidden = false;
    this.#pane = new OfficeFrame(this.#frame('pane', this.#options.config.paneUrl, byId('pane-place')));
    this.#render();
  }

  closePane(): void {
    this.#pane?.close();
    this.#pane = null;
    this.#render();
  }

  /** Starts the add-in again, e.g. in another language. */
  restart(): void {
    this.#endCommand('');
    if (this.#pane !== null) this.openPane();
  }

  pin(isPinned: boolean): void {
    this.#isPinned = isPinned;
    this.#render();
  }

  /** Sends the pane an event. */
  send(name: FrameEvent, data: unknown): void {
    this.#pane?.send(name, data);
  }

  /** Outlook pins on messages only: with anything else selected, or unpinned, the pane goes. */
  selectionChanged(): void {
    this.#itemNumber += 1;
    const { item, settings } = this.#options;
    const now = item();
    const isFollowing = this.#isPinned && (now === null || now.kind === 'message');
    if (!isFollowing) this.closePane();
    else this.send('olkItemSelectedChanged', now === null ? null : initialData(now, this.#itemNumber, settings()));
    this.#render();
  }

  #render(): void {
    const item = this.#options.item();
    const isOpen = this.#pane !== null;
    byId('pane-side').hidden = !isOpen;
    byId('pane-button').setAttribute('aria-expanded', String(isOpen));
    byId('pane-button').toggleAttribute('disabled', item === null && !isOpen);
    byId('join').toggleAttribute('disabled', item === null || item.kind === 'message');
    byId('pin').hidden = item !== null && item.kind !== 'message';
    byId('pin').setAttribute('aria-pressed', String(this.#isPinned));
  }

  /** A hidden frame for one run: Outlook loads the page, waits until it listens, and calls the function. */
  #runCommand(name: string): void {
    this.#endCommand(this.#options.say('commandRuns'));
    this.#commands += 1;
    const id = `${name}-${String(this.#commands)}`;
    const call = [id, name, JSON.stringify({ source: { id: name } })];
    this.#commandLimit = setTimeout(() => this.#endCommand(this.#options.say('commandFailed')), commandTimeoutMs);
    const frame: OfficeFrame = new OfficeFrame({
      ...this.#frame('commands', this.#options.config.commandsUrl, byId('commands-place')),
      onRegistered: (event) => {
        if (event === 'appCommandInvoked') frame.send('appCommandInvoked', call);
      },
      onCommandEnd: (end) => {
        if (end.id === id) this.#endCommand(end.status === 0 ? '' : this.#options.say('commandFailed'));
      },
    });
    this.#command = frame;
  }

  #endCommand(note: string): void {
    clearTimeout(this.#commandLimit);
    this.#command?.close();
    this.#command = null;
    byId('command-note').textContent = note;
  }

  #frame(name: FrameOptions['name'], url: string, place: HTMLElement): FrameOptions {
    return {
      name,
      url,
      place,
      config: this.#options.config,
      world: () => this.#world(),
      itemNumber: () => this.#itemNumber,
      log: this.#options.log,
    };
  }

  #world(): DispatchWorld {
    const { item, settings, notices, noticesChanged } = this.#options;
    return {
      item: item(),
      settings: settings(),
      notices,
      noticesChanged,
      openLink: (url) => this.#openLink(url),
      closePane: () => this.closePane(),
    };
  }

  #openLink(url: string): void {
    const isOpened = openedSchemes.test(url);
    this.#options.log({ at: Date.now(), func: 'link opened by the host', args: url, answer: isOpened });
    if (isOpened) window.open(url, '_blank', 'noopener');
  }
}
