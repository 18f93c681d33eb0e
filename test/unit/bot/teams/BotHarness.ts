// The bot over a connector on this machine, a desk that remembers, and activities as Teams sends them.
import { createBot, type Bot, type BotAnswer, type BotCaller, type BotOptions, type BotOrder } from '#bot/teams';
import { silentLogger } from '#bot/telemetry';
import type { CallRecordWire } from '#shared/contracts';
import { AppError, type ErrorCode, type ErrorFacts } from '#shared/errors';
import type { Card } from '../../../../bot/teams/cards/cardTypes.ts';
import { textsOf } from '../../../sandbox/bot/chatMessages.ts';
import { aRecord } from '../../../support/aRecord.ts';
import { startConnectorFake, type ConnectorFake } from './ConnectorFake.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const otherTenantId = '22222222-2222-4222-8222-222222222222';
export const userId = '33333333-3333-4333-8333-333333333333';
export const appId = '44444444-4444-4444-8444-444444444444';
const chatId = 'a:chat';
const botId = `28:${appId}`;

/** A missed call, changed as told. */
export function aMissedCall(change: Partial<CallRecordWire> = {}): CallRecordWire {
  const { answeredAt: _never, ...record } = aRecord({ outcome: 'missed', talkSeconds: 0, ...change });
  return record;
}

/** A desk that remembers. */
export class DeskFake {
  calls: CallRecordWire[] = [];
  readonly orders: (BotOrder & BotCaller)[] = [];
  refusal: ErrorCode | undefined;
  /** What the refusal knows beside its code. */
  facts: ErrorFacts = {};

  missed(_caller: BotCaller, limit: number): Promise<readonly CallRecordWire[]> {
    return Promise.resolve(this.calls.slice(0, limit));
  }

  dial(caller: BotCaller, order: BotOrder): Promise<{ readonly dialled: string }> {
    if (this.refusal !== undefined)
      return Promise.reject(new AppError(this.refusal, 'told to refuse', { facts: this.facts }));
    if (!this.orders.some(({ requestId }) => requestId === order.requestId)) this.orders.push({ ...caller, ...order });
    return Promise.resolve({ dialled: order.number });
  }
}

/** Brings a JSON document. */
export async function fetchJson(url: string): Promise<unknown> {
  const document: unknown = await (await fetch(url)).json();
  return document;
}

/** What a test changes of the options. */
export type HarnessChange = Partial<BotOptions>;

/** The bot and everything around it. */
export class BotHarness {
  readonly connector: ConnectorFake;
  readonly desk = new DeskFake();
  readonly kept = new Map<string, string>();
  readonly refused: string[] = [];
  readonly slept: number[] = [];
  readonly bot: Bot;
  /** Added to the clock. */
  later = 0;
  private count = 0;

  private constructor(connector: ConnectorFake, change: HarnessChange) {
    this.connector = connector;
    this.bot = createBot({
      registrations: [{ tenantId, appId, appSecret: 'secret-of-the-bot', appTenantId: tenantId }],
      allowAnonymous: false,
      tenants: [tenantId],
      desk: this.desk,
      conversations: {
        get: async (tenant, user) => this.kept.get(`${tenant} ${user}`),
        put: async (tenant, user, text) => void this.kept.set(`${tenant} ${user}`, text),
      },
      fetchJson,
      logger: silentLogger,
      metrics: { authRefused: (reason) => this.refused.push(reason) },
      now: () => Date.now() + this.later,
      connectorMetadataUrl: connector.metadataUrl,
      loginUrl: `${connector.url}/login`,
      sleep: (ms) => {
        this.slept.push(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
      ...change,
    });
  }

  static async start(change: HarnessChange = {}): Promise<BotHarness> {
    return new BotHarness(await startConnectorFake(), change);
  }

  /** An activity of the user's personal chat. */
  activity(change: object): object {
    this.count += 1;
    return {
      type: 'message',
      id: `activity-${String(this.count)}`,
      channelId: 'msteams',
      serviceUrl: this.connector.serviceUrl,
      from: { id: '29:user', aadObjectId: userId, name: 'Ada Example' },
      recipient: { id: botId, name: 'Hookswitch' },
      conversation: { id: chatId, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      locale: 'en-US',
      ...change,
    };
  }

  /** Delivers an activity with a good token. */
  async deliver(change: object): Promise<BotAnswer> {
    const authorization = `Bearer ${await this.connector.token({ appId })}`;
    return this.bot.handleMessages({ authorization, body: this.activity(change) });
  }

  /** Says something and gives the texts of the card that came back. */
  async say(text: string, locale = 'en-US'): Promise<readonly string[]> {
    const before = this.connector.sent.length;
    await this.deliver({ text, locale });
    return this.connector.sent.slice(before).flatMap(({ attachments }) => textsOf(attachments));
  }

  /** Installs the bot for the user. */
  install(locale = 'en-US'): Promise<BotAnswer> {
    return this.deliver({ type: 'installationUpdate', action: 'add', locale });
  }

  /** The last card the bot sent. */
  lastCard(): Card {
    const content = this.connector.sent.at(-1)?.attachments?.[0]?.content;
    if (content === undefined) throw new Error('no card was sent');
    return content;
  }
}
