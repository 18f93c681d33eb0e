// Subscriptions under every answer a PBX can give, with time moved by hand and no socket.
import type { AppError } from '#shared/errors';
import { SipAccount } from '../../../../../bot/pbx/sip/account.ts';
import type { OnOutcome } from '../../../../../bot/pbx/sip/clientTransactions.ts';
import type { HeaderPairs } from '../../../../../bot/pbx/sip/format.ts';
import type { SipRequest, SipResponse } from '../../../../../bot/pbx/sip/sipMessage.ts';
import { SubscriptionBook, type BookOptions } from '../../../../../bot/pbx/sip/subscriptionBook.ts';
import { TimerWheel } from '../../../../../bot/pbx/sip/timerWheel.ts';
import { SipClockFake } from '../../../../support/SipClockFake.ts';

interface Sent {
  readonly uri: string;
  readonly header: (name: string) => string;
  readonly headers: HeaderPairs;
  readonly answer: (status: number, headers?: Readonly<Record<string, string>>) => void;
  readonly atMs: number;
}

class Bench {
  readonly clock = new SipClockFake();
  readonly sent: Sent[] = [];
  readonly told: string[] = [];
  readonly faults: AppError[] = [];
  readonly book: SubscriptionBook;
  /** How requests are answered at once; none: they wait. */
  auto: ((sent: Sent) => void) | undefined;
  #tokens = 0;

  constructor(options: Partial<BookOptions> = {}) {
    const wheel = new TimerWheel(this.clock);
    wheel.start();
    this.book = new SubscriptionBook(
      {
        packages: ['dialog'],
        aorTemplate: 'sip:{extension}@pbx.test',
        from: 'sip:9000@pbx.test',
        expiresSeconds: 600,
        subscribesPerSecond: 1_000,
        account: new SipAccount('9000', 'pw', () => 'c'),
        wheel,
        random: () => 0,
        token: () => `token-${String((this.#tokens += 1)).padStart(26, '0')}`,
        ...options,
      },
      {
        contact: () => '<sip:9000@127.0.0.1:5070>',
        send: (_method, uri, headers, done) => this.#onSent(uri, headers, done),
      },
      {
        onDocument: ({ deviceId }, _type, body, isFirst) =>
          this.told.push(`${deviceId} ${body}${isFirst ? ' first' : ''}`),
        onSilent: ({ deviceId }) => this.told.push(`${deviceId} silent`),
        onSynced: () => this.told.push('synced'),
        onLoginRefused: () => this.told.push('login refused'),
        onFault: (fault) => this.faults.push(fault),
      },
    );
  }

  get last(): Sent {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }

  /** Accepts and notifies whatever is asked. */
  acceptAll(): this {
    this.auto = (sent) => {
      sent.answer(200, { expires: sent.header('Expires') });
      this.notify(sent);
    };
    return this;
  }

  /** Knows no dialog any more, and accepts new ones. */
  forgetAll(): void {
    this.auto = (sent) => {
      sent.answer(sent.header('To').includes('tag=') ? 481 : 200, { expires: '600' });
      if (!sent.header('To').includes('tag=')) this.notify(sent);
    };
  }

  notify(
    sent: Sent,
    options: { state?: string; tag?: string; cseq?: number; body?: string; route?: string } = {},
  ): number {
    const { state = 'active', tag = 'pbx', cseq = 1, body = 'idle', route } = options;
    const told = {
      from: `${sent.header('To').replace(/;tag=.*/, '')};tag=${tag}`,
      to: sent.header('From'),
      'call-id': sent.header('Call-ID'),
      cseq: `${String(cseq)} NOTIFY`,
      event: 'dialog',
      contact: '<sip:pbx.test:5066>',
      'subscription-state': state,
      ...(route === undefined ? {} : { 'record-route': route }),
    };
    const headers = Object.entries(told).map(([name, value]) => ({ name, value }));
    const request: SipRequest = { kind: 'request', method: 'NOTIFY', uri: 'sip:x', headers, body };
    return this.book.onNotify(request);
  }

  start(...devices: readonly string[]): this {
    this.book.watch(devices);
    this.book.begin();
    return this;
  }

