// Dialog-info, presence and message-summary bodies: recordings of real PBXs, odd ones, and random text.
import fc from 'fast-check';
import { isPidfOpen, lineStateOfDialogs, parseDialogInfo, parseMessageSummary, parsePidf, userStateOf } from '#bot/pbx';
import { documentsOf } from '../../../../../bot/pbx/sip/multipart.ts';
import { anyCharacter } from '../../../../support/anyCharacter.ts';
import { sipRecording } from '../../../../support/sipRecording.ts';

function dialogs(inner: string, state = 'full'): string {
  return `<dialog-info version="1" state="${state}" entity="sip:101@pbx.test">${inner}</dialog-info>`;
}

function line(inner: string): string {
  return lineStateOfDialogs(parseDialogInfo(dialogs(inner))?.dialogs ?? []);
}

describe('parseDialogInfo', () => {
  describe('when it was recorded', () => {
    it('reads every dialog document of Kamailio and Asterisk', () => {
      for (const story of ['kamailio_notify', 'kamailio_missed', 'kamailio_shared', 'asterisk_notify']) {
        for (const { body } of sipRecording(story)) expect(parseDialogInfo(body)?.entity).toMatch(/^sip:/);
      }
    });

    it('keeps ids, parties, codes and reasons', () => {
      const info = parseDialogInfo(
        dialogs(`<dialog id="a" call-id="b" local-tag="c" remote-tag="d" direction="initiator">
          <state event="Rejected" code="486">Terminated</state>
          <local><identity display="Ada Example">sip:101@pbx.test</identity><target uri="sip:x"><param pname="+sip.rendering" pval="no"/></target></local>
          <remote><identity display-name="Bruno Sample">sip:102@pbx.test</identity></remote></dialog>`),
      );
      expect(info?.dialogs).toEqual([
        {
          id: 'a',
          callId: 'b',
          localTag: 'c',
          remoteTag: 'd',
          direction: 'initiator',
          state: 'Terminated',
          event: 'rejected',
          code: 486,
          local: { identity: 'sip:101@pbx.test', displayName: 'Ada Example', target: 'sip:x', isRendering: false },
          remote: { identity: 'sip:102@pbx.test', displayName: 'Bruno Sample' },
        },
      ]);
    });
  });

  describe('when it is no dialog document', () => {
    it.each(['', '<presence/>', '<dialog-info', '<!DOCTYPE dialog-info><dialog-info/>', 'x'])(
      'gives null for %s',
      (text) => {
        expect(parseDialogInfo(text)).toBeNull();
      },
    );
  });
});

describe('lineStateOfDialogs', () => {
  it.each([
    ['', 'idle'],
    ['<dialog id="1"><state>terminated</state></dialog>', 'idle'],
    ['<dialog id="1"><state>early</state></dialog>', 'ringing'],
    ['<dialog id="1" direction="initiator"><state>Trying</state></dialog>', 'dialling'],
    ['<dialog id="1"><state>confirmed</state></dialog><dialog id="2"><state>early</state></dialog>', 'connected'],
    ['<dialog id="1"><state>sleeping</state></dialog>', 'unknown'],
    [
      '<dialog id="1"><state>confirmed</state><local><target uri="x"><param pname="+sip.rendering" pvalue="no"/></target></local></dialog>',
      'held',
    ],
  ])('of %s is %s', (inner, state) => {
    expect(line(inner)).toBe(state);
  });
});

describe('userStateOf', () => {
  const person = (inner: string, basic = 'open', note = ''): string =>
    `<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:r="urn:r" xmlns:dm="urn:dm" entity="sip:101@pbx.test">${note}
     <tuple id="t"><status><basic>${basic}</basic></status></tuple><dm:person>${inner}</dm:person></presence>`;
  const activity = (word: string, note = ''): string => person(`<r:activities><r:${word}/></r:activities>${note}`);

  it.each([
    [activity('busy'), 'busy'],
    [activity('busy', '<dm:note>Do not disturb</dm:note>'), 'doNotDisturb'],
    [activity('dnd'), 'doNotDisturb'],
    [activity('away'), 'away'],
    [activity('meeting'), 'meeting'],
    [activity('on-the-phone'), 'available'],
    [person('<status><r:activities><r:activity>away</r:activity></r:activities></status>'), 'away'],
    [person('', 'closed'), 'offline'],
    [person('', 'open', '<note>Away</note>'), 'away'],
    [person(''), 'available'],
    ['<presence/>', 'unknown'],
  ])('reads %s', (text, state) => {
    const presence = parsePidf(text);
    expect(presence === null ? null : userStateOf(presence)).toBe(state);
  });

  it('takes nobody on the phone for busy by choice, as Asterisk recorded it', () => {
    const states = sipRecording('asterisk_presence').map(({ body }) => {
      const presence = parsePidf(body);
      return presence === null ? null : userStateOf(presence);
    });
    expect(new Set(states)).toEqual(new Set(['available']));
  });

  it('is reachable when one of several ways is open', () => {
    const tuple = (basic: string): string => `<tuple id="${basic}"><status><basic>${basic}</basic></status></tuple>`;
    const presence = parsePidf(`<presence>${tuple('closed')}${tuple('open')}</presence>`);
    expect(presence !== null && isPidfOpen(presence)).toBe(true);
  });
});

describe('parseMessageSummary', () => {
  it.each([
    ['Messages-Waiting: yes\r\nVoice-Message: 4/8 (1/2)\r\n', true, [4, 8, 1, 2]],
    ['messages-waiting :NO\nvoice-message:0/7', false, [0, 7, undefined, undefined]],
    ['Messages-Waiting: yes', true, undefined],
    ['Voice-Message: 2/0', true, [2, 0, undefined, undefined]],
  ])('reads %j', (text, isWaiting, counts) => {
    const summary = parseMessageSummary(text);
    const { voice } = summary ?? {};
    expect(summary?.isWaiting).toBe(isWaiting);
    expect(voice && [voice.newMessages, voice.oldMessages, voice.newUrgent, voice.oldUrgent]).toEqual(counts);
  });

  it.each(['', 'Voice-Message: many', '<xml/>', 'x'.repeat(20_000)])('gives null for what is none', (text) => {
    expect(parseMessageSummary(text)).toBeNull();
  });
});

describe('documentsOf', () => {
  it('takes the parts of recorded event lists', () => {
    const parts = sipRecording('asterisk_rls').map(({ contentType, body }) => documentsOf(contentType, body));
    expect(parts.every(([first]) => first?.contentType === 'application/rlmi+xml')).toBe(true);
    for (const part of parts.flatMap((each) => each.slice(1))) expect(parseDialogInfo(part.text)).not.toBeNull();
    expect(documentsOf('application/pidf+xml;charset=utf-8', '<presence/>')).toHaveLength(1);
    expect(documentsOf('', ' \r\n')).toEqual([]);
    expect(documentsOf('multipart/related', 'x')).toEqual([]);
  });
});

describe('the readers of bodies', () => {
  it('never throw, whatever the text', () => {
    const piece = fc.constantFrom(
      '<dialog-info>',
      '<dialog id="1"',
      '<state>',
      '</',
      '<presence>',
      '&#0;',
      '--b',
      '\r\n',
      ':',
      '1/2',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 80, unit: anyCharacter }),
      fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        parseDialogInfo(source);
        parsePidf(source);
        parseMessageSummary(source);
        documentsOf('multipart/related;boundary=b', source);
      }),
      { numRuns: 2_000 },
    );
  });
});
