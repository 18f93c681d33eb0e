// SIP documents to events: recorded stories of Kamailio and Asterisk, and the traps they set.
import type { PbxEvent } from '#shared/domain/call';
import { SipMapper } from '../../../../../bot/pbx/sip/map.ts';
import { sipRecording } from '../../../../support/sipRecording.ts';

const type = 'application/dialog-info+xml';

class Story {
  readonly mapper = new SipMapper('pbx', (deviceId) => /^(10[0-9]|100[01])$/.test(deviceId));
  readonly events: PbxEvent[] = [];
  #now = 1_000;

  tell(deviceId: string, body: string, isFirst = false): boolean {
    this.#now += 1;
    const mapped = this.mapper.map({ deviceId, eventPackage: 'dialog' }, type, body, isFirst, this.#now);
    this.events.push(...mapped.events);
    return mapped.isIncomplete;
  }

  play(story: string): this {
    for (const { contentType, body, ...source } of sipRecording(story)) {
      this.events.push(...this.mapper.map(source, contentType, body, false, (this.#now += 1)).events);
    }
    return this;
  }

  get lines(): string[] {
    return this.events.map((event) => {
      const device = 'deviceId' in event ? `${event.deviceId} ` : '';
      const detail = 'cause' in event ? ` ${event.cause}` : 'state' in event ? ` ${event.state}` : '';
      return `${device}${event.kind}${detail}${'synthesized' in event && event.synthesized ? ' (inferred)' : ''}`;
    });
  }
}

function dialog(callId: string, direction: string, state: string, extra = '', id = callId): string {
  return `<dialog id="${id}" call-id="${callId}" direction="${direction}"><state ${extra}>${state}</state><remote><identity>sip:102@pbx.test</identity></remote></dialog>`;
}

function info(version: number, inner: string, state = 'full'): string {
  return `<dialog-info version="${String(version)}" state="${state}" entity="sip:101@pbx.test">${inner}</dialog-info>`;
}

describe('SipMapper', () => {
  describe('when Kamailio told a story', () => {
    it('an answered call: both sides, one global call id', () => {
      const story = new Story().play('kamailio_notify');
      expect([...story.lines].sort()).toEqual([
        '1000 connectionCleared normalClearing',
        '1000 established',
        '1000 originated',
        '1001 connectionCleared normalClearing',
        '1001 delivered',
        '1001 established',
      ]);
      const ids = story.events.map((event) => ('globalCallId' in event ? event.globalCallId : ''));
      expect(new Set(ids)).toEqual(new Set(['1-24105@127.0.0.1']));
      expect(story.events[0]).toMatchObject({ called: { number: '1001', deviceId: '1001' } });
      expect(story.mapper.namesCalls).toBe(true);
    });

    it('a missed call: it rang, was never established, and ended', () => {
      const called = new Story().play('kamailio_missed').lines.filter((line) => line.startsWith('1001'));
      expect(called).toEqual(['1001 delivered', '1001 connectionCleared unknown']);
    });

    it('a shared line with two phones: one leg, and the call before it is not told again', () => {
      expect(new Story().play('kamailio_shared').lines.filter((line) => line.startsWith('1001'))).toEqual([
        '1001 delivered',
        '1001 established',
        '1001 connectionCleared normalClearing',
      ]);
    });

    it('a mailbox and do-not-disturb', () => {
      const mailbox = new Story().play('kamailio_mwi').events;
      expect(mailbox).toMatchObject([
        { kind: 'messageWaiting', waiting: true, newMessages: 2, oldMessages: 5, hasCounts: true },
        { kind: 'messageWaiting', waiting: false, newMessages: 0, oldMessages: 7 },
      ]);
      expect(new Story().play('kamailio_pidf').lines).toEqual(['1001 userState doNotDisturb']);
    });
  });

  describe('when Asterisk told a story, which names no calls', () => {
    it('tells line states and nothing of calls', () => {
      const story = new Story().play('asterisk_notify');
      expect(new Set(story.events.map((event) => event.kind))).toEqual(new Set(['lineState']));
      expect(story.lines).toContain('102 lineState ringing');
      expect(story.lines).toContain('102 lineState connected');
      expect(story.mapper.namesCalls).toBe(false);
    });

    it('tells the members of a list each for itself', () => {
      const devices = new Story()
        .play('asterisk_rls')
        .events.flatMap((event) => ('deviceId' in event ? [event.deviceId] : []));
      expect([...new Set(devices)].sort()).toEqual(['101', '102', '103']);
    });
  });

  describe('when documents come out of order or again', () => {
    it('drops versions that are not newer within a subscription, and starts anew with the next', () => {
      const story = new Story();
      story.tell('101', info(3, dialog('c', 'initiator', 'confirmed')));
      story.tell('101', info(2, dialog('c', 'initiator', 'early')));
      story.tell('101', info(3, dialog('c', 'initiator', 'terminated')));
      expect(story.lines).toEqual(['101 originated', '101 established']);
      story.tell('101', info(0, dialog('c', 'initiator', 'terminated')), true);
      expect(story.lines.at(-1)).toBe('101 connectionCleared normalClearing (inferred)');
    });

    it('learns from an overtaken document how far a call has gone, and nothing else', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'early')));
      story.tell('101', info(3, dialog('c', 'recipient', 'early')));
      story.tell('101', info(2, dialog('c', 'recipient', 'confirmed') + dialog('never seen', 'recipient', 'early')));
      story.tell('101', info(1, dialog('c', 'recipient', 'early')));
      expect(story.lines).toEqual(['101 delivered', '101 established']);
    });

    it('bears with one document that leaves a call out, where the PBX tells ends, and not with two', () => {
      const story = new Story();
      story.tell('102', info(1, dialog('x', 'recipient', 'early')));
      story.tell('102', info(2, dialog('x', 'recipient', 'terminated')));
      story.tell('101', info(1, dialog('c', 'initiator', 'early')));
      story.tell('101', info(2, ''));
      story.tell('101', info(3, dialog('c', 'initiator', 'confirmed')));
      expect(story.lines.slice(2)).toEqual(['101 originated', '101 established']);
      story.tell('101', info(4, ''));
      story.tell('101', info(5, ''));
      expect(story.lines.at(-1)).toBe('101 connectionCleared unknown');
    });

    it('knows that a call first seen answered has rung', () => {
      const story = new Story();
      story.tell('101', info(2, dialog('c', 'recipient', 'confirmed')));
      expect(story.lines).toEqual(['101 delivered', '101 established']);
    });

    it('ignores ended calls never seen, and marks calls found at the start as inferred', () => {
      const story = new Story();
      story.tell('101', info(0, dialog('old', 'recipient', 'terminated') + dialog('c', 'recipient', 'early')), true);
      expect(story.lines).toEqual(['101 delivered (inferred)']);
    });

    it('tells a placed call whose end overtook its begin, once, and no call to the device that is not known to have rung', () => {
      const story = new Story();
      story.tell('101', info(0, dialog('old', 'initiator', 'terminated')), true);
      story.tell('101', info(2, dialog('old', 'initiator', 'terminated') + dialog('b', 'initiator', 'terminated')));
      story.tell('101', info(1, dialog('b', 'initiator', 'Trying')));
      story.tell('101', info(3, dialog('b', 'initiator', 'terminated') + dialog('in', 'recipient', 'terminated')));
      expect(story.lines).toEqual(['101 originated (inferred)', '101 connectionCleared unknown']);
    });

    it('ends a call that vanished during a gap without making up a cause', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'early')));
      story.tell('101', '', true);
      expect(story.lines.at(-1)).toBe('101 connectionCleared unknown (inferred)');
    });

    it('keeps what a partial document does not name, and asks for the whole when one is missing', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('a', 'initiator', 'confirmed')), true);
      expect(story.tell('101', info(2, dialog('b', 'recipient', 'early'), 'partial'))).toBe(false);
      expect(story.tell('101', info(5, dialog('b', 'recipient', 'terminated'), 'partial'))).toBe(true);
      expect(story.lines.slice(2)).toEqual(['101 delivered', '101 connectionCleared unknown']);
      expect(story.mapper.snapshot(9)).toMatchObject([{ liveConnectionIds: ['a|initiator|101'] }]);
    });
  });

  describe('when a document tells why a call ended', () => {
    it.each([
      ['event="rejected" code="486"', 'busy'],
      ['event="rejected" code="603"', 'rejected'],
      ['event="rejected"', 'rejected'],
      ['event="cancelled"', 'callCancelled'],
      ['event="cancelled" code="200"', 'answeredElsewhere'],
      ['event="timeout"', 'callNotAnswered'],
      ['event="error" code="503"', 'networkCongestion'],
      ['event="replaced"', 'transfer'],
      ['event="remote-bye"', 'normalClearing'],
      ['', 'unknown'],
    ])('%s is %s', (extra, cause) => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'early')));
      story.tell('101', info(2, dialog('c', 'recipient', 'terminated', extra)));
      expect(story.lines.at(-1)).toBe(`101 connectionCleared ${cause}`);
    });

    it('knows that another phone answered', () => {
      const story = new Story();
      for (const device of ['101', '103']) story.tell(device, info(1, dialog('c', 'recipient', 'early')));
      story.tell('103', info(2, dialog('c', 'recipient', 'confirmed')));
      story.tell('101', info(2, dialog('c', 'recipient', 'terminated')));
      expect(story.lines.at(-1)).toBe('101 connectionCleared answeredElsewhere');
    });
  });

  describe('when the PBX lists one dialog twice, because two workers published it at once', () => {
    const twice = (state: string): string =>
      dialog('c', 'initiator', state, '', 'd') + dialog('c', 'initiator', 'early', '', 'd');

    it('follows the entry that goes on, and does not take the one left over for a call', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'initiator', 'early', '', 'd')));
      for (const [at, state] of ['Trying', 'confirmed', 'terminated'].entries()) {
        story.tell('101', info(2 + at, twice(state)));
      }
      story.tell('101', info(5, dialog('c', 'initiator', 'early', '', 'd')));
      story.tell('101', info(0, dialog('c', 'initiator', 'early', '', 'd')), true);
      expect(story.lines).toEqual(['101 originated', '101 established', '101 connectionCleared normalClearing']);
      expect(story.mapper.snapshot(9)).toMatchObject([{ liveConnectionIds: [] }]);
    });

    it('remembers what is left over through many other calls', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'initiator', 'early', '', 'd')));
      story.tell('101', info(2, twice('terminated')));
      for (let at = 0; at < 60; at += 1) {
        const other = dialog(
          `n${String(at)}`,
          'recipient',
          at % 2 === 0 ? 'early' : 'terminated',
          '',
          `e${String(at)}`,
        );
        story.tell('101', info(3 + at, other + dialog('c', 'initiator', 'early', '', 'd')));
      }
      expect(story.lines.filter((line) => line.includes('originated'))).toHaveLength(1);
    });

    it('believes that a call is answered although a fork that lost was told as its end', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'early', '', 'd')));
      story.tell('101', info(2, dialog('c', 'recipient', 'terminated', '', 'd')));
      story.tell('101', info(3, dialog('c', 'recipient', 'confirmed', '', 'd')));
      expect(story.lines.at(-1)).toBe('101 established');
    });
  });

  describe('when forks of one call differ', () => {
    it('follows the furthest', () => {
      const story = new Story();
      story.tell(
        '101',
        info(1, dialog('c', 'initiator', 'early', '', 'f1') + dialog('c', 'initiator', 'early', '', 'f2')),
      );
      story.tell(
        '101',
        info(2, dialog('c', 'initiator', 'terminated', '', 'f1') + dialog('c', 'initiator', 'confirmed', '', 'f2')),
      );
      expect(story.lines).toEqual(['101 originated', '101 established']);
    });
  });

  describe('when a caller hides', () => {
    it.each(['sip:anonymous@anonymous.invalid', '"Anonymous" &lt;sip:restricted@pbx.test&gt;', ''])(
      'tells no number (%s)',
      (identity) => {
        const story = new Story();
        const remote = `<remote><identity>${identity}</identity></remote>`;
        story.tell(
          '101',
          info(1, `<dialog id="d" call-id="c" direction="recipient"><state>early</state>${remote}</dialog>`),
        );
        expect(story.events).toMatchObject([{ kind: 'delivered', calling: {} }]);
        expect(story.events[0] !== undefined && 'calling' in story.events[0] && story.events[0].calling).toEqual({});
      },
    );
  });

  describe('when the PBX will tell nothing more of a device', () => {
    it('ends its calls as inferred and its line is unknown until it is told again', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'confirmed')));
      story.events.push(...story.mapper.silent({ deviceId: '101', eventPackage: 'dialog' }, 5));
      story.tell('101', '', true);
      expect(story.lines.slice(2)).toEqual([
        '101 connectionCleared unknown (inferred)',
        '101 lineState unknown',
        '101 lineState idle',
      ]);
    });
  });

  describe('when a body cannot be read', () => {
    it('tells nothing and keeps what is known', () => {
      const story = new Story();
      story.tell('101', info(1, dialog('c', 'recipient', 'confirmed')));
      story.tell('101', '<dialog-info');
      expect(story.lines).toEqual(['101 delivered', '101 established']);
    });
  });
});
