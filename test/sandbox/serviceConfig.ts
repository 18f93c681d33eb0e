// Writes the configuration that lets the service run against the sandbox; secrets go to the environment, never into the file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import type { SandboxIssuer } from './issuer/index.ts';
import { sandboxExtensionPattern, type SandboxTenant } from './tenant/index.ts';

/** Names of the environment variables the written file refers to. */
export const secretNames = { graph: 'HOOKSWITCH_GRAPH_SECRET', ami: 'HOOKSWITCH_AMI_SECRET' } as const;

/** The PBX the service connects to. */
export interface PbxTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
}

/** What the file is made of. */
export interface ServiceConfigOptions {
  /** Folder for the file and for the store. */
  readonly dir: string;
  readonly tenant: SandboxTenant;
  readonly issuer: Pick<SandboxIssuer, 'issuer' | 'jwksUri' | 'authority' | 'caFile'>;
  readonly graphBaseUrl: string;
  readonly servicePort: number;
  readonly pbx: PbxTarget;
  /** Origins of the host pages. */
  readonly hostOrigins?: readonly string[];
  /** Where the Outlook add-in loads office.js from. @default Microsoft's own address */
  readonly officeJsUrl?: string;
  /** @default <dir>/hookswitch.sqlite */
  readonly storePath?: string;
  /** @default 'service.yaml' */
  readonly fileName?: string;
  /** @default 'info' */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** Laid over the whole document, e.g. to lower the quota. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Laid over the tenant's `graph` part. */
  readonly graph?: Readonly<Record<string, unknown>>;
  /** Laid over the tenant's `presence` part. */
  readonly presence?: Readonly<Record<string, unknown>>;
  /** Laid over the tenant, e.g. shared lines and the code of the voicemail. */
  readonly tenantSettings?: Readonly<Record<string, unknown>>;
  /** Laid over the PBX. */
  readonly pbxSettings?: Readonly<Record<string, unknown>>;
}

/** Where the file is and what the service needs beside it. */
export interface WrittenConfig {
  readonly configPath: string;
  readonly env: Readonly<Record<string, string>>;
  /** Origin of the service, `http://localhost:PORT`. */
  readonly serviceUrl: string;
}

function tenantPart(options: ServiceConfigOptions): object {
  const { tenant, issuer, pbx } = options;
  return {
    id: tenant.id,
    name: tenant.name,
    country: 'FR',
    auth: { clientId: tenant.clientId, issuer: issuer.issuer, jwksUri: issuer.jwksUri, authority: issuer.authority },
    graph: {
      baseUrl: options.graphBaseUrl,
      authority: issuer.authority,
      clientSecret: { env: secretNames.graph },
      ...(tenant.moreRegistrations.length === 0 ? {} : { moreRegistrations: registrationsPart(tenant) }),
      ...options.graph,
    },
    ...(options.presence === undefined ? {} : { presence: options.presence }),
    directory: { extensionPattern: sandboxExtensionPattern },
    pbx: [
      {
        id: 'sandbox-pbx',
        kind: 'ami',
        host: pbx.host,
        port: pbx.port,
        username: pbx.username,
        secret: { env: secretNames.ami },
        ...options.pbxSettings,
      },
    ],
    ...options.tenantSettings,
  };
}

/** The secret of a further registration is in the variable of the first, with its number behind. */
function registrationsPart({ moreRegistrations }: SandboxTenant): readonly object[] {
  return moreRegistrations.map(({ clientId }, index) => ({ clientId, clientSecret: { env: moreSecretName(index) } }));
}

function moreSecretName(index: number): string {
  return `${secretNames.graph}_${String(index + 2)}`;
}

/** Writes the file; the store lies beside it. */
export function writeServiceConfig(options: ServiceConfigOptions): WrittenConfig {
  const serviceUrl = `http://localhost:${String(options.servicePort)}`;
  const { caFile } = options.issuer;
  const document = {
    server: { host: '127.0.0.1', port: options.servicePort, publicUrl: serviceUrl },
    store: { path: options.storePath ?? resolve(options.dir, 'hookswitch.sqlite') },
    log: { level: options.logLevel ?? 'info' },
    ...(caFile === undefined ? {} : { outbound: { caFile } }),
    hosts: {
      extraOrigins: [...(options.hostOrigins ?? [])],
      ...(options.officeJsUrl === undefined ? {} : { officeJsUrl: options.officeJsUrl }),
    },
    bot: { allowAnonymous: true }, // the chat of the sandbox has no tokens
    tenants: [tenantPart(options)],
    ...options.overrides,
  };
  mkdirSync(options.dir, { recursive: true });
  const configPath = resolve(options.dir, options.fileName ?? 'service.yaml');
  writeFileSync(
    configPath,
    `# Written by the sandbox at each start; secrets come from the environment.\n${stringify(document)}`,
  );
  const more = options.tenant.moreRegistrations.map(
    ({ clientSecret }, index) => [moreSecretName(index), clientSecret] as const,
  );
  const env = {
    [secretNames.graph]: options.tenant.clientSecret,
    ...Object.fromEntries(more),
    [secretNames.ami]: options.pbx.secret,
  };
  return { configPath, env, serviceUrl };
}
