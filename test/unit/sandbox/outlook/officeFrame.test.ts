/**
 * A frame of the add-in in the sandbox's Outlook: who is heard, what is answered, which events arrive.
 * @jest-environment jsdom
 */
import type { HostLogEntry } from '../../../sandbox/host/page/pageTypes.ts';
import { OfficeFrame, type CommandEnd } from '../../../sandbox/outlook/page/officeFrame.ts';
import { config, sample, worldOf } from './outlookWorld.ts';

const addInOrigin = 'http://localhost:21201';

interface Stage {
  readonly frame: OfficeFrame;
  readonly element: HTMLIFrameElement;
  readonly answers: readonly Record<string, unknown>[];
  readonly log: readonly HostLogEntry[];
  readonly registered: readonly string[];
  readonly ends: readonly CommandEnd[];
  readonly told: readonly string[];
  say(fields: object, origin?: string): void;
}

function openFrame(): Stage {
  const world = worldOf(sample('teams'));
  const log: HostLogEntry[] = [];
  const registered: string[] = [];
  const ends: CommandEnd[] = [];
  const frame = new OfficeFrame({
    name: 'pane',
    url: config.paneUrl,
    place: document.body,
    config,
    world: () => world,
    itemNumber: () => 3,
    log: (entry) => log.push(entry),
    onRegistered: (event) => registered.push(event),
    onCommandEnd: (end) => ends.push(end),
  });
  const element = document.querySelector('iframe') as HTMLIFrameElement;
  const answers: Record<string, unknown>[] = [];
  const child = element.contentWindow as Window;
  jest.spyOn(child, 'postMessage').mockImplementation((message: unknown) => {
    answers.push((typeof message === 'string' ? JSON.parse(message) : message) as Record<string, unknown>);
  });
  const { xdmInfo } = JSON.parse(element.name) as { readonly xdmInfo: string };
  const say = (fields: object, origin = addInOrigin): void => {
    const request = { _messageType: 0, _actionType: 0, _conversationId: xdmInfo.split('|')[0], _correlationId: 1 };
    const data = JSON.stringify({ ...request, ...fields });
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: child }));
  };
  return { frame, element, answers, log, registered, ends, told: world.told, say };
}

let stage: Stage;

beforeEach(() => {
  stage = openFrame();
});
afterEach(() => stage.frame.close());

describe('OfficeFrame', () => {
  it('is an iframe of the add-in’s page without the right to navigate the host', () => {
    expect(stage.element.src).toBe(config.paneUrl);
    expect(stage.element.getAttribute('sandbox')).not.toContain('top-navigation');
  });

  it('answers the start of office.js', () => {
    stage.say({ _actionName: 'ContextActivationManager_getAppContextAsync' });
    stage.say({ _actionName: 'GetInitialData' });
    expect(stage.answers.map(({ _data }) => _data)).toMatchObject([{ _appName: 64 }, { itemType: 2, itemNumber: 3 }]);
  });

  it('hears nobody but its own page', () => {
    stage.say({ _actionName: 'GetInitialData' }, 'https://evil.example');
    stage.say({ _actionName: 'GetInitialData', _conversationId: 'another' });
    const data = JSON.stringify({ _messageType: 0, _actionName: 'GetInitialData' });
    window.dispatchEvent(new MessageEvent('message', { data, origin: addInOrigin, source: window }));
    expect(stage.answers).toEqual([]);
  });

  it('writes methods into the log by their names', () => {
    const params = { ApiParams: { coercionType: 0 }, MethodData: { DispatchId: 37 } };
    stage.say({ _actionName: 'ExecuteMethod', _data: params });
    expect(stage.log).toMatchObject([{ func: 'body.getAsync', from: 'pane', answer: { wasSuccessful: true } }]);
  });

  it('hands on a window.open the browser refused', () => {
    const link = 'https://teams.microsoft.com/l/meetup-join/1';
    stage.say({ _actionName: 'ContextActivationManager_openWindowInHost', _data: { strUrl: link } });
    expect(stage.told).toEqual([`open ${link}`]);
  });
});

describe('events', () => {
  it('arrive once the add-in has registered, and no longer when it has not', async () => {
    expect(stage.frame.send('olkItemSelectedChanged', null)).toBe(false);
    stage.say({ _actionName: 'olkItemSelectedChanged', _actionType: 1 });
    await Promise.resolve();
    expect(stage.registered).toEqual(['olkItemSelectedChanged']);
    expect(stage.frame.send('olkItemSelectedChanged', { itemType: 1 })).toBe(true);
    stage.say({ _actionName: 'olkItemSelectedChanged', _actionType: 2 });
    expect(stage.frame.send('olkItemSelectedChanged', null)).toBe(false);
    expect(stage.answers.map(({ _responseType }) => _responseType)).toEqual([0, 1, 0]);
  });
});

describe('a function command', () => {
  it('ends with its id and status', () => {
    stage.say({ _actionName: 'executeMethod', _data: { DdaMethod: { DispatchId: 94 }, 0: 'join-1', 1: 0, 2: '{}' } });
    expect(stage.ends).toEqual([{ id: 'join-1', status: 0 }]);
    expect(stage.answers).toMatchObject([{ _data: { Version: 1, Error: 0 } }]);
  });
});

describe('nested app authentication', () => {
  it('is answered in the shape of msal’s bridge', async () => {
    const data = {
      func: 'nestedAppAuth.execute',
      data: JSON.stringify({ method: 'GetInitContext', requestId: 'r-1' }),
    };
    const source = stage.element.contentWindow;
    window.dispatchEvent(new MessageEvent('message', { data, origin: addInOrigin, source }));
    await new Promise((resolve) => setTimeout(resolve));
    const [answer] = stage.answers as { naa: boolean; args: [undefined, string] }[];
    expect(answer?.naa).toBe(true);
    expect(JSON.parse(answer?.args[1] ?? '')).toMatchObject({
      requestId: 'r-1',
      success: true,
      initContext: { accountContext: { username: 'ada.example@example.com', tenantId: 'tenant' } },
    });
  });
});
