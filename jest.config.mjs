// Decides how tests run: three projects (unit, integration, e2e), compiled by swc, in random order.

/** Packages published as ES modules only: they are compiled like our own files, all others are required as they are. */
const esmOnlyPackages = [
  '@formatjs',
  // Its own copy stands below it, so both steps of the path are named.
  '@microsoft/app-manifest/node_modules/strip-bom',
  '@noble',
  '@peculiar',
  'cookie',
  'intl-messageformat',
  'jose',
  'libphonenumber-js',
  'selfsigned',
  'strip-bom',
  'tsyringe',
];

const fluentIndex = '@fluentui/react-components/lib-commonjs/index\\.cjs';
const iconsIndex = '@fluentui/react-icons/lib-cjs/index\\.cjs';

const transform = {
  [`/node_modules/${fluentIndex}$`]: '<rootDir>/test/support/lazyRequires.cjs',
  [`/node_modules/${iconsIndex}$`]: '<rootDir>/test/support/lazyIcons.cjs',
  '^.+\\.(m|c)?(t|j)sx?$': [
    '@swc/jest',
    {
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  ],
};

/** One project. Environment is Node; a docblock `@jest-environment jsdom` asks for a browser's. */
function project(name) {
  return {
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,tsx}`],
    testEnvironment: 'node',
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
    moduleFileExtensions: ['ts', 'tsx', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
    setupFiles: ['<rootDir>/test/support/browserGlobals.ts'],
    transform,
    transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnlyPackages.join('|')})/)(?!${fluentIndex}|${iconsIndex})`],
    restoreMocks: true,
  };
}

export default {
  projects: [project('unit'), project('integration'), project('e2e')],
  /** Jest reads this one here only, not in a project. Generous, because a loaded machine is no fault of a test. */
  testTimeout: 60_000,
  maxWorkers: 2,
  watchman: false,
  randomize: true,
  /** A promise rejected with nobody waiting fails the test during which it happened. */
  waitForUnhandledRejections: true,
  errorOnDeprecated: true,
};
