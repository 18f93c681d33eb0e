// A jest transform for the index of Fluent's icons: an icon is loaded from its own file, not with some five thousand others.

const bundles = /^tslib_1\.__exportStar\(require\("\.\/icons\/chunk-\d+\.cjs"\), exports\);\n/gmu;

/** `ChevronDown20Filled` stands in `chevron-down`, beside its other sizes and styles. */
const oneByOne = `
const fileOf = (name) =>
  name
    .replace(/\\d*(?:Regular|Filled|Color|Light)$/u, '')
    .replace(/(?<=[a-z\\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '-')
    .toLowerCase();
const iconOf = (name) => require('./atoms/svg/' + fileOf(name) + '.cjs')[name];
const isIcon = (name) => typeof name === 'string' && /^[A-Z].*(?:Regular|Filled|Color|Light)$/u.test(name);
module.exports = new Proxy(exports, {
  get: (own, name) => (isIcon(name) && !(name in own) ? (own[name] = iconOf(name)) : own[name]),
});
`;

module.exports = { process: (source) => ({ code: source.replace(bundles, '') + oneByOne }) };
