// Runs before office.js: the part of MicrosoftAjax.js it uses, and the bridge for nested app authentication to this host.

(() => {
  type Bag = Record<string, unknown>;
  type Heard = (text: string) => void;

  interface HostAnswer {
    readonly naa?: unknown;
    readonly args?: readonly unknown[];
  }

  const page = window as unknown as Bag;

  /** Names are made on the way: `A.B` makes window.A and window.A.B. */
  function registerNamespace(name: string): void {
    let place = page;
    for (const part of name.split('.')) {
      place[part] ??= {};
      place = place[part] as Bag;
    }
  }

  function nothing(): void {
    // MicrosoftAjax keeps a registry of classes here; office.js never asks for it.
  }

  class StringBuilder {
    readonly #parts: string[] = [];

    append(text: string): this {
      this.#parts.push(text);
      return this;
    }

    toString(): string {
      return this.#parts.join('');
    }
  }

  function namedError(name: string): (first?: string, second?: string) => Error {
    return (first, second) => Object.assign(new Error(`${name}: ${second ?? first ?? ''}`), { name: `Sys.${name}` });
  }

  /** What office.js looks for to know that MicrosoftAjax.js is there (microsoft365.md section 8.2). */
  function standInForMicrosoftAjax(): void {
    page['Type'] = { registerNamespace, registerClass: nothing, registerInterface: nothing };
    page['Sys'] = {
      StringBuilder,
      Serialization: {
        JavaScriptSerializer: { serialize: JSON.stringify, deserialize: (text: string) => JSON.parse(text) as unknown },
      },
      Debug: { trace: nothing },
      Browser: { agent: null, InternetExplorer: {} },
      EventHandlerList: nothing,
    };
    Object.assign(Function, {
      _validateParams: () => null,
      createDelegate:
        (self: unknown, method: (...given: readonly unknown[]) => unknown) =>
        (...given: readonly unknown[]) =>
          method.apply(self, [...given]),
    });
    Object.defineProperty(Function.prototype, 'registerClass', { value: nothing, writable: true });
    for (const name of [
      'argument',
      'argumentNull',
      'argumentOutOfRange',
      'argumentType',
      'parameterCount',
      'invalidOperation',
      'notImplemented',
    ]) {
      Object.assign(Error, { [name]: namedError(name) });
    }
    Object.assign(Error, { create: (message: string, more?: object) => Object.assign(new Error(message), more) });
    Object.assign(String, {
      format: (text: string, ...given: readonly unknown[]) =>
        text.replace(/\{(\d+)\}/g, (_whole, index: string) => String(given[Number(index)])),
    });
  }

  /** msal asks for it before its first request; the hosted office.js makes it, the npm package's does not. */
  async function makeBridge(): Promise<void> {
    const listeners = new Set<Heard>();
    window.addEventListener('message', (event: MessageEvent<HostAnswer | null>) => {
      if (event.source !== window.parent || typeof event.data !== 'object' || event.data?.naa !== true) return;
      for (const listener of listeners) listener(String(event.data.args?.[1]));
    });
    page['nestedAppAuthBridge'] = {
      addEventListener: (_name: string, listener: Heard) => listeners.add(listener),
      removeEventListener: (_name: string, listener: Heard) => listeners.delete(listener),
      // The request holds no secret and the host is whoever framed us; the answer is sent to our origin only.
      postMessage: (data: string) => window.parent.postMessage({ func: 'nestedAppAuth.execute', data }, '*'),
    };
  }

  standInForMicrosoftAjax();
  if (window.parent !== window) page['__initializeNestedAppAuth'] = makeBridge;
})();
