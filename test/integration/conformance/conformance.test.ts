// Every connector plays the same stories, and the same log and the same presence must come of it, however events come in.
import { type Played, ConformanceBench } from './ConformanceBench.ts';
import { connectors } from './connectors.ts';
import { stories } from './stories.ts';
import { callKinds, expectedLog, expectedPresence, type Story } from './story.ts';
import type { Conformant } from './TestPbx.ts';

const named = Object.entries(stories);
const oneCall = ['Busy/InACall', 'clear'];

/** Plays all stories at once and keeps what came of each. */
function usePlayed(connector: Conformant, disturbance: Parameters<typeof ConformanceBench.start>[2]) {
  const outcomes = new Map<string, Played | Error>();
  const box: { capabilities?: ConformanceBench['capabilities'] } = {};
  beforeAll(async () => {
    const bench = await ConformanceBench.start(connector, named.length, disturbance);
    try {
      const plays = bench.casts.map(async (cast, index) => {
        const [name, story] = named[index] ?? [];
        if (name === undefined || story === undefined) return;
        const fault = await bench.play(cast, story).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (fault !== undefined) outcomes.set(name, fault as Error);
      });
      await Promise.all(plays);
      const isStuck = await bench.settled().catch((error: unknown) => error);
      for (const [index, cast] of bench.casts.entries()) {
        const [name = ''] = named[index] ?? [];
        if (!outcomes.has(name)) outcomes.set(name, isStuck instanceof Error ? isStuck : bench.played(cast));
      }
      box.capabilities = bench.capabilities;
    } finally {
      await bench.close();
    }
  });
  return {
    of: (name: string): Played => {
      const outcome = outcomes.get(name);
      if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('not played');
      return outcome;
    },
    capabilities: () => box.capabilities,
  };
}

/** Presence apart from lines that may have been shown in passing, and were then shown rightly. */
function steady(played: Played, story: Story): Record<string, readonly string[]> {
  const isPassing = (line: string, words: readonly string[]): boolean =>
    story.fleeting?.includes(line) === true && JSON.stringify(words) === JSON.stringify(oneCall);
  return Object.fromEntries(Object.entries(played.presence).filter(([line, words]) => !isPassing(line, words)));
}

/** Which kinds of events told the calls of each line that had one. */
function kindsOf(played: Played): Record<string, string> {
  const byLine = Object.entries(played.events).map(([line, events]): [string, string] => {
    const told = new Set<string>(events.map((event) => event.kind));
    return [line, callKinds.filter((kind) => told.has(kind)).join(' ')];
  });
  return Object.fromEntries(byLine.filter(([, kinds]) => kinds !== ''));
}

/** New messages of each line whose lamp was told, as far as they are counted. */
function messagesOf(played: Played): Record<string, number | 'lit'> {
  const told = Object.entries(played.events).flatMap(([line, events]) => {
    const last = events.findLast((event) => event.kind === 'messageWaiting');
    if (last?.kind !== 'messageWaiting' || !last.waiting) return [];
    return [[line, last.hasCounts === false ? ('lit' as const) : last.newMessages] as const];
  });
  return Object.fromEntries(told);
}

describe.each(connectors)('the connector $name', (connector) => {
  const { lacks, ownKinds } = connector;

  describe.each([
    ['as they happen', 'none'],
    ['again and again', 'replayed'],
    ['out of line', 'reordered'],
  ] as const)('when events come %s', (_how, disturbance) => {
    const played = usePlayed(connector, disturbance);

    it.each(
      named.map(([name, story]) => {
        const { without } = expectedLog(story, lacks);
        return { name, story, title: without === undefined ? name : `${name} (told without ${without})` };
      }),
    )('$title', ({ name, story }) => {
      const outcome = played.of(name);
      expect(outcome.log).toEqual(expectedLog(story, lacks).log);
      expect(steady(outcome, story)).toEqual(expectedPresence(story));
      const counts = Object.entries(story.messages ?? {});
      const wanted = counts.map(([line, count]) => [line, lacks.includes('counts') ? 'lit' : count] as const);
      expect(messagesOf(outcome)).toEqual(Object.fromEntries(wanted));
    });

    it('tells calls by the same kinds of events as every other that can tell them in full', () => {
      const told = named.map(([name]) => [name, lacks.includes('moves') ? {} : kindsOf(played.of(name))] as const);
      const wanted = named.map(
        ([name, { kinds }]) => [name, lacks.includes('moves') ? {} : { ...kinds, ...ownKinds?.[name] }] as const,
      );
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(wanted));
    });

    it('gives each record times that fit its outcome', () => {
      const records = named.flatMap(([name]) => played.of(name).records);
      for (const { outcome, startedAt, answeredAt, endedAt, ringSeconds, talkSeconds } of records) {
        expect(answeredAt !== undefined).toBe(outcome === 'answered');
        expect(startedAt).toBeLessThanOrEqual(answeredAt ?? startedAt);
        expect(answeredAt ?? startedAt).toBeLessThanOrEqual(endedAt);
        expect([ringSeconds, talkSeconds].every((seconds) => seconds >= 0 && seconds < 60)).toBe(true);
      }
      expect(records.length > 0).toBe(!lacks.includes('calls'));
    });

    it('declares what it can tell', () => {
      expect(played.capabilities()).toMatchObject({
        hasCallId: !lacks.includes('calls'),
        hasRemoteParty: !lacks.includes('calls'),
        hasTransferInfo: !lacks.includes('moves'),
        messageWaiting: true,
      });
    });
  });
});
