// Decides what the linter refuses: the house rules a syntax tree can show (HOUSE sections 2 and 3).
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const productFiles = ['{shared,bot,teams-app,outlook-addin,manifests}/**/*.{ts,tsx}'];
const testFiles = ['test/**/*.{ts,tsx}'];
const mainFiles = ['bot/main.ts', '{teams-app,outlook-addin}/main.tsx', 'manifests/**/*.ts', 'bot/telemetry/**/*.ts'];
const viewFiles = ['{shared/{ui,app},teams-app,outlook-addin}/**/*.tsx'];

const noEnums = { selector: 'TSEnumDeclaration', message: 'No enums: use a union of string literals (HOUSE 12).' };
const noStarExport = { selector: 'ExportAllDeclaration', message: 'A room names what it exports: no `export *`.' };
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only (HOUSE 12).' };
const noBareError = {
  selector:
    ':matches(ThrowStatement, CallExpression[callee.property.name="reject"]) > NewExpression[callee.name=/^(Error|TypeError|RangeError)$/]',
  message: 'Throw an AppError with a code of the catalogue (HOUSE 8).',
};
const noWordsInViews = [
  { selector: 'JSXText[value=/\\p{L}/u]', message: 'Words belong to i18n (HOUSE 13).' },
  {
    selector:
      'JSXAttribute[name.name=/^(aria-label|aria-description|alt|content|label|placeholder|title)$/] > Literal[value=/\\p{L}{2}/u]',
    message: 'Words belong to i18n (HOUSE 13).',
  },
  {
    selector:
      'JSXElement > JSXExpressionContainer > :matches(Literal[value=/\\p{L}{2}/u], TemplateLiteral:has(TemplateElement[value.raw=/\\p{L}{2}/u]))',
    message: 'Words belong to i18n (HOUSE 13).',
  },
];
const noFocusedTests = {
  selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name="only"]',
  message: 'A focused test hides the others.',
};
const noSnapshots = {
  selector: 'MemberExpression[property.name=/^toMatch(Inline)?Snapshot$/]',
  message: 'Roles and names rather than snapshots (HOUSE 14).',
};
const everywhere = [noEnums, noStarExport, noDefaultExport];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', '.cache/', 'test/e2e/out/', 'test/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // `[...text]` is how code points are counted; splitting graphemes is never needed in numbers and keys.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Our objects are closures made by factories: their methods use no `this` and are passed around freely.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      complexity: ['error', 20],
      eqeqeq: 'error',
      'max-depth': ['error', 4],
      'max-lines': ['error', 400],
      'max-params': ['error', 5],
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: productFiles,
    rules: {
      'max-lines-per-function': ['error', 60],
      'no-console': 'error',
      'no-restricted-globals': ['error', 'Office', 'microsoftTeams'],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(\\.\\./){3}', message: 'Enter a room by #shared/... or #bot/...' }] },
      ],
      'no-restricted-syntax': ['error', ...everywhere, noBareError],
    },
  },
  { files: mainFiles, rules: { 'no-console': 'off' } },
  { files: ['outlook-addin/host/**/*.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['{shared,teams-app,outlook-addin}/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: viewFiles, rules: { 'no-restricted-syntax': ['error', ...everywhere, noBareError, ...noWordsInViews] } },
  {
    files: testFiles,
    rules: {
      // A fake of an asynchronous port answers at once.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', ...everywhere, noFocusedTests, noSnapshots],
    },
  },
  {
    files: ['**/*.mjs'],
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
      complexity: ['error', 20],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
);
