// The logger: one JSON line per event, redacted by key and by content, never in the way.
import { AppError } from '#shared/errors';
import { createLogger, silentLogger, type LogFacts } from '../../../../bot/telemetry/index.ts';

const secrets = ['hunter2', '33199002014', 'Ada', 'Example', 'eyJ'];

/** What one `info` line holds. */
function logged(facts: LogFacts, event = 'tested'): Record<string, unknown> {
  const lines: string[] = [];
  createLogger({ destination: { write: (line) => void lines.push(line) } }).info(event, facts);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('createLogger', () => {
  describe('when an event is written', () => {
    it('is one line with time, level, event and facts', () => {
      const lines: string[] = [];
      const logger = createLogger({
        base: { version: '0.1.0' },
        destination: { write: (line) => void lines.push(line) },
      });
      logger.warn('pbx.reconnected', { pbxId: 'main', attempts: 3 });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^[^\n]*\n$/);
      const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
      expect(line).toMatchObject({
        level: 'warn',
        event: 'pbx.reconnected',
        pbxId: 'main',
        attempts: 3,
        version: '0.1.0',
      });
      expect(Date.parse(String(line['time']))).not.toBeNaN();
    });
    it('leaves out what is below the level', () => {
      const lines: string[] = [];
      const logger = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
      logger.debug('a');
      logger.info('b');
      logger.warn('c');
      logger.error('d');
      expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['c', 'd']);
    });
    it('keeps a line break or a format sign in an event inside the line', () => {
      expect(logged({}, 'half\n{"level":"fake"} %s %d')['event']).toBe('half\n{"level":"fake"} %s %d');
    });
    it('lets no fact replace time, level or event', () => {
      expect(logged({ level: 'x', time: 'y', event: 'z' })).toMatchObject({
        level: 'info',
        event: 'tested',
        level_: 'x',
        event_: 'z',
      });
    });
  });

  describe('when facts hold what nobody may read', () => {
    const cases: readonly [string, unknown][] = [
      ['number', '+33199002014'],
      ['callerIdNum', '33199002014'],
      ['phoneNumbers', ['+33199002014']],
      ['e164', '+33199002014'],
      ['name', 'Ada Example'],
      ['displayName', 'Ada Example'],
      ['CallerIDName', 'Ada Example'],
      ['connected_line_name', 'Ada Example'],
      ['userPrincipalName', 'ada@example.com Ada'],
      ['caller', 'Ada Example'],
      ['other', { number: '33199002014', name: 'Ada Example' }],
      ['other', 'Ada Example'],
      ['from', 'Ada Example'],
      ['secret', 'hunter2'],
      ['clientSecret', { value: 'hunter2' }],
      ['Authorization', 'Bearer hunter2'],
      ['access_token', 'hunter2'],
      ['password', 'hunter2'],
      ['set-cookie', ['hunter2']],
      ['anything', 'eyJhbGciOi.eyJvaWQiOiI.sig'],
      ['detail', 'dialled +33 1 99 00 20 14, i.e. 33199002014'],
      ['number', 33199002014],
      ['number', 33199002014n],
      ['deep', { a: { b: { number: '33199002014', name: 'Ada Example' } } }],
      ['list', [{ name: 'Ada Example' }, '+33199002014']],
      [
        'map',
        new Map([
          ['name', 'Ada Example'],
          ['33199002014', 'x'],
        ]),
      ],
      ['33199002014', 'busy'],
      ['url', new URL('https://u:hunter2@example.com/?token=hunter2')],
      ['bytes', Buffer.from('hunter2')],
      ['callId', '33199002014'],
    ];
    it.each(cases)('hides it under %s (case %#)', (key, value) => {
      const line = JSON.stringify(logged({ [key]: value }));
      for (const secret of secrets) expect(line).not.toContain(secret);
    });
    it('cleans errors with their causes and facts', () => {
      const cause = Object.assign(new Error('login of Ada failed: Secret: hunter2'), {
        code: 'E33199002014',
        name: 'X',
      });
      cause.message = 'refused +33199002014 with Secret: hunter2';
      cause.stack = 'Error: hunter2\n    at place (file.ts:1:2)';
      const error = new AppError('pbx.refused', 'no call to 33199002014', {
        cause,
        facts: { number: '33199002014', pbxId: 'main' },
      });
      const line = logged({ error });
      for (const secret of ['hunter2', '33199002014']) expect(JSON.stringify(line)).not.toContain(secret);
      expect(line['error']).toMatchObject({ code: 'pbx.refused', facts: { pbxId: 'main' }, cause: { type: 'X' } });
    });
  });

  describe('when facts help an operator', () => {
    it('keeps ids, states, codes, times and counts', () => {
      const facts = {
        tenantId: '11111111-2222-4333-8444-555555555555',
        callId: 'main:1763613445.123',
        from: 'alerting',
        to: 'connected',
        code: 'store.locked',
        lineId: '2014',
        host: 'pbx.example.com',
        address: 'http://0.0.0.0:8443',
        at: new Date('2026-11-20T08:15:00.000Z'),
        ms: 1234567,
        ok: true,
        none: null,
      };
      expect(logged(facts)).toMatchObject({ ...facts, at: '2026-11-20T08:15:00.000Z' });
    });
  });

  describe('when facts are hostile', () => {
    it('bears cycles, throwing getters, proxies, functions, depth, size and odd numbers', () => {
      const cycle: Record<string, unknown> = {};
      cycle['self'] = cycle;
      let deep: unknown = 'x';
      for (let i = 0; i < 10_000; i++) deep = { deep };
      const trap = new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      );
      const facts = {
        cycle,
        deep,
        trap,
        big: 'x'.repeat(10_000_000),
        many: Array.from({ length: 100_000 }, (_, i) => i),
        run: () => 1,
        sign: Symbol('s'),
        odd: [Number.NaN, Infinity],
        at: new Date(Number.NaN),
        bare: Object.create(null) as unknown,
        toJSON: 'x',
        ['__proto__']: 'x',
        get thrower(): string {
          throw new Error('getter');
        },
      };
      const line = logged(facts);
      expect(JSON.stringify(line).length).toBeLessThan(20_000);
      expect(line['cycle']).toEqual({ self: '[circular]' });
      expect(line['odd']).toEqual(['NaN', 'Infinity']);
    });
  });
});

describe('silentLogger', () => {
  describe('when told anything', () => {
    it('says nothing', () => {
      expect(() => silentLogger.error('y', {})).not.toThrow();
    });
  });
});
