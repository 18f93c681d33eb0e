// The tel: URI that dials into a meeting: digits, pauses and hashes only.
import fc from 'fast-check';
import { joinByPhoneUri } from '#shared/domain/meeting';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

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

  it.each([
    [',,81234567890#,,,,*482913#', 'tel:+12025550142,,81234567890%23,,,,*482913%23'],
    [',,*01*20255501833##*01*', 'tel:+12025550142,,*01*20255501833%23%23*01*'],
    [';81234567890#', 'tel:+12025550142,81234567890%23'],
    ['81234567890#', 'tel:+12025550142,,81234567890%23'],
    [',,#', 'tel:+12025550142,,1%23'],
    [',,1\u0000\n2;ext=3?a&tel:+4', 'tel:+12025550142,,12,34'],
  ])('sends the one-tap line %j as it is', (postDial, uri) => {
    expect(joinByPhoneUri({ conferenceId: '1' }, { e164: '+12025550142', postDial })).toBe(uri);
  });

  it('sends the tones of another number of the meeting where the chosen one has none', () => {
    const phones = [{ e164: '+12025550142', postDial: ',,81234567890#,,,,*482913#' }, { e164: '+442079460123' }];
    expect(joinByPhoneUri({ conferenceId: '1', phones }, { e164: '+442079460123' })).toBe(
      'tel:+442079460123,,81234567890%23,,,,*482913%23',
    );
  });

  it('lets nothing else out, whatever the meeting holds', () => {
    const any = fc.string({ unit: anyCharacter, maxLength: 60 });
    fc.assert(
      fc.property(any, any, any, any, (e164, conferenceId, pin, postDial) => {
        const uri = joinByPhoneUri({ conferenceId, pin }, { e164, postDial });
        expect(uri).toMatch(/^tel:\+\d{0,15}(?:,(?:[\d,*]|%23){1,190})?$/u);
      }),
    );
  });
});
