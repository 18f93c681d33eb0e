// Every connector loses its PBX, and its service, in the middle of calls: what stands goes on, what is gone is closed as not seen.
import { ConformanceBench } from './ConformanceBench.ts';
import type { Cast } from './Cast.ts';
import { connectors } from './connectors.ts';
import type { Move } from './story.ts';
import type { Conformant } from './TestPbx.ts';

const call = 'call';
const dial: Move = { do: 'dial', call, from: '101', to: '102', rings: ['102'] };
const answer: Move = { do: 'answer', call, by: '102' };
const hangUp: Move = { do: 'hangUp', call, by: '101' };
const caller = { '101': 'Busy/InACall' };
const both = { '101': 'Busy/InACall', '102': 'Busy/InACall' };
const answered = ['101 outgoing answered 102', '102 incoming answered 101'];
const endUnknown = answered.map((line) => `${line} end unknown`);

/** What happens to a call before, while, and after nobody listens. */
interface Interrupted {
  readonly title: string;
  readonly before: readonly Move[];
  readonly away: readonly Move[];
  readonly back: Readonly<Record<string, string>>;
  readonly after: readonly Move[];
  readonly log: readonly string[];
  /** The log where nothing that happens meanwhile is lost. @default `log` */
  readonly remembered?: readonly string[];
}

const interrupted: readonly Interrupted[] = [
  { title: 'goes on with a call', before: [dial, answer], away: [], back: both, after: [hangUp], log: answered },
  {
    title: 'closes a call that ended',
    before: [dial, answer],
    away: [hangUp],
    back: {},
    after: [],
    log: endUnknown,
    remembered: answered,
  },
  {
    title: 'takes over a call that began',
    before: [],
    away: [dial, answer],
    back: both,
    after: [hangUp],
    log: answered,
  },
  { title: 'learns of an answer', before: [dial], away: [answer], back: both, after: [hangUp], log: answered },
  {
    title: 'invents no call that came and went',
    before: [],
    away: [dial, answer, hangUp],
    back: {},
    after: [],
    log: [],
    remembered: answered,
  },
];

/** Plays all of them on one bench around one interruption. */
async function play(
  connector: Conformant,
  interruption: {
    readonly leave: (bench: ConformanceBench) => Promise<void>;
    readonly back: (bench: ConformanceBench) => Promise<void>;
  },
): Promise<readonly (readonly string[])[]> {
  const bench = await ConformanceBench.start(connector, interrupted.length, 'none');
  const each = (act: (story: Interrupted, cast: Cast) => Promise<void>): Promise<unknown> =>
    Promise.all(
      bench.casts.flatMap((cast, index) => {
        const story = interrupted[index];
        return story === undefined ? [] : [act(story, cast)];
      }),
    );
  const moveAll = async (cast: Cast, moves: readonly Move[]): Promise<void> => {
    for (const move of moves) await bench.move(cast, move);
  };
  try {
    await each(async ({ before }, cast) => {
      await moveAll(cast, before);
      await bench.shows(cast, before.includes(answer) ? both : before.includes(dial) ? caller : {});
    });
    await interruption.leave(bench);
    await each(({ away }, cast) => moveAll(cast, away));
    await interruption.back(bench);
    await each(async ({ back, after }, cast) => {
      await bench.shows(cast, back);
      await moveAll(cast, after);
      await bench.shows(cast, {});
    });
    await bench.settled();
    return bench.casts.map((cast) => bench.played(cast).log);
  } finally {
    await bench.close();
  }
}

describe.each(connectors)('the connector $name', (connector) => {
  describe.each([
    {
      when: 'its PBX is lost for a while',
      losesServiceOnly: false,
      leave: async (bench: ConformanceBench) => {
        await bench.cut();
        await bench.linkIs('down');
      },
      back: async (bench: ConformanceBench) => {
        await bench.mend();
        await bench.linkIs('up');
      },
    },
    {
      when: 'the service restarts',
      losesServiceOnly: true,
      leave: (bench: ConformanceBench) => bench.stopService(),
      back: (bench: ConformanceBench) => bench.startService(),
    },
  ])('when $when', (interruption) => {
    let logs: readonly (readonly string[])[] = [];
    beforeAll(async () => {
      logs = await play(connector, interruption);
    });

    it.each(interrupted.map((story, index) => ({ ...story, index })))('$title', ({ log, remembered, index }) => {
      const isKept = connector.remembers === true && interruption.losesServiceOnly;
      const wanted = isKept ? (remembered ?? log) : log;
      expect(logs[index]).toEqual(connector.lacks.includes('calls') ? [] : wanted);
    });
  });
});
