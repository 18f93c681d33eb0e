// A problem report: written, looked at exactly as it will be sent, sent; a draft outlives an outage.
import type { ApiClient } from '#shared/client';
import { reportLimits, reportSchema, type Report, type ReportTopic } from '#shared/contracts';
import { maskReport } from '#shared/domain/masking';
import { toAppError, type ErrorCode } from '#shared/errors';
import * as v from 'valibot';
import type { DeviceCopy } from './deviceCopy.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where the report stands.
 *
 *   closed --open--> writing --check--> checking --send--> sending --201--> sent --close--> closed
 *                    checking --edit--> writing
 *                    sending --fault--> checking (with the error; the draft is kept)
 *                    writing, checking --close--> closed (the draft is kept)
 *                    writing, checking --discard--> closed (the draft is forgotten)
 */
export type ReportPhase = 'closed' | 'writing' | 'checking' | 'sending' | 'sent';

/** A picture, as the service takes it. */
export type ReportImage = NonNullable<Report['image']>;

/** What the person writes. */
export interface ReportDraft {
  readonly title: string;
  readonly topic: ReportTopic;
  readonly text: string;
  readonly hasLogs: boolean;
  /** Too large to outlive the visit: only the words are kept. */
  readonly image: ReportImage | undefined;
}

/** What the form shows. */
export interface ReportSnapshot {
  readonly phase: ReportPhase;
  readonly draft: ReportDraft;
  /** From `checking` on: exactly what is sent. */
  readonly report: Report | undefined;
  /** The person asked to go on without a title. */
  readonly isTitleMissing: boolean;
  /** What the service calls the report; the person names it when they ask about it. */
  readonly id: string | undefined;
  readonly error: ErrorCode | undefined;
}

/** The report of the signed-in person. */
export interface ReportModel extends Readable<ReportSnapshot> {
  open(): void;
  change(draft: Partial<ReportDraft>): void;
  check(): void;
  edit(): void;
  /** Sends what was checked. Never rejects. */
  send(): Promise<void>;
  close(): void;
  discard(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What the model works with. */
export interface ReportOptions {
  readonly api: Pick<ApiClient, 'sendReport'>;
  readonly copy: DeviceCopy;
  /** The log of the app, masked. */
  readonly logs: () => string;
  /** Facts of the app: version, host, language; no personal data. */
  readonly facts: () => Readonly<Record<string, string>>;
  /** A fresh request id, e.g. `crypto.randomUUID`: sent again, the report is the same report. */
  readonly newId: () => string;
}

const part = 'report';
/** Characters of room made at a time. */
const cutBy = 8;
const keptSchema = v.object({
  title: v.string(),
  topic: reportSchema.entries.topic,
  text: v.string(),
  hasLogs: v.boolean(),
});
const empty: ReportDraft = { title: '', topic: 'other', text: '', hasLogs: true, image: undefined };
const closed: ReportSnapshot = {
  phase: 'closed',
  draft: empty,
  report: undefined,
  isTitleMissing: false,
  id: undefined,
  error: undefined,
};

/** A report nobody has begun. */
export function createReportModel(options: ReportOptions): ReportModel {
  const { copy } = options;
  const store = createStore<ReportSnapshot>(closed);
  const isIn = (...phases: readonly ReportPhase[]): boolean => phases.includes(store.getSnapshot().phase);

  const keep = (): void => keepDraft(copy, store.getSnapshot().draft);

  const send = async (): Promise<void> => {
    const { report } = store.getSnapshot();
    if (!isIn('checking') || report === undefined) return;
    store.patch({ phase: 'sending', error: undefined });
    const outcome = await outcomeOf(options.api, report);
    // Closed because somebody else sits here.
    if (!isIn('sending')) return;
    if (outcome.phase === 'sent') copy.drop(part);
    store.patch(outcome);
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    send,
    open: () => {
      if (!isIn('closed', 'sent')) return;
      store.patch({ ...closed, phase: 'writing', draft: { ...empty, ...copy.read(part, keptSchema)?.value } });
    },
    change: (change) => {
      if (!isIn('writing')) return;
      const draft = { ...store.getSnapshot().draft, ...change };
      store.patch({ draft, isTitleMissing: store.getSnapshot().isTitleMissing && draft.title.trim() === '' });
    },
    check: () => {
      if (!isIn('writing')) return;
      const report = toReport(store.getSnapshot().draft, options);
      keep();
      if (report === undefined) store.patch({ isTitleMissing: true });
      else store.patch({ phase: 'checking', report, isTitleMissing: false, error: undefined });
    },
    edit: () => {
      if (isIn('checking')) store.patch({ phase: 'writing', report: undefined, error: undefined });
    },
    close: () => {
      if (isIn('sending')) return;
      if (isIn('writing', 'checking')) keep();
      store.patch(closed);
    },
    forget: () => {
      store.patch(closed);
    },
    discard: () => {
      if (!isIn('writing', 'checking')) return;
      copy.drop(part);
      store.patch(closed);
    },
  };
}

async function outcomeOf(api: ReportOptions['api'], report: Report): Promise<Partial<ReportSnapshot>> {
  try {
    const { id } = await api.sendReport(report);
    return { ...closed, phase: 'sent', id };
  } catch (fault) {
    return { phase: 'checking', error: toAppError(fault, 'service.unavailable').code };
  }
}

function keepDraft(copy: DeviceCopy, { image: _image, ...words }: ReportDraft): void {
  if (words.title === '' && words.text === '') copy.drop(part);
  else copy.keep(part, words);
}

/**
 * The report of a draft, masked as the service masks it: what is looked at is what is kept. Undefined without a title. The
 * newest lines of a long log are those that matter.
 */
function toReport({ hasLogs, image, ...words }: ReportDraft, options: ReportOptions): Report | undefined {
  const parsed = v.safeParse(reportSchema, {
    ...fitted({
      ...words,
      ...(hasLogs && { logs: options.logs().slice(-reportLimits.logs) }),
      app: options.facts(),
    }),
    requestId: options.newId(),
    ...(image !== undefined && { image }),
  });
  return parsed.success ? parsed.output : undefined;
}

type Words = Pick<Report, 'title' | 'topic' | 'text' | 'app'> & { readonly logs?: string };

/** Masked, and cut where a mask made it longer than the service takes: cutting may show more to be masked. */
function fitted(words: Words): Words {
  let shown = maskReport({ ...words, title: words.title.trim(), text: words.text.trim() });
  for (let less = 0; !isShort(shown); less += cutBy) shown = maskReport(cut(shown, less));
  return shown;
}

function isShort({ title, text, logs = '', app }: Words): boolean {
  const { title: ofTitle, text: ofText, logs: ofLogs, fact } = reportLimits;
  const isFactLong = Object.values(app).some((value) => value.length > fact);
  return title.length <= ofTitle && text.length <= ofText && logs.length <= ofLogs && !isFactLong;
}

function cut({ logs, app, ...words }: Words, less: number): Words {
  const facts = Object.entries(app).map(([name, value]) => [name, value.slice(0, reportLimits.fact - less)]);
  return {
    ...words,
    title: words.title.slice(0, reportLimits.title - less).trim(),
    text: words.text.slice(0, reportLimits.text - less).trim(),
    ...(logs !== undefined && { logs: logs.slice(Math.max(0, logs.length - reportLimits.logs + less)) }),
    app: Object.fromEntries(facts) as Words['app'],
  };
}
