// The configuration file: every setting with its unit, default and meaning. Faults, sample and types follow from here.
import * as v from 'valibot';
import { choice, exactAddress, file, flag, list, origin, secret, section, text, wholeNumber } from './fields.ts';
import { tenantSchema } from './tenantSchema.ts';

const fixPath = 'give a path';
/** Microsoft wants add-ins to load office.js from its own network (microsoft365.md section 6). */
const defaultOfficeJsUrl = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

const serverSchema = section('Where the service listens and how the world reaches it.', {
  host: v.optional(
    text({ says: 'Address to listen on.', fix: 'give an address of this machine, e.g. 0.0.0.0' }),
    '0.0.0.0',
  ),
  port: v.optional(wholeNumber('Port to listen on.', 1, 65_535), 8443),
  publicUrl: origin('Address people and Teams use, without a path.', 'https://hookswitch.example.com'),
  tls: v.exactOptional(
    section('Certificate of this service; leave it out when a proxy in front does TLS.', {
      certFile: file('PEM file: the certificate and its chain.', '/etc/hookswitch/tls/fullchain.pem'),
      keyFile: file('PEM file: the private key.', '/etc/hookswitch/tls/privkey.pem'),
    }),
  ),
  trustProxy: v.optional(flag('Believe X-Forwarded-* headers; only behind a proxy that sets them.'), false),
});

const outboundSchema = section('How the service reaches Microsoft.', {
  caFile: v.exactOptional(file('PEM file of authorities to trust beside the usual ones.', '/etc/hookswitch/ca.pem')),
  proxy: v.exactOptional(
    text(
      {
        says: 'Forward proxy.',
        fix: 'give http://host:port or https://host:port',
        example: 'http://proxy.example.com:3128',
      },
      isProxy,
    ),
  ),
});

/** The whole file. Relative paths start at the working directory. */
export const configSchema = section('Configuration of Hookswitch. Relative paths start at the working directory.', {
  server: serverSchema,
  store: v.optional(
    section('Where call logs and open calls are kept.', {
      path: v.optional(
        text({ says: 'SQLite file; its folder is made if missing.', fix: fixPath }),
        './data/hookswitch.sqlite',
      ),
      url: v.exactOptional(
        secret(
          'PostgreSQL instead of SQLite: postgres://user:password@host:5432/database. A secret, for it holds a password.',
          '{ env: HOOKSWITCH_STORE_URL }',
        ),
      ),
    }),
    {},
  ),
  log: v.optional(
    section('What is written to standard output, as JSON lines.', {
      level: v.optional(choice('Severity from which lines are written.', ['debug', 'info', 'warn', 'error']), 'info'),
    }),
    {},
  ),
  outbound: v.optional(outboundSchema, {}),
  hosts: v.optional(
    section('The pages of Microsoft and others that hold our apps.', {
      extraOrigins: v.optional(
        list(origin('Origin of such a page.', 'https://portal.example.com'), {
          says: 'Origins of pages that may show our apps in a frame, beside those of Microsoft.',
          fix: 'give a list of origins',
        }),
        [],
      ),
      officeJsUrl: v.optional(
        exactAddress('Where the Outlook add-in loads office.js from.', defaultOfficeJsUrl),
        defaultOfficeJsUrl,
      ),
    }),
    {},
  ),
  web: v.optional(
    section('The built web apps.', {
      dir: v.optional(text({ says: 'Folder that npm run build fills.', fix: fixPath }), './dist/web'),
    }),
    {},
  ),
  bot: v.optional(
    section('The bot endpoint, /api/messages.', {
      allowAnonymous: v.optional(
        flag('Take messages without a token. For a sandbox on localhost only; never for Teams.'),
        false,
      ),
    }),
    {},
  ),
  tenants: list(tenantSchema, { says: 'One entry for each company.', fix: 'give at least one tenant' }, 1),
});

/** The file after the schema: defaults in, derived defaults and secrets not yet. */
export type ConfigFile = v.InferOutput<typeof configSchema>;

function isProxy(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
