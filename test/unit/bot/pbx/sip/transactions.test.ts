// Timers and transactions: repeats, deadlines, answers once, and requests that are answered the same way twice.
import fc from 'fast-check';
import { ClientTransactions, type SipOutcome } from '../../../../../bot/pbx/sip/clientTransactions.ts';
import { parseSip } from '../../../../../bot/pbx/sip/parse.ts';
import { ServerAnswers } from '../../../../../bot/pbx/sip/serverAnswers.ts';
import type { SipRequest, SipResponse } from '../../../../../bot/pbx/sip/sipMessage.ts';
import { TimerWheel } from '../../../../../bot/pbx/sip/timerWheel.ts';
import { anyCharacter } from '../../../../support/anyCharacter.ts';
import { SipClockFake } from '../../../../support/SipClockFake.ts';

function wheelOf(clock: SipClockFake): TimerWheel {
  const wheel = new TimerWheel(clock);
  wheel.start();
  return wheel;
}

function answer(status: number, method = 'SUBSCRIBE'): SipResponse {
  const headers = [
    { name: 'via', value: 'SIP/2.0/UDP a:1;branch=z9hG4bK1' },
    { name: 'cseq', value: `1 ${method}` },
  ];
  return { kind: 'response', status, reason: '', headers, body: '' };
}

function request(text: string): SipRequest {
  const message = parseSip(Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n\r\n`));
  if (message?.kind !== 'request') throw new Error('no request');
  return message;
}

describe('TimerWheel', () => {
  it('runs actions in their order, once, and not those taken back', () => {
    const clock = new SipClockFake();
    const wheel = wheelOf(clock);
    const ran: string[] = [];
    wheel.after(500, () => ran.push('b'));
    wheel.after(100, () => ran.push('a'));
    wheel.after(300, () => ran.push('never'))();
    clock.pass(1_000);
    expect(ran).toEqual(['a', 'b']);
  });

  it('runs what falls due in a long sleep, and what is planned meanwhile afterwards', () => {
    const clock = new SipClockFake();
    const wheel = wheelOf(clock);
    const ran: string[] = [];
    wheel.after(1_000, () => {
      ran.push('late');
      wheel.after(0, () => ran.push('next'));
    });
    clock.jump(86_400_000);
    expect(ran).toEqual(['late']);
    clock.pass(100);
    expect(ran).toEqual(['late', 'next']);
    wheel.stop();
  });
});

describe('ClientTransactions', () => {
  function begin(isStream: boolean): {
    clock: SipClockFake;
    all: ClientTransactions;
    sent: number[];
    outcomes: SipOutcome[];
  } {
    const clock = new SipClockFake();
    const all = new ClientTransactions(wheelOf(clock));
    const sent: number[] = [];
    const outcomes: SipOutcome[] = [];
    const resend = isStream ? {} : { resend: () => sent.push(clock.elapsed()) };
    all.begin('z9hG4bK1', 'SUBSCRIBE', (outcome) => outcomes.push(outcome), resend);
    return { clock, all, sent, outcomes };
  }

  it('repeats on UDP after 0.5, 1, 2, 4, 4 ... s and ends after 32 s', () => {
    const { clock, sent, outcomes } = begin(false);
    clock.pass(40_000);
    expect(sent.slice(0, 5)).toEqual([500, 1_500, 3_500, 7_500, 11_500]);
    expect(sent.at(-1)).toBeLessThan(32_000);
    expect(outcomes).toEqual(['timeout']);
  });

  it('never repeats on a stream', () => {
    const { clock, sent, outcomes } = begin(true);
    clock.pass(40_000);
    expect([sent, outcomes]).toEqual([[], ['timeout']]);
  });

  it('takes the final answer once; provisional ones, repeats and foreign ones change nothing', () => {
    const { clock, all, outcomes } = begin(false);
    expect(all.take(answer(100))).toBe(true);
    expect(all.take(answer(200, 'NOTIFY'))).toBe(false);
    expect(all.take(answer(200))).toBe(true);
    expect(all.take(answer(200))).toBe(false);
    clock.pass(40_000);
    expect(outcomes).toHaveLength(1);
  });

  it('tells those that wait when the connection is lost', () => {
    const { all, outcomes } = begin(false);
    all.lose();
    expect(outcomes).toEqual(['lost']);
  });
});

describe('ServerAnswers', () => {
  const notify =
    'NOTIFY sip:x SIP/2.0\nVia: SIP/2.0/UDP a:1;rport;branch=z9hG4bK1\nVia: SIP/2.0/UDP b\nFrom: <sip:a>;tag=1\nTo: <sip:b>\nCall-ID: c\nCSeq: 1 NOTIFY';

  function take(texts: readonly string[], decide = (): number => 200): string[] {
    const replies: string[] = [];
    const answers = new ServerAnswers(decide, 'own');
    for (const text of texts) {
      answers.take(request(text), { host: '192.0.2.1', port: 5099, reply: (bytes) => replies.push(bytes.toString()) });
    }
    return replies;
  }

  it('goes back the way it came, with all Vias, received and rport, and a tag of ours', () => {
    const [reply = ''] = take([notify]);
    expect(reply).toContain(
      'Via: SIP/2.0/UDP a:1;rport=5099;branch=z9hG4bK1;received=192.0.2.1\r\nVia: SIP/2.0/UDP b\r\n',
    );
    expect(reply).toContain('To: <sip:b>;tag=own\r\n');
  });

  it('decides once for a repeated request, also of a peer without branches', () => {
    let asked = 0;
    const decide = (): number => (asked += 1) + 480;
    const old = notify.replace(';branch=z9hG4bK1', '');
    const replies = take([notify, notify, old, old], decide);
    expect(replies.map((reply) => reply.slice(8, 11))).toEqual(['481', '481', '482', '482']);
  });

  it('is silent to an ACK, and says 400 where a header is missing or twice', () => {
    expect(take([notify.replaceAll('NOTIFY', 'ACK')])).toEqual([]);
    expect(take([`${notify}\nCall-ID: d`])[0]).toMatch(/^SIP\/2.0 400/);
  });

  it('never throws and never lets a value become a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 40 }), (text) => {
        const value = text.replaceAll('\n', ' ');
        const message = parseSip(Buffer.from(`${notify.replaceAll('\n', '\r\n')}\r\nFrom: ${value}\r\n\r\n`));
        const other = parseSip(
          Buffer.from(`${notify.replaceAll('\n', '\r\n').replace('<sip:a>;tag=1', `"${value}" <sip:a>`)}\r\n\r\n`),
        );
        for (const each of [message, other]) {
          const reply = (bytes: Buffer): void => expect(bytes.toString()).not.toMatch(/\r(?!\n)|[^\r]\n/);
          if (each?.kind === 'request') new ServerAnswers(() => 200, 'own').take(each, { host: 'h', port: 1, reply });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
