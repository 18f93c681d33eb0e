// Calls that go on another device while rows of the log stand for several calls.
import { createCallRecords, type CallRecords } from '../../../../shared/models/callRecords.ts';
import { aRecord } from '../../../support/aRecord.ts';

const scope = { filter: 'all', text: '', isCollapsed: true } as const;
const at = (time: string): string => `2026-11-20T${time}:00.000Z`;

/** Calls x and y, and z that stands for three. */
function threeRows(): CallRecords {
  const records = createCallRecords();
  records.pageAsked('first');
  const items = [
    aRecord({ id: 'x', e164: '+33199000101', startedAt: at('12:00') }),
    aRecord({ id: 'y', e164: '+33199000102', startedAt: at('11:00') }),
    { ...aRecord({ id: 'z', e164: '+33199000103', startedAt: at('10:00') }), count: 3, oldest: at('09:00') },
  ];
  records.mergePage({ items }, scope, 'first');
  return records;
}

function shown(records: CallRecords): readonly (readonly [string, number])[] {
  return records.rows(true).map(({ record, count }) => [record.id, count]);
}

describe('CallRecords', () => {
  describe('when calls are removed beside a folded row', () => {
    it.each([
      ['the newest call of it goes with others', ['x', 'y', 'z'], [['z', 3]]],
      [
        'calls nobody here knows go with it',
        ['z', 'p', 'q'],
        [
          ['x', 1],
          ['y', 1],
          ['z', 3],
        ],
      ],
      [
        'one call of it may have gone',
        ['p'],
        [
          ['x', 1],
          ['y', 1],
          ['z', 3],
        ],
      ],
    ])('asks the service when %s', (_name, ids, left) => {
      const records = threeRows();
      expect(records.remove(ids)).toBe('unclear');
      expect(shown(records)).toEqual(left);
    });
    it('takes the whole row once all its calls are known to go', () => {
      const records = threeRows();
      records.knowMembers(['z', 'z2', 'z3']);
      expect(records.remove(['z', 'z2', 'z3'])).toBe('shown');
      expect(shown(records)).toEqual([
        ['x', 1],
        ['y', 1],
      ]);
    });
    it('keeps it while one of its known calls stays', () => {
      const records = threeRows();
      records.knowMembers(['z', 'z2', 'z3']);
      expect(records.remove(['z', 'z2'])).toBe('unclear');
      expect(shown(records)).toContainEqual(['z', 3]);
    });
    it('takes nobody’s word for members that are not as many as the row stands for', () => {
      const records = threeRows();
      records.knowMembers(['z', 'z2']);
      expect(records.remove(['z', 'z2'])).toBe('unclear');
    });
    it('forgets members once the row is read again: there may be more', () => {
      const records = threeRows();
      records.knowMembers(['z', 'z2', 'z3']);
      records.pageAsked('first');
      const item = { ...aRecord({ id: 'z', startedAt: at('10:00') }), count: 4, oldest: at('08:00') };
      records.mergePage({ items: [item] }, scope, 'first');
      expect(records.remove(['z', 'z2', 'z3'])).toBe('unclear');
    });
    it('goes on without asking where no row is folded', () => {
      const records = threeRows();
      records.pageAsked('first');
      records.mergePage({ items: [aRecord({ id: 'x' }), aRecord({ id: 'y' })] }, scope, 'first');
      expect(records.remove(['x', 'p'])).toBe('shown');
      expect(records.remove(['q'])).toBe('none');
    });
  });
});
