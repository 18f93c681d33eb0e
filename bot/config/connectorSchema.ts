// The configuration file of a site connector: where the service is, what is kept meanwhile, and the one PBX.
import * as v from 'valibot';
import { choice, file, origin, secret, section, text, wholeNumber } from './fields.ts';
import { localPbxSchema } from './pbxSchema.ts';

const fixPath = 'give a path';

/** The whole file of a site connector. */
export const connectorSchema = section(
  'Configuration of a site connector. Relative paths start at the working directory.',
  {
    service: section('The service this connector dials out to.', {
      url: origin('Address of the service, without a path.', 'https://hookswitch.example.com'),
      secret: secret(
        'Secret of this site, by reference: { env: NAME } or { file: PATH }.',
        '{ env: HOOKSWITCH_SITE_SECRET }',
      ),
      caFile: v.exactOptional(
        file('PEM file of authorities to trust beside the usual ones.', '/etc/hookswitch/ca.pem'),
      ),
      proxy: v.exactOptional(
        text(
          {
            says: 'HTTP proxy that lets CONNECT through.',
            fix: 'give http://host:port or https://host:port',
            example: 'http://proxy.example.com:3128',
          },
          isProxy,
        ),
      ),
    }),
    journal: v.optional(
      section('What happened while the service could not be reached.', {
        path: v.optional(
          text({ says: 'Folder of its own; it is made if missing.', fix: fixPath }),
          './data/connector-journal',
        ),
        maxMegabytes: v.optional(wholeNumber('Its size; when it is full the oldest events are lost.', 8, 100_000), 512),
      }),
      {},
    ),
    log: v.optional(
      section('What is written to standard output, as JSON lines.', {
        level: v.optional(choice('Severity from which lines are written.', ['debug', 'info', 'warn', 'error']), 'info'),
      }),
      {},
    ),
    pbx: localPbxSchema,
  },
);

/** The file after the schema. */
export type ConnectorFile = v.InferOutput<typeof connectorSchema>;

function isProxy(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
