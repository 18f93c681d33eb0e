// A jest transform for the index of Fluent's icons: an icon is loaded from its own file, not with some ten thousand others.

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const bundles = /^tslib_1\.__exportStar\(require\("\.\/(?:icons|sizedIcons)\/chunk-\d+\.cjs"\), exports\);\n/gmu;

/** `ChevronDown20Filled` and `ChevronDownFilled` stand in `chevron-down`, beside its other sizes and styles. */
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

/** A library that moved its bundles would be loaded whole, in silence, by every test that shows something. */
function withoutBundles(source) {
  const rest = source.replace(bundles, '');
  if (/require\("[^"]*chunk-/u.test(rest)) throw new Error('lazyIcons.cjs knows not all bundles of the icons');
  return rest;
}

module.exports = {
  process: (source) => ({ code: withoutBundles(source) + oneByOne }),
  // Without this, jest keeps what an earlier version of this file made.
  getCacheKey: (source) => createHash('sha256').update(source).update(readFileSync(__filename)).digest('hex'),
};
