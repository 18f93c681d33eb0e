// The one file that speaks botbuilder: turns and messages through its CloudAdapter, over our own tokens and HTTP.
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type Activity,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import type { InboundActivity } from './activity.ts';
import type { BotAnswer, BotRegistration } from './botOptions.ts';
import { exchangeWithConnector } from './connectorHttp.ts';
import type { BotMessage, BotReply, ConnectorPort } from './ConnectorPort.ts';
import type { BotToken } from './connectorTokens.ts';
import type { Conversation } from './conversation.ts';

type Settings = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;
type HttpClient = NonNullable<NonNullable<Settings[4]>['httpClient']>;

const connectorAudience = 'https://api.botframework.com';
const cardType = 'application/vnd.microsoft.card.adaptive';

/** What one connection is made of. */
export interface AdapterOptions {
  /** Absent: the sandbox's anonymous bot. */
  readonly identity?: { readonly registration: BotRegistration; readonly token: BotToken };
  readonly fetch: typeof fetch;
}

/**
 * A connection for activities that are already verified (verifyConnector.ts): botbuilder's own check lets the emulator's
 * and skills' tokens in as well, has no timeout, and prints to the console.
 */
export function createConnectorAdapter(options: AdapterOptions): ConnectorPort {
  const adapter = new VerifiedAdapter(options);
  return {
    answer: (activity, work) => adapter.answer(activity, work),
    tell: (conversation, message) => adapter.tell(conversation, message),
  };
}

class VerifiedAdapter extends CloudAdapter implements ConnectorPort {
  private readonly appId: string;
  private readonly authentication: ConfigurationBotFrameworkAuthentication;

  constructor({ identity, fetch: way }: AdapterOptions) {
    const authentication = new ConfigurationBotFrameworkAuthentication(
      identity === undefined ? {} : singleTenant(identity.registration),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- botbuilder's own factories implement that class, they do not extend it
      new TokenCredentials(identity?.token),
      undefined,
      undefined,
      { httpClient: httpClientOver(way) },
    );
    super(authentication);
    this.authentication = authentication;
    this.appId = identity?.registration.appId ?? '';
  }

  async answer(activity: InboundActivity, work: () => Promise<BotReply>): Promise<BotAnswer> {
    const claimsIdentity = this.createClaimsIdentity(this.appId);
    const connectorFactory = this.authentication.createConnectorFactory(claimsIdentity);
    const verified = { audience: connectorAudience, callerId: '', claimsIdentity, connectorFactory };
    const outcome = await this.processActivity(verified, toActivity(activity), async (context) => {
      await sendReply(context, await work());
    });
    return outcome === undefined ? { status: 200 } : { status: outcome.status, body: outcome.body as unknown };
  }

  async tell(conversation: Conversation, message: BotMessage): Promise<void> {
    await this.continueConversationAsync(this.appId, referenceTo(conversation), async (context) => {
      // botbuilder invents an id for the turn and would answer to it: this message answers nothing.
      delete context.activity.id;
      await context.sendActivity(toMessage(message));
    });
  }
}

function singleTenant(registration: BotRegistration): NonNullable<Settings[0]> {
  return {
    MicrosoftAppId: registration.appId,
    MicrosoftAppTenantId: registration.appTenantId,
    MicrosoftAppType: 'SingleTenant',
  };
}

/** Signs what goes to the connector with our own tokens (connectorTokens.ts); without any, nothing is signed. */
class TokenCredentials extends ConfigurationServiceClientCredentialFactory {
  private readonly token: BotToken | undefined;

  constructor(token: BotToken | undefined) {
    super();
    this.token = token;
  }

  override isValidAppId(): Promise<boolean> {
    return Promise.resolve(true);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(this.token === undefined);
  }

  override createCredentials(): Promise<Credentials> {
    const { token } = this;
    return Promise.resolve({
      signRequest: async (request) => {
        if (token !== undefined) request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    });
  }
}

/** Refusals are thrown here already, so that the client's own retries, which know nothing of duplicates, never start. */
function httpClientOver(way: typeof fetch): HttpClient {
  return {
    sendRequest: async (request) => {
      const { url, method } = request;
      const body: unknown = request.body;
      const answer = await exchangeWithConnector(way, {
        url,
        method,
        headers: request.headers.toJson(),
        ...(typeof body === 'string' ? { body } : {}),
      });
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of Object.entries(answer.headers)) headers.set(name, value);
      return { request, headers, status: answer.status, bodyAsText: answer.text };
    },
  };
}

async function sendReply(context: TurnContext, reply: BotReply): Promise<void> {
  for (const message of reply.messages) await context.sendActivity(toMessage(message));
  if (reply.invoke === undefined) return;
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: reply.invoke } });
}

function toMessage({ card, summary }: BotMessage): Partial<Activity> {
  return {
    type: 'message',
    attachments: [{ contentType: cardType, content: card }],
    ...(summary === undefined ? {} : { summary }),
  };
}

/** Only what was checked goes on; botbuilder needs no more for an answer. */
function toActivity(activity: InboundActivity): Activity {
  const { type, id, channelId, serviceUrl, from, recipient, conversation, tenantId } = activity;
  const channelData = { tenant: { id: tenantId } };
  const whole: Partial<Activity> = {
    type,
    ...(id === undefined ? {} : { id }),
    channelId,
    serviceUrl,
    from: { id: from.id, name: '' },
    recipient: { id: recipient.id, name: recipient.name ?? '' },
    conversation: { id: conversation.id, name: '', conversationType: 'personal', isGroup: false, tenantId },
    channelData,
  };
  return whole as Activity;
}

function referenceTo(conversation: Conversation): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl: conversation.serviceUrl,
    bot: { id: conversation.botId, name: conversation.botName ?? '' },
    user: { id: conversation.channelUserId, name: '' },
    conversation: { id: conversation.conversationId, name: '', conversationType: 'personal', isGroup: false },
  };
}
