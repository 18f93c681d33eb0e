// Puts the bot together: verify, understand, act, answer; and tell of missed calls.
import { setTimeout as wait } from 'node:timers/promises';
import { toAppError, type AppError } from '#shared/errors';
import { parseActivity } from './activity.ts';
import { answerActivity, type AnswerParts } from './answerActivity.ts';
import type { Bot, BotAnswer, BotOptions, BotRegistration, BotRequest } from './botOptions.ts';
import { createConnectorAdapter } from './connectorAdapter.ts';
import { createConnectorKeys } from './connectorKeys.ts';
import type { ConnectorPort } from './ConnectorPort.ts';
import { createBotToken } from './connectorTokens.ts';
import { createOrders } from './orders.ts';
import { createReception } from './reception.ts';
import { sendNotice, type NoticeParts } from './sendNotice.ts';
import { createSpeaker, type Speaker } from './speakers.ts';
import { createConnectorVerifier, type VerifyConnector } from './verifyConnector.ts';

const publicMetadataUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const publicLoginUrl = 'https://login.microsoftonline.com';

/** Builds the bot; opens nothing before the first message. */
export function createBot(options: BotOptions): Bot {
  const connectors = connectorsOf(options);
  const speak = createSpeaker();
  const verify = verifierOf(options);
  const answers = answerParts(options, speak);
  const notices = noticeParts(options, speak, connectors);
  return {
    handleMessages: (request) => handle(request, { verify, connectors, answers, options }),
    tellMissedCall: (notice) => sendNotice(notice, notices),
  };
}

/** The connection of a registration, or of nobody (the sandbox's). */
type Connectors = (registration: BotRegistration | undefined) => ConnectorPort;

function connectorsOf(options: BotOptions): Connectors {
  const { now, fetch: way = fetch, loginUrl = publicLoginUrl } = options;
  const known = new Map<BotRegistration | undefined, ConnectorPort>();
  return (registration) => {
    const connector =
      known.get(registration) ??
      createConnectorAdapter({
        fetch: way,
        ...(registration === undefined
          ? {}
          : { identity: { registration, token: createBotToken(registration, { fetch: way, loginUrl, now }) } }),
      });
    known.set(registration, connector);
    return connector;
  };
}

function verifierOf(options: BotOptions): VerifyConnector {
  const { connectorMetadataUrl = publicMetadataUrl, fetchJson, now } = options;
  return createConnectorVerifier({ ...options, findKey: createConnectorKeys(connectorMetadataUrl, fetchJson, now) });
}

function answerParts(options: BotOptions, speak: Speaker): AnswerParts {
  const { desk, conversations, logger, now, sleep = wait } = options;
  return {
    desk,
    placeOrder: createOrders(desk, now),
    reception: createReception(conversations, sleep),
    speak,
    logger,
  };
}

function noticeParts(options: BotOptions, speak: Speaker, connectors: Connectors): NoticeParts {
  const { conversations, logger, registrations, allowAnonymous } = options;
  return {
    conversations,
    speak,
    logger,
    sleep: options.sleep ?? wait,
    random: options.random ?? Math.random,
    connectorFor: (tenantId) => {
      const registration = registrations.find((each) => each.tenantId === tenantId);
      return registration !== undefined || allowAnonymous ? connectors(registration) : undefined;
    },
  };
}

async function handle(
  request: BotRequest,
  parts: {
    readonly verify: VerifyConnector;
    readonly connectors: Connectors;
    readonly answers: AnswerParts;
    readonly options: BotOptions;
  },
): Promise<BotAnswer> {
  try {
    const activity = parseActivity(request.body);
    const registration = await parts.verify(request.authorization, activity);
    return await parts.connectors(registration).answer(activity, () => answerActivity(activity, parts.answers));
  } catch (thrown) {
    return refusalAnswer(toAppError(thrown), request, parts.options);
  }
}

/** Who has no right learns nothing but that. */
function refusalAnswer(
  fault: AppError,
  request: BotRequest,
  { logger, metrics, allowAnonymous }: BotOptions,
): BotAnswer {
  const { reason } = fault.facts;
  if (typeof reason === 'string') metrics.authRefused(reason);
  if (fault.code === 'internal') logger.error('bot.fault', { error: fault });
  else if (fault.entry.status >= 500) logger.warn('bot.failed', { error: fault });
  else logger.debug('bot.refused', { code: fault.code, ...fault.facts }); // anybody may knock: counted, not shouted
  // What is no activity gets its 401 first where a token is asked for: the shape of a body is no way to find out more.
  const isUnknownCaller = request.authorization === undefined && !allowAnonymous;
  const status = fault.code === 'input.invalid' && isUnknownCaller ? 401 : fault.entry.status;
  return { status };
}
