// Installs packages of Debian or Ubuntu where that needs no question: as root, without recommended extras.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runTool } from './runTool.mjs';

const policyPath = '/usr/sbin/policy-rc.d';

/** True where `installDebian` can work. */
export function canInstallDebian() {
  return isDebianLike() && process.getuid?.() === 0;
}

/** True on Debian, Ubuntu and what descends from them. */
export function isDebianLike() {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Resolves to apt's words; whether it worked is seen by what is there afterwards. `env` goes to apt and the packages' scripts. */
export async function installDebian(packages, env = {}) {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive', ...env };
  const apt = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  await runTool('apt-get', [...apt, 'update'], { env: quiet });
  const { output } = await runTool('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...packages], {
    env: quiet,
  });
  return output;
}

/** As `installDebian`, but nothing that is installed is started: Debian starts a service at once, unless this file says no. */
export async function installWithoutServices(packages, env = {}) {
  // One that stands there already is left alone.
  if (existsSync(policyPath)) return installDebian(packages, env);
  writeFileSync(policyPath, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await installDebian(packages, env);
  } finally {
    rmSync(policyPath, { force: true });
  }
}
