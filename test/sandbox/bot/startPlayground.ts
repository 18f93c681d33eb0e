// Starts the Microsoft 365 Agents Playground, a Teams-like chat nobody here wrote, and drives it as its user would.
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';
import { buttonsOf, messageOf, textsOf, type CardButton, type ChatMessage } from './chatMessages.ts';
import {
  playgroundEnvironment,
  playgroundIds,
  writePlaygroundConfig,
  type PlaygroundUser,
} from './playgroundConfig.ts';

const startLimitMs = 30_000;
const stopGraceMs = 3_000;
const patienceMs = 10_000;

/** How it is started. */
export interface PlaygroundOptions {
  /** The service's POST /api/messages. */
  readonly endpoint: string;
  readonly tenantId: string;
  readonly user: PlaygroundUser;
  /** Its working directory: configuration and log. */
  readonly dir: string;
  /** @default chosen by the Playground */
  readonly port?: number;
}

/** The card that came back on a press. */
export interface PressAnswer {
  readonly texts: readonly string[];
  readonly buttons: readonly CardButton[];
}

/** The chat of one user with the bot. */
export interface Playground {
  /** The chat's page, for people. */
  readonly url: string;
  /** Everything in the chat since the start, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** The user adds the bot. */
  install(): Promise<void>;
  /** The user says something. */
  say(text: string): Promise<void>;
  /** The user presses a button of a message. */
  press(message: ChatMessage, button: CardButton): Promise<PressAnswer>;
  /** The first message of the bot, from number `from` on, that fits; waits for it. */
  untilMessage(fits: (message: ChatMessage) => boolean, from?: number, limitMs?: number): Promise<ChatMessage>;
  close(): Promise<void>;
}

/** Starts it and waits until it answers. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  writePlaygroundConfig(options.dir, options.tenantId, options.user);
  const child = launch(options);
  const url = await untilListening(child);
  const messages: ChatMessage[] = [];
  const stream = await openStream(url, messages);
  const post = (path: string, body: object): Promise<unknown> => postJson(url + path, body);
  return {
    url,
    messages,
    install: async () => {
      await post(`/_debug/conversation/${playgroundIds.chat}/installation`, {});
    },
    say: async (text) => {
      const from = { id: playgroundIds.user };
      const path = `/_conversation/v1/conversations/${playgroundIds.chat}/messages`;
      await post(path, { type: 'text', text, textFormat: 'plain', from });
    },
    press: async (message, action) => {
      const answer = await post('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        value: { action },
        from: { id: playgroundIds.user },
        conversation: { id: playgroundIds.chat },
        replyToId: message.messageId,
      });
      return { texts: textsOf(answer), buttons: buttonsOf(answer) };
    },
    untilMessage: (fits, from = 0, limitMs = patienceMs) => untilFound(messages, fits, from, limitMs),
    close: async () => {
      stream.close();
      await stop(child);
    },
  };
}

function launch({ endpoint, dir, port }: PlaygroundOptions): ChildProcess {
  const packageFile = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  const words = [join(dirname(packageFile), 'cli.js'), 'start', '-e', endpoint, '-c', 'msteams', '--disable-telemetry'];
  const args = port === undefined ? words : [...words, '-p', String(port)];
  return spawn(process.execPath, args, {
    cwd: dir,
    env: playgroundEnvironment(dir),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function untilListening(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const port = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`the Playground did not start: ${said}`));
    }, startLimitMs);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the Playground ended with ${String(code)}: ${said}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`;
      const found = /^Listening on (\d+)/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(limit);
      resolve(found);
    });
  }).catch(async (fault: unknown) => {
    await stop(child);
    throw fault;
  });
  return `http://localhost:${port}`;
}

/** The stream tells what is new only: it is opened before anybody says anything. */
async function openStream(url: string, messages: ChatMessage[]): Promise<WebSocket> {
  const stream = new WebSocket(`${url.replace('http:', 'ws:')}/_ws_conversation/v1/conversations/stream`);
  stream.addEventListener('message', ({ data }) => {
    const message = messageOf(String(data), playgroundIds.bot, Date.now());
    if (message !== undefined) messages.push(message);
  });
  await new Promise<void>((resolve, reject) => {
    stream.addEventListener('open', () => {
      resolve();
    });
    stream.addEventListener('error', () => {
      reject(new Error('the stream of the Playground does not open'));
    });
  });
  return stream;
}

async function postJson(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the Playground answered ${String(response.status)}: ${text}`);
  const answer: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return answer;
}

async function untilFound(
  messages: readonly ChatMessage[],
  fits: (message: ChatMessage) => boolean,
  from: number,
  limitMs: number,
): Promise<ChatMessage> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = messages.slice(from).find((message) => message.fromBot && fits(message));
    if (found !== undefined) return found;
    if (Date.now() > end) {
      throw new Error(`no such message within ${String(limitMs)} ms; the chat: ${JSON.stringify(messages)}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
  await ended;
  clearTimeout(force);
}
