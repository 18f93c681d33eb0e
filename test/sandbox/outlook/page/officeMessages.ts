// The envelope of office.js: reads what an add-in's page posts to its host, and writes answers and events (microsoft365.md 8.2).

const requestType = 0;
const responseType = 1;
const forCalling = 0;
const forEventing = 1;
const registerEvent = 1;
const unregisterEvent = 2;
const appInstanceId = 'hookswitch-sandbox';

/** One request of the add-in. */
export interface OfficeRequest {
  readonly action: string;
  readonly kind: 'invoke' | 'register' | 'unregister';
  readonly conversation: string;
  readonly correlation: unknown;
  readonly data: unknown;
}

/** What tells office.js in the frame who its host is; becomes the frame's name. */
export interface FrameIdentity {
  /** Name of the conversation, one for each frame. */
  readonly conversation: string;
  readonly locale: string;
  /** Origin of this page. */
  readonly hostOrigin: string;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parse(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The request in a posted message, `null` when it is something else. */
export function readRequest(posted: unknown): OfficeRequest | null {
  const message = parse(posted);
  if (!isRecord(message) || message['_messageType'] !== requestType) return null;
  const { _actionName: action, _conversationId: conversation } = message;
  if (typeof action !== 'string' || typeof conversation !== 'string') return null;
  const type = message['_actionType'];
  const kind = type === registerEvent ? 'register' : type === unregisterEvent ? 'unregister' : 'invoke';
  return { action, kind, conversation, correlation: message['_correlationId'], data: message['_data'] ?? null };
}

function envelope(fields: object, hostOrigin: string): string {
  return JSON.stringify({
    _messageType: responseType,
    _errorCode: 0,
    _serializerVersion: 1,
    _origin: hostOrigin,
    ...fields,
  });
}

/** The answer to a request. */
export function writeAnswer(request: OfficeRequest, data: unknown, hostOrigin: string): string {
  const { action, conversation, correlation } = request;
  const fields = {
    _actionName: action,
    _conversationId: conversation,
    _correlationId: correlation,
    _responseType: forCalling,
    _data: data,
  };
  return envelope(fields, hostOrigin);
}

/** An event the add-in registered for. */
export function writeEvent(name: string, conversation: string, data: unknown, hostOrigin: string): string {
  const fields = {
    _actionName: name,
    _conversationId: conversation,
    _correlationId: -1,
    _responseType: forEventing,
    _data: data,
  };
  return envelope(fields, hostOrigin);
}

/** Name of the frame: office.js finds there host, platform, version, locale and the way back. */
export function frameName({ conversation, locale, hostOrigin }: FrameIdentity): string {
  return JSON.stringify({
    baseFrameName: conversation,
    hostInfo: ['Outlook', 'Web', '16.01', locale, conversation, '', '', '0'].join('|'),
    xdmInfo: [conversation, appInstanceId, hostOrigin].join('|'),
    serializerVersion: '1',
  });
}

/** The id this add-in runs under. */
export const instanceId = appInstanceId;
