// What the Playground shows: its stream of messages, and the texts and buttons within a card as a person finds them.

/** A button of a card. */
export interface CardButton {
  readonly type: string;
  readonly title: string;
  readonly verb: string;
  readonly data: unknown;
}

/** A message as it stands in the chat. */
export interface ChatMessage {
  readonly messageId: string;
  readonly fromBot: boolean;
  readonly text: string;
  /** Every text of the card, from top to bottom. */
  readonly texts: readonly string[];
  readonly buttons: readonly CardButton[];
  readonly receivedAt: number;
}

type Json = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Every object within `value`, in reading order. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* objectsIn(each);
  if (!isMap(value)) return;
  yield value;
  for (const [name, inner] of Object.entries(value))
    if (name !== 'fallback' && name !== 'data') yield* objectsIn(inner);
}

/** The texts of a card. */
export function textsOf(card: unknown): readonly string[] {
  return [...objectsIn(card)]
    .filter(({ type }) => type === 'TextBlock' || type === 'TextRun')
    .map(({ text }) => textOf(text));
}

/** The buttons of a card. */
export function buttonsOf(card: unknown): readonly CardButton[] {
  return [...objectsIn(card)]
    .filter(({ type }) => textOf(type).startsWith('Action.'))
    .map(({ type, title, verb, data }) => ({ type: textOf(type), title: textOf(title), verb: textOf(verb), data }));
}

/** The message of one line of the stream; undefined: the line tells of something else. */
export function messageOf(line: string, botId: string, receivedAt: number): ChatMessage | undefined {
  const event: unknown = JSON.parse(line);
  if (!isMap(event) || event['action'] !== 'createMessage' || !isMap(event['message'])) return undefined;
  const { messageId, from, text, attachments } = event['message'];
  const cards = Array.isArray(attachments)
    ? attachments.map((each) => (isMap(each) ? each['content'] : undefined))
    : [];
  return {
    messageId: textOf(messageId),
    fromBot: isMap(from) && from['id'] === botId,
    text: textOf(text),
    texts: textsOf(cards),
    buttons: buttonsOf(cards),
    receivedAt,
  };
}
