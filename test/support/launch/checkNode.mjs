// Refuses a Node.js that is too old, before anything else is loaded.

const oldest = [20, 19];

/** True when `version` ('20.19.1') is new enough to run Hookswitch. */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Ends the process with a sentence when this Node.js is too old. */
export function checkNode() {
  if (isNodeNewEnough(process.versions.node)) return;
  console.error(
    `Hookswitch needs Node.js ${oldest.join('.')} or later; this is ${process.versions.node}. See https://nodejs.org/`,
  );
  process.exit(1);
}
