// One PBX of the file as the connectors read it: ports by protocol, secrets in.
import { AppError } from '#shared/errors';
import type { LocalPbxConfig, PbxConfig } from './configTypes.ts';
import type { LocalPbxFile, PbxFile } from './pbxSchema.ts';

const amiPort = 5038;
const amiTlsPort = 5039;
const sipPort = 5060;
const sipTlsPort = 5061;

/** The PBX at `path` of the file. Throws `config.invalid` when a secret was not resolved. */
export function completePbx(pbx: PbxFile, path: string, secrets: ReadonlyMap<string, string>): PbxConfig {
  if (pbx.kind !== 'webhook' && pbx.kind !== 'site') return completeLocalPbx(pbx, path, secrets);
  const resolved = pbx.secrets.map((_reference, index) => secretAt(secrets, `${path}.secrets[${index}]`));
  return { ...pbx, secrets: resolved };
}

/** As `completePbx`, for a PBX that is reached directly. */
export function completeLocalPbx(
  pbx: LocalPbxFile,
  path: string,
  secrets: ReadonlyMap<string, string>,
): LocalPbxConfig {
  if (pbx.kind === 'csta') return pbx;
  const secret = secretAt(secrets, `${path}.secret`);
  if (pbx.kind === 'sip') return { port: pbx.transport === 'tls' ? sipTlsPort : sipPort, ...pbx, secret };
  return { port: pbx.tls ? amiTlsPort : amiPort, ...pbx, secret };
}

/** The secret of a setting. Throws `config.invalid` when it was not resolved. */
export function secretAt(secrets: ReadonlyMap<string, string>, path: string): string {
  const secret = secrets.get(path);
  if (secret === undefined) throw new AppError('config.invalid', `${path}: the secret was not resolved`);
  return secret;
}
