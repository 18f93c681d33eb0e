// What a wrong line given by hand is told.
import { faultsOf, load } from './faultTools.ts';
import { settings, tenant } from './sampleSettings.ts';

const user = 'ada@example.com';

function withLines(...lines: readonly object[]): unknown {
  const [pbx] = tenant().pbx;
  return { ...settings(), tenants: [tenant({ pbx: [pbx, { ...pbx, id: 'branch' }], directory: { lines } })] };
}

describe('lines given by hand', () => {
  it('may repeat an extension on different PBXs, and a person', () => {
    const lines = [
      { extension: '101', user },
      { extension: '101', pbx: 'main', user: 'bruno@example.com' },
      { extension: '101', pbx: 'branch', user },
      { extension: 'ada.example', user },
    ];
    expect(load(withLines(...lines)).tenants[0]?.directory.lines).toHaveLength(4);
  });

  it.each([
    [
      [
        { extension: '101', user },
        { extension: '101', user },
      ],
      'tenants[0].directory.lines[1].extension: is there twice ->',
    ],
    [
      [
        { extension: '101', pbx: 'main', user },
        { extension: '101', pbx: 'main', user },
      ],
      'tenants[0].directory.lines[1].extension: is there twice ->',
    ],
    [[{ extension: '101', pbx: 'cellar', user }], 'tenants[0].directory.lines[0].pbx: is no PBX of the company ->'],
    [[{ extension: '10 1', user }], 'tenants[0].directory.lines[0].extension: is not valid ->'],
  ])('%# are refused by path', (lines, fault) => {
    expect(faultsOf(() => load(withLines(...lines)))).toEqual([expect.stringContaining(fault)]);
  });

  it.each([[['text']], [{ extension: '101' }], [[{ pbx: 7, user }]]])(
    'of a strange shape break nothing: %j',
    (lines) => {
      const data = { ...settings(), tenants: [tenant({ directory: { lines } })] };
      expect(faultsOf(() => load(data)).length).toBeGreaterThan(0);
    },
  );
});
