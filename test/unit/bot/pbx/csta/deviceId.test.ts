// The ways CSTA PBXs write a device.
import fc from 'fast-check';
import { deviceAt, parseDeviceId, partyOfDevice } from '../../../../../bot/pbx/csta/deviceId.ts';
import { parseXml } from '../../../../../bot/pbx/xml/parseXml.ts';

describe('parseDeviceId', () => {
  it.each([
    ['101', '101', '101', undefined],
    [' 101 ', '101', '101', undefined],
    ['N<123!98>', '123', '123!98', undefined],
    ['123!98', '123', '123!98', undefined],
    ['N<302118840100>;noa=nk', '302118840100', '302118840100', undefined],
    ['N<7868772298>Line71001;displayNumber=7868772298;uid=FF00', '7868772298', '7868772298', 'Line71001'],
    ['N<>Ada Example;displayNumber=+33199000101', '+33199000101', '+33199000101', 'Ada Example'],
    ['N<101/12%7>Bruno Sample', '101', '101/12%7', 'Bruno Sample'],
    ['tel:+33-1-99-00-01-01;ext=12', '+33199000101', '+33199000101', undefined],
    ['sip:101@pbx.example;user=phone', '101', '101', undefined],
    ['sips:%2B33199000101@pbx.example', '+33199000101', '+33199000101', undefined],
    ['tel://101', '101', '101', undefined],
    ['101:SWITCH::0', '101:SWITCH::0', '101:SWITCH::0', undefined],
    ['*97', '*97', '*97', undefined],
  ])('reads %s', (text, deviceId, key, name) => {
    expect(parseDeviceId(text)).toEqual({ deviceId, key, ...(name === undefined ? {} : { name }) });
  });

  it.each(['', '  ', 'N<>', ';uid=1', 'x'.repeat(300)])('finds no device in "%s"', (text) => {
    expect(parseDeviceId(text)).toBeUndefined();
  });

  it('never throws and never gives an empty device', () => {
    const piece = fc.oneof(
      fc.constantFrom('N<', '>', '!', ';', 'tel:', 'sip:', '@', '%', '101', '+'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const device = parseDeviceId(parts.join(''));
        if (device !== undefined) expect(device.deviceId.trim()).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('deviceAt', () => {
  function device(inner: string): ReturnType<typeof deviceAt> {
    return deviceAt(parseXml(`<e><callingDevice>${inner}</callingDevice></e>`) ?? undefined, 'callingDevice');
  }

  it.each(['<notKnown/>', '<notRequired/>', '<notSpecified/>', '<restricted/>', ''])('tells nobody for %s', (inner) => {
    expect(device(inner)).toBeUndefined();
    expect(partyOfDevice(device(inner))).toEqual({});
  });

  it('reads an identifier, a dialled number and bare text', () => {
    expect(device('<deviceIdentifier>N&lt;101&gt;Ada</deviceIdentifier>')).toMatchObject({
      deviceId: '101',
      name: 'Ada',
    });
    expect(device('<numberDialed>102</numberDialed>')?.deviceId).toBe('102');
    expect(device('1001')?.deviceId).toBe('1001');
  });
});
