// The sandbox PBX as a process of its own: prints one JSON line when it listens, ends on SIGTERM or SIGINT.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PhoneSpec } from './phoneBook.ts';
import type { SandboxPbxOptions } from './pbxOptions.ts';
import { startSandboxPbx } from './startSandboxPbx.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    users: { type: 'string', default: '12' },
    first: { type: 'string', default: '2000' },
    phones: { type: 'string' },
    profile: { type: 'string', default: 'light' },
    username: { type: 'string', default: 'hookswitch' },
    secret: { type: 'string', default: 'sandbox-secret' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
  },
});

const pbx = await startSandboxPbx({
  phones: phonesFrom(values.phones, Number(values.users), Number(values.first)),
  port: Number(values.port),
  controlPort: Number(values['control-port']),
  profile: values.profile === 'full' ? 'full' : 'light',
  username: values.username,
  secret: values.secret,
  ...tlsFrom(values['tls-cert'], values['tls-key']),
});
console.log(JSON.stringify({ ready: true, host: pbx.host, port: pbx.port, controlUrl: pbx.controlUrl }));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void pbx.close().then(() => process.exit(0)));
}

/** `--phones FILE`: a JSON list of {extension, name}; otherwise a row of users. */
function phonesFrom(file: string | undefined, count: number, first: number): SandboxPbxOptions['phones'] {
  if (file === undefined) return { count, first };
  return JSON.parse(readFileSync(file, 'utf8')) as readonly PhoneSpec[];
}

function tlsFrom(cert: string | undefined, key: string | undefined): Pick<SandboxPbxOptions, 'tls'> | object {
  if (cert === undefined || key === undefined) return {};
  return { tls: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } };
}
