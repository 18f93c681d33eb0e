// A jest transform for the index of a large library: each package behind it is loaded when something of it is first used.
// Every test file loads Fluent UI anew, and the tests use a tenth of it.

const required = /^const (\w+) = require\(("[^"]+")\);$/gmu;

module.exports = {
  process: (source) => ({
    code: source.replace(required, 'const $1 = new Proxy({}, { get: (_, name) => require($2)[name] });'),
  }),
};
