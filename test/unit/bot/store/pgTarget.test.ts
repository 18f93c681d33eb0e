// Addresses of PostgreSQL stores, and the faults of servers in our words.
import { AppError } from '#shared/errors';
import { isOwnerGone, pgFault } from '../../../../bot/store/postgres/pgFault.ts';
import { isPgAddress, pgTarget } from '../../../../bot/store/postgres/pgTarget.ts';

describe('pgTarget', () => {
  describe('when the address is one', () => {
    it('takes schema and session settings out, and names the place without the account', () => {
      const target = pgTarget(
        'postgres://ada:hunter2@db.example.com:5433/phone?schema=calls_2&options=-c%20a%3Db&sslmode=require',
      );
      expect(target).toEqual({
        connectionString: 'postgres://ada:hunter2@db.example.com:5433/phone?sslmode=require',
        options: '-c a=b',
        schema: 'calls_2',
        name: 'db.example.com:5433/phone',
      });
      expect(pgTarget('postgresql://db.example.com/phone').schema).toBe('hookswitch');
    });
  });

  describe('when it is none', () => {
    it.each([
      '',
      'postgres',
      'http://db.example.com',
      './data/store.sqlite',
      'postgres://h/d?schema=A',
      'postgres://h/d?schema=a-b',
    ])('refuses %j without repeating it', (address) => {
      expect(() => pgTarget(address)).toThrow(expect.objectContaining({ code: 'config.invalid' }) as Error);
    });
    it('tells addresses from paths', () => {
      expect(['postgres://h/d', 'postgresql://h/d', './postgres', 'postgres.sqlite'].map(isPgAddress)).toEqual([
        true,
        true,
        false,
        false,
      ]);
    });
  });
});

describe('pgFault', () => {
  describe('when the server or the network says something', () => {
    it.each([
      ['55P03', 'store.locked'],
      ['57014', 'store.locked'],
      ['40P01', 'store.locked'],
      ['53100', 'store.diskFull'],
      ['XX001', 'store.corrupt'],
      ['42P01', 'store.corrupt'],
      ['57P01', 'store.unavailable'],
      ['28P01', 'store.unavailable'],
      ['ECONNREFUSED', 'store.unavailable'],
      [undefined, 'store.unavailable'],
    ])('says of %s: %s', (code, expected) => {
      expect(pgFault(Object.assign(new Error('told'), { code })).code).toBe(expected);
    });
    it('leaves a coded fault as it is and knows an erased user', () => {
      const fault = new AppError('input.invalid', 'a cursor');
      expect(pgFault(fault)).toBe(fault);
      expect(isOwnerGone(pgFault(Object.assign(new Error('told'), { code: '23503' })))).toBe(true);
      expect([isOwnerGone(fault), isOwnerGone(null), pgFault('text').code]).toEqual([
        false,
        false,
        'store.unavailable',
      ]);
    });
  });
});