  #onSent(uri: string, headers: HeaderPairs, done: OnOutcome): void {
    const header = (name: string): string => headers.find(([each]) => each === name)?.[1] ?? '';
    const answer: Sent['answer'] = (status, extra = {}) => {
      const told = { to: `${header('To').replace(/;tag=.*/, '')};tag=pbx`, contact: '<sip:pbx.test:5066>', ...extra };
      const response: SipResponse = {
        kind: 'response',
        status,
        reason: '',
        headers: Object.entries(told).map(([name, value]) => ({ name, value })),
        body: '',
      };
      done(response);
    };
    const sent: Sent = { uri, header, headers, answer, atMs: this.clock.elapsed() };
    this.sent.push(sent);
    this.auto?.(sent);
  }
}

describe('SubscriptionBook', () => {
  describe('when the PBX accepts', () => {
    it.each([
      [0, 9_500],
      [0.999, 11_000],
    ])('refreshes between half and nine tenths of what was granted (random %d)', (random, quietMs) => {
      // Twenty seconds, so that the early refresh that looks for a forgetful PBX comes too late to disturb.
      const bench = new Bench({ random: () => random, expiresSeconds: 20 }).start('101');
      bench.notify(bench.last);
      bench.last.answer(200, { expires: '20' });
      expect(bench.told).toEqual(['101 idle first', 'synced']);
      bench.clock.pass(quietMs);
      expect(bench.sent).toHaveLength(1);
      bench.clock.pass(8_000);
      expect(bench.sent.length).toBeGreaterThan(1);
    });

    it('refreshes in the dialog: its tag, its target, its route, a higher CSeq', () => {
      const bench = new Bench().start('101');
      expect(bench.notify(bench.last, { route: '<sip:proxy.test;lr>' })).toBe(200);
      bench.last.answer(200, { expires: '60' });
      bench.clock.pass(30_500);
      expect(bench.sent).toHaveLength(2);
      expect(bench.last.uri).toBe('sip:pbx.test:5066');
      expect(bench.last.header('To')).toBe('<sip:101@pbx.test>;tag=pbx');
      expect(bench.last.header('Route')).toBe('<sip:proxy.test;lr>');
      expect(bench.last.header('CSeq')).toBe('2 SUBSCRIBE');
    });

    it('takes 202 for 200, and gives up on a PBX that accepts and never notifies', () => {
      const bench = new Bench().start('101');
      bench.last.answer(202);
      bench.clock.pass(40_000);
      expect(bench.faults.map((fault) => fault.facts.answer)).toEqual(['no NOTIFY']);
      expect(new Set(bench.sent.map((sent) => sent.header('Call-ID'))).size).toBe(2);
    });

    it('lets the first of several forks win', () => {
      const bench = new Bench().start('101');
      expect(bench.notify(bench.last, { tag: 'one' })).toBe(200);
      expect(bench.notify(bench.last, { tag: 'two' })).toBe(481);
      bench.last.answer(200);
      expect(bench.notify(bench.last, { tag: 'one', cseq: 2 })).toBe(200);
    });

    it('answers a late NOTIFY but does not believe it', () => {
      const bench = new Bench().start('101');
      bench.notify(bench.last, { cseq: 5, body: 'new' });
      expect(bench.notify(bench.last, { cseq: 4, body: 'old' })).toBe(200);
      expect(bench.told).toEqual(['101 new first', 'synced']);
    });
  });

  describe('when the PBX wants longer times', () => {
    it('asks again at once with its minimum (423)', () => {
      const bench = new Bench({ expiresSeconds: 300 }).start('101');
      bench.last.answer(423, { 'min-expires': '900' });
      expect(bench.last.header('Expires')).toBe('900');
      expect(bench.sent).toHaveLength(2);
    });

    it('does not believe absurd ones', () => {
      const bench = new Bench().start('101');
      bench.last.answer(423, { 'min-expires': '999999999' });
      expect(bench.told).toEqual(['101 silent', 'synced']);
    });
  });

  describe('when the PBX refuses', () => {
    it.each([403, 404, 603])('reports the device once and asks again slowly (%d)', (status) => {
      const bench = new Bench();
      bench.auto = (sent) => sent.answer(status);
      bench.start('101');
      expect(bench.told).toEqual(['101 silent', 'synced']);
      bench.clock.pass(500_000);
      expect(bench.sent).toHaveLength(1);
      bench.clock.pass(1_500_000);
      expect(bench.sent.length).toBeGreaterThan(1);
      expect(bench.faults).toHaveLength(1);
      expect(bench.faults[0]?.facts).toMatchObject({ deviceId: '101', answer: String(status) });
    });

    it('never asks again for a package it does not know (489)', () => {
      const bench = new Bench();
      bench.auto = (sent) => sent.answer(489);
      bench.start('101');
      bench.clock.pass(3_000_000);
      expect(bench.sent).toHaveLength(1);
      expect(bench.faults).toHaveLength(1);
    });

    it('tells thousands of refused devices as a number', () => {
      const bench = new Bench();
      bench.auto = (sent) => sent.answer(404);
      bench.start(...Array.from({ length: 100 }, (_, at) => String(at)));
      bench.clock.pass(1_000);
      expect(bench.faults).toHaveLength(21);
      expect(bench.faults.at(-1)?.facts).toEqual({ heldBack: 80 });
    });
  });

  describe('when the PBX is overloaded', () => {
    it('waits as long as it asks (503), with everything', () => {
      const bench = new Bench().start('101', '102', '103');
      bench.last.answer(503, { 'retry-after': '30' });
      bench.clock.pass(29_000);
      expect(bench.sent).toHaveLength(1);
      bench.acceptAll();
      bench.clock.pass(3_000);
      expect(new Set(bench.sent.slice(1).map((sent) => sent.uri)).size).toBe(3);
    });

    it('comes back later and slower (500)', () => {
      const bench = new Bench().start('101');
      bench.last.answer(500);
      bench.clock.pass(2_000);
      expect(bench.sent).toHaveLength(1);
      bench.clock.pass(2_000);
      expect(bench.sent).toHaveLength(2);
      bench.last.answer(500);
      bench.clock.pass(4_000);
      expect(bench.sent).toHaveLength(2);
    });

    it('takes the snapshot with what is known when the rest does not come', () => {
      const bench = new Bench().start('101', '102');
      bench.last.answer(500);
      bench.clock.pass(60_000);
      expect(bench.told).toContain('synced');
    });
  });

  describe('when there are many devices', () => {
    it('never sends more a second than agreed, and one alone until the login is proven', () => {
      const bench = new Bench({ subscribesPerSecond: 100 });
      bench.start(...Array.from({ length: 1_000 }, (_, at) => String(at)));
      bench.clock.pass(1_000);
      expect(bench.sent).toHaveLength(1);
      bench.acceptAll();
      const first = bench.last;
      first.answer(200);
      bench.notify(first);
      bench.clock.pass(12_000);
      expect(bench.told.filter((line) => line.endsWith('first'))).toHaveLength(1_000);
      for (const { atMs } of bench.sent) {
        const within = bench.sent.filter((each) => each.atMs >= atMs && each.atMs < atMs + 1_000).length;
        expect(within).toBeLessThanOrEqual(111);
      }
    });
  });

  describe('when the PBX forgot', () => {
    it('subscribes all anew at the first 481 to a refresh, in new dialogs', () => {
      const bench = new Bench().acceptAll().start('101', '102', '103');
      bench.clock.pass(1_000);
      const before = bench.sent.length;
      bench.forgetAll();
      bench.clock.pass(15_000);
      expect(new Set(bench.sent.slice(before + 1).map((sent) => sent.uri))).toEqual(
        new Set(['sip:101@pbx.test', 'sip:102@pbx.test', 'sip:103@pbx.test']),
      );
      expect(bench.told.filter((line) => line === 'synced')).toHaveLength(2);
    });

    it('hears the old dialogs until it is their turn', () => {
      const devices = Array.from({ length: 100 }, (_, at) => String(200 + at));
      const bench = new Bench({ subscribesPerSecond: 10 }).acceptAll().start(...devices);
      bench.clock.pass(15_000);
      const old = bench.sent.filter(({ uri }) => uri === 'sip:299@pbx.test').at(-1) ?? bench.last;
      bench.forgetAll();
      while (bench.sent.filter(({ uri }) => uri === 'sip:200@pbx.test').length < 2) bench.clock.pass(100);
      expect(bench.notify(old, { cseq: 7, body: 'ringing' })).toBe(200);
      expect(bench.told.at(-1)).toBe('299 ringing');
      bench.clock.pass(15_000);
      expect(bench.notify(old, { cseq: 8, body: 'late' })).toBe(481);
    });

    it('is found out within 15 s by a refresh made early', () => {
      const bench = new Bench().acceptAll().start('101');
      bench.clock.pass(15_000);
      expect(bench.sent).toHaveLength(2);
    });
  });

  describe('when the PBX ends a subscription', () => {
    it.each([
      ['terminated;reason=deactivated', 1],
      ['terminated;reason=timeout', 1],
      ['terminated;reason=probation;retry-after=60', 60_000],
      ['terminated;reason=rejected', 600_000],
    ])('makes a new one: %s', (state, afterMs) => {
      const bench = new Bench().start('101');
      bench.last.answer(200, { expires: '3600' });
      bench.notify(bench.last);
      bench.notify(bench.last, { state, cseq: 2 });
      if (afterMs > 1) bench.clock.pass(afterMs - 1_000);
      expect(bench.sent).toHaveLength(1);
      bench.clock.pass(1_500);
      expect(bench.sent).toHaveLength(2);
      expect(bench.last.header('CSeq')).toBe('1 SUBSCRIBE');
      expect(bench.notify({ ...bench.last, header: bench.sent[0]?.header ?? (() => '') })).toBe(481);
    });

    it('does not spin with a PBX that ends each one at once', () => {
      const bench = new Bench();
      bench.auto = (sent) => {
        sent.answer(200);
        bench.notify(sent);
        bench.notify(sent, { state: 'terminated;reason=deactivated', cseq: 2 });
      };
      bench.start('101');
      bench.clock.pass(60_000);
      expect(bench.sent.length).toBeLessThan(8);
    });

    it('leaves it at that where the state cannot change (invariant)', () => {
      const bench = new Bench().start('101');
      bench.last.answer(200);
      bench.notify(bench.last, { state: 'terminated;reason=invariant' });
      bench.clock.pass(2_000_000);
      expect(bench.sent).toHaveLength(1);
    });
  });

  describe('when the wish changes', () => {
    it('unsubscribes what is dropped and subscribes what is new', () => {
      const bench = new Bench().acceptAll().start('101', '102');
      bench.clock.pass(500);
      expect(bench.book.watch(['102', '103'])).toEqual(['101']);
      bench.clock.pass(500);
      const [leave, come] = bench.sent.slice(2);
      expect([leave?.header('Expires'), leave?.header('To')]).toEqual(['0', '<sip:101@pbx.test>;tag=pbx']);
      expect(come?.uri).toBe('sip:103@pbx.test');
      expect(bench.told.filter((line) => line === 'synced')).toHaveLength(1);
    });

    it('escapes odd device names and reports those that have no address', () => {
      const bench = new Bench({ aorTemplate: '{extension}' }).start('1 01');
      expect(bench.faults.map((fault) => fault.code)).toEqual(['input.invalid']);
      const other = new Bench().start('*9#\r\nX: y');
      expect(other.last.uri).toBe('sip:*9%23%0D%0AX%3A%20y@pbx.test');
    });
  });

  describe('when the machine slept for hours', () => {
    it('refreshes everything at its pace and not at once', () => {
      const bench = new Bench({ subscribesPerSecond: 100 }).acceptAll();
      bench.start(...Array.from({ length: 500 }, (_, at) => String(at)));
      bench.clock.pass(8_000);
      const before = bench.sent.length;
      bench.clock.jump(4 * 3_600_000);
      expect(bench.sent.length - before).toBeLessThanOrEqual(20);
      bench.clock.pass(8_000);
      expect(bench.sent.length - before).toBeGreaterThanOrEqual(500);
    });
  });

  describe('when the connection is lost', () => {
    it('sends nothing and knows no dialog until it is back', () => {
      const bench = new Bench().acceptAll().start('101');
      bench.book.lose();
      const before = bench.sent.length;
      bench.clock.pass(700_000);
      expect(bench.sent).toHaveLength(before);
      expect(bench.notify(bench.last, { cseq: 9 })).toBe(481);
      bench.book.begin();
      expect(bench.told.filter((line) => line === 'synced')).toHaveLength(2);
    });
  });
});
