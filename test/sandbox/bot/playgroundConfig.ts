// Writes what the Microsoft 365 Agents Playground reads at its start: whose chat it is, and no browser to open.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { guidOf } from '../tenant/makeTenant.ts';

/** The user who chats. */
export interface PlaygroundUser {
  /** Entra object id. */
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
}

/** Ids of the Playground's world that its requests need. */
export const playgroundIds = {
  user: 'user-id-0',
  chat: 'personal-chat-id',
  bot: `28:${guidOf('playground/bot')}`,
} as const;

// Microsoft's guide: the file is found in the working directory and must name exactly five further users.
const fileName = '.m365agentsplayground.yml';
const otherUsers = ['1', '2', '3', '4', '5'];

/** Writes the file into `dir`, which becomes the Playground's working directory. */
export function writePlaygroundConfig(dir: string, tenantId: string, user: PlaygroundUser): void {
  const others = otherUsers.map((digit) =>
    person(`user-id-${digit}`, {
      id: guidOf(`playground/user/${digit}`),
      displayName: `Specimen ${digit}`,
      mail: `specimen${digit}@example.com`,
    }),
  );
  const document = {
    version: '0.1.1',
    tenantId,
    bot: { id: playgroundIds.bot, name: 'Hookswitch' },
    currentUser: person(playgroundIds.user, user),
    users: others,
    personalChat: { id: playgroundIds.chat },
    groupChat: { id: 'group-chat-id', name: 'Group chat' },
    team: {
      id: 'team-id',
      name: 'Example team',
      aadGroupId: guidOf('playground/team'),
      channels: [{ id: 'channel-id', name: 'Announcements' }],
    },
  };
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, fileName), stringify(document));
}

function person(id: string, { id: aadObjectId, displayName, mail }: PlaygroundUser): object {
  const [givenName = displayName, ...rest] = displayName.split(' ');
  // `userPrincipleName` is how the Playground spells it.
  return {
    id,
    name: displayName,
    userPrincipleName: mail,
    aadObjectId,
    givenName,
    surname: rest.join(' ') || givenName,
    email: mail,
  };
}

/** The environment for the program: openers that open nothing come first, and nothing of ours goes through a proxy. */
export function playgroundEnvironment(dir: string): NodeJS.ProcessEnv {
  const openers = join(dir, 'openers');
  mkdirSync(openers, { recursive: true });
  for (const name of ['xdg-open', 'open']) {
    writeFileSync(join(openers, name), '#!/bin/sh\nexit 0\n');
    chmodSync(join(openers, name), 0o755);
  }
  return {
    ...process.env,
    PATH: `${openers}${delimiter}${process.env['PATH'] ?? ''}`,
    NO_PROXY: 'localhost,127.0.0.1',
    BOT_ENDPOINT: undefined,
    DEFAULT_CHANNEL_ID: undefined,
    AUTH_CLIENT_ID: undefined,
    AUTH_CLIENT_SECRET: undefined,
    AUTH_TENANT_ID: undefined,
  };
}
