// Opens the event stream of everybody and notes which records they were told: what was told was acknowledged.
import * as v from 'valibot';
import type { Sandbox } from '../../sandbox/index.ts';

/** Ids of the records by user. */
export type Told = Map<string, Set<string>>;

/** Streams under way. */
export interface OpenStreams {
  /** Streams that were opened. */
  readonly count: number;
  /** Resolves when every stream has ended, which the death of the service brings. */
  ended(): Promise<unknown>;
  close(): void;
}

const recordSchema = v.object({ record: v.object({ id: v.string() }) });

/** Opens one stream for each user; a service that is killed meanwhile gives fewer. */
export async function followStreams(
  { tenant, serviceUrl }: Sandbox,
  tokens: ReadonlyMap<string, string>,
  told: Told,
): Promise<OpenStreams> {
  const abort = new AbortController();
  const reading: Promise<void>[] = [];
  await Promise.all(
    tenant.users.map(async ({ id }) => {
      const headers = { authorization: `Bearer ${tokens.get(id) ?? ''}` };
      const answer = await fetch(`${serviceUrl}/api/v1/stream`, { headers, signal: abort.signal }).catch(() => null);
      if (answer === null) return;
      if (answer.status !== 200) throw new Error(`the stream answers ${String(answer.status)}`);
      const ids = told.get(id) ?? new Set<string>();
      told.set(id, ids);
      reading.push(readRecords(answer, ids));
    }),
  );
  return {
    count: reading.length,
    ended: () => Promise.all(reading),
    close: () => {
      abort.abort();
    },
  };
}

async function readRecords(answer: Response, ids: Set<string>): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined || !/^event: record$/m.test(event)) continue;
        ids.add(v.parse(recordSchema, JSON.parse(data)).record.id);
      }
    }
  } catch (fault) {
    // A stream that breaks off is what a killed service leaves; anything else is a fault of what it said.
    if (fault instanceof v.ValiError || fault instanceof SyntaxError) throw fault;
  }
}
