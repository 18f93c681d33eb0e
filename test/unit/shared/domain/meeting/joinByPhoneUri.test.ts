// The tel: URI that dials into a meeting: digits, pauses and hashes only.
import fc from 'fast-check';
import { joinByPhoneUri } from '#shared/domain/meeting';

describe('joinByPhoneUri', () => {
  it.each([
    [{ conferenceId: '123456789', pin: '4321' }, 'tel:+33199002014,,123456789%23,,4321%23'],
    [{ conferenceId: '123456789' }, 'tel:+33199002014,,123456789%23'],
    [{ pin: '4321' }, 'tel:+33199002014,,4321%23'],
    [{}, 'tel:+33199002014'],
    [{ conferenceId: '', pin: '#' }, 'tel:+33199002014'],
  ])('sends %j as %s', (codes, uri) => {
    expect(joinByPhoneUri(codes, { e164: '+33199002014' })).toBe(uri);
  });

  it('lets nothing else out, whatever the meeting holds', () => {
    const any = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(any, any, any, (e164, conferenceId, pin) => {
        expect(joinByPhoneUri({ conferenceId, pin }, { e164 })).toMatch(/^tel:\+\d{0,15}(?:,,\d{1,20}%23){0,2}$/u);
      }),
    );
  });
});
