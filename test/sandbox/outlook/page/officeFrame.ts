// One frame of the add-in (task pane or function commands): makes it as Outlook does, answers it, sends it events.
import { answerNested } from '../../host/page/nestedAuth.ts';
import type { HostLogEntry, PageConfig } from '../../host/page/pageTypes.ts';
import { dispatch, methodName, type DispatchWorld } from './dispatch.ts';
import { appContext } from './hostContext.ts';
import { initialData, windowData } from './itemData.ts';
import { frameName, readRequest, writeAnswer, writeEvent, type OfficeRequest } from './officeMessages.ts';

/** Events an add-in registers for, by office.js' names. */
export type FrameEvent = 'olkItemSelectedChanged' | 'officeThemeChanged' | 'appCommandInvoked';

/** End of a function command, as `event.completed()` tells it. */
export interface CommandEnd {
  readonly id: string;
  /** 0 when the function ran to its end. */
  readonly status: number;
}

/** What a frame needs of the page. */
export interface FrameOptions {
  readonly name: 'pane' | 'commands';
  readonly url: string;
  readonly place: HTMLElement;
  readonly config: PageConfig;
  readonly world: () => DispatchWorld;
  /** Counts up with each selection. */
  readonly itemNumber: () => number;
  readonly log: (entry: HostLogEntry) => void;
  readonly onRegistered?: (event: string) => void;
  readonly onCommandEnd?: (end: CommandEnd) => void;
}

/** As Outlook on the web: no top navigation, pop-ups leave the sandbox. */
const sandboxRights =
  'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-downloads allow-modals';

let conversations = 0;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The frame; it is on the page until `close`. */
export class OfficeFrame {
  readonly #options: FrameOptions;
  readonly #element = document.createElement('iframe');
  readonly #origin: string;
  readonly #conversation = `conversation-${String((conversations += 1))}`;
  readonly #registered = new Set<string>();
  readonly #hear = (event: MessageEvent<unknown>): void => void this.#receive(event);

  constructor(options: FrameOptions) {
    this.#options = options;
    this.#origin = new URL(options.url).origin;
    const { locale } = options.world().settings;
    const identity = { conversation: this.#conversation, locale, hostOrigin: location.origin };
    Object.assign(this.#element, {
      name: frameName(identity),
      src: options.url,
      title: 'Hookswitch',
      id: options.name,
    });
    this.#element.setAttribute('sandbox', sandboxRights);
    this.#element.setAttribute('allow', 'clipboard-write *');
    window.addEventListener('message', this.#hear);
    options.place.append(this.#element);
  }

  /** Sends an event; `false` when the add-in did not register for it. */
  send(name: FrameEvent, data: unknown): boolean {
    const isRegistered = this.#registered.has(name);
    if (isRegistered) this.#post(writeEvent(name, this.#conversation, data, location.origin));
    return isRegistered;
  }

  close(): void {
    window.removeEventListener('message', this.#hear);
    this.#element.remove();
  }

  #post(message: unknown): void {
    this.#element.contentWindow?.postMessage(message, this.#origin);
  }

  async #receive({ source, origin, data }: MessageEvent<unknown>): Promise<void> {
    if (source !== this.#element.contentWindow || origin !== this.#origin) return;
    if (isRecord(data) && data['func'] === 'nestedAppAuth.execute') {
      await this.#answerNested(String(data['data']));
      return;
    }
    const request = readRequest(data);
    if (request?.conversation === this.#conversation) this.#post(this.#answer(request));
  }

  /** The bridge that stands before office.js (beforeOffice.ts) speaks as teams-js does, beside office.js' own messages. */
  async #answerNested(request: string): Promise<void> {
    const answer = await answerNested(this.#options.world().settings, this.#options.config, request);
    this.#log('nestedAppAuth.execute', request, answer);
    this.#post({ naa: true, args: [undefined, answer] });
  }

  #answer(request: OfficeRequest): string {
    const { action, kind, data } = request;
    if (kind === 'invoke') return writeAnswer(request, this.#invoke(action, data), location.origin);
    if (kind === 'register') this.#registered.add(action);
    else this.#registered.delete(action);
    this.#log(`${kind} ${action}`, data, undefined);
    // The event may be sent only after the registration is answered.
    if (kind === 'register') queueMicrotask(() => this.#options.onRegistered?.(action));
    return writeAnswer(request, { Error: 0 }, location.origin);
  }

  #invoke(action: string, data: unknown): unknown {
    const params = isRecord(data) ? data : {};
    const world = this.#options.world();
    switch (action) {
      case 'ContextActivationManager_getAppContextAsync':
        return this.#log(action, data, appContext(world.settings));
      case 'GetInitialData':
        return this.#log(action, data, this.#initialData(world));
      case 'ExecuteMethod':
        return this.#execute(params, world);
      case 'executeMethod':
        return this.#endCommand(params);
      case 'ContextActivationManager_openWindowInHost':
        // office.js asks for this when the browser refused the frame's own window.open.
        world.openLink(String(params['strUrl']));
        return this.#log('window.open', params['strUrl'], null);
      default:
        return this.#log(action, data, null);
    }
  }

  #initialData({ item, settings }: DispatchWorld): object {
    return { ...initialData(item, this.#options.itemNumber(), settings), ...windowData(this.#options.name, settings) };
  }

  #execute(params: Readonly<Record<string, unknown>>, world: DispatchWorld): unknown {
    const method = isRecord(params['MethodData']) ? Number(params['MethodData']['DispatchId']) : Number.NaN;
    const given = params['ApiParams'];
    return this.#log(methodName(method), given ?? null, dispatch(method, isRecord(given) ? given : {}, world));
  }

  /** `event.completed()` of a function command: id and status by their places in the list of arguments. */
  #endCommand(params: Readonly<Record<string, unknown>>): unknown {
    const end = { id: String(params['0']), status: Number(params['1']) };
    this.#log('command completed', end, undefined);
    this.#options.onCommandEnd?.(end);
    return { Version: 1, Error: 0 };
  }

  #log(func: string, args: unknown, answer: unknown): unknown {
    const entry = { at: Date.now(), func, from: this.#options.name, args };
    this.#options.log(answer === undefined ? entry : { ...entry, answer });
    return answer;
  }
}
