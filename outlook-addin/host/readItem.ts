// Reads the selected mail or appointment, in read and compose form, within limits that no sender can exceed.
import { limited, type ItemSnapshot } from '#shared/host';
import { askOffice } from './officeGlobal.ts';

const subjectLimit = 4_096;
/** More than any invitation; a body of megabytes must not stop the pane. */
const bodyLimit = 300_000;
const readTimeoutMs = 10_000;

/** A property of an item: its value when it is read, an object to be asked while it is composed. */
interface Asked {
  getAsync(answer: (result: Office.AsyncResult<unknown>) => void): void;
}

/** The parts of any item that we read; everything comes from outside, so everything is unknown. */
export interface OfficeItem {
  readonly itemType?: unknown;
  readonly subject?: unknown;
  readonly location?: unknown;
  readonly start?: unknown;
  readonly end?: unknown;
  readonly from?: unknown;
  readonly organizer?: unknown;
  readonly body?: {
    getAsync(form: 'html' | 'text', answer: (result: Office.AsyncResult<string>) => void): void;
  };
}

interface KeptText {
  readonly text: string;
  readonly isCut: boolean;
}

/** What the item says. Throws `host.unavailable` when Outlook does not answer in time. */
export async function readItem(item: OfficeItem): Promise<ItemSnapshot> {
  // Outlook on the web takes three questions at a time (microsoft365.md section 6).
  const [subject, location, body] = await within([
    read(item.subject).then((value) => keep(value, subjectLimit)),
    read(item.location).then((value) => keep(value, subjectLimit)),
    readBody(item),
  ]);
  const [start, end, from] = await within([read(item.start), read(item.end), read(item.from ?? item.organizer)]);
  return {
    kind: item.itemType === 'appointment' ? 'appointment' : 'message',
    subject: subject.text,
    location: location.text,
    bodyHtml: body.isHtml ? body.text : '',
    bodyText: body.isHtml ? '' : body.text,
    ...dateField('start', start),
    ...dateField('end', end),
    ...senderField(from),
    isCut: subject.isCut || location.isCut || body.isCut,
  };
}

function within<A, B, C>(questions: readonly [Promise<A>, Promise<B>, Promise<C>]): Promise<[A, B, C]> {
  return limited(Promise.all(questions), readTimeoutMs, 'host.unavailable');
}

/** One field that cannot be read is no reason to show nothing of the others. */
async function read(field: unknown): Promise<unknown> {
  if (!isAsked(field)) return field;
  return askOffice<unknown>((answer) => {
    field.getAsync(answer);
  }).catch(() => undefined);
}

function isAsked(field: unknown): field is Asked {
  return typeof field === 'object' && field !== null && 'getAsync' in field && typeof field.getAsync === 'function';
}

async function readBody({ body }: OfficeItem): Promise<KeptText & { readonly isHtml: boolean }> {
  if (body === undefined) return { text: '', isCut: false, isHtml: false };
  const ask = (form: 'html' | 'text'): Promise<string> =>
    askOffice<string>((answer) => {
      body.getAsync(form, answer);
    });
  // Plain-text items on some platforms refuse HTML.
  const html = await ask('html').catch(() => undefined);
  const text = html ?? (await ask('text'));
  return { ...keep(text, bodyLimit), isHtml: html !== undefined };
}

function keep(value: unknown, limit: number): KeptText {
  const text = typeof value === 'string' ? value : '';
  return { text: text.slice(0, limit), isCut: text.length > limit };
}

function dateField(name: 'start' | 'end', value: unknown): { readonly start?: string; readonly end?: string } {
  // Dates of office.js may come from another frame, where `instanceof Date` says no.
  const date = new Date(Number(value ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? {} : { [name]: date.toISOString() };
}

function senderField(value: unknown): Pick<ItemSnapshot, 'from'> {
  if (typeof value !== 'object' || value === null || !('emailAddress' in value)) return {};
  const name = 'displayName' in value ? keep(value.displayName, subjectLimit).text : '';
  return { from: { name, address: keep(value.emailAddress, subjectLimit).text } };
}
