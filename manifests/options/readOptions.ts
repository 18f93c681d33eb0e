// Reads the command line into wishes, or lists everything that is wrong with it at once.
import type { PackageWishes } from '../packageFacts.ts';
import { domainFault } from './checkDomain.ts';
import { folderFault } from './checkFolder.ts';
import { nameFault } from './checkName.ts';
import { guidFault, urlFault, versionFault } from './checkValues.ts';
import { show } from './show.ts';
import { splitArguments } from './splitArguments.ts';

/** What is asked for: packages into a folder, the help, or nothing that makes sense. */
export type ReadOptions =
  | { readonly kind: 'package'; readonly wishes: PackageWishes; readonly out: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

type Values = ReadonlyMap<string, string>;

const required = ['domain', 'client-id', 'out'] as const;
const flags = ['allow-localhost', 'help'] as const;

/** Parses and checks; nothing stays written. */
export function readOptions(argv: readonly string[]): ReadOptions {
  if (argv.includes('--help')) return { kind: 'help' };
  const allowLocalhost = argv.includes('--allow-localhost');
  const checks = checksFor(allowLocalhost);
  const { values, seen, faults } = splitArguments(argv, { valued: Object.keys(checks), flags });
  const missing = required.filter((name) => !seen.has(name)).map((name) => `--${name} is missing`);
  const wrong = [...values].flatMap(([name, value]) => {
    const fault = checks[name]?.(value);
    return fault === undefined ? [] : [`--${name} ${show(value)} ${fault}`];
  });
  const all = [...faults, ...missing, ...wrong];
  if (all.length > 0) return { kind: 'faults', faults: all };
  return { kind: 'package', wishes: completeWishes(values), out: values.get('out') ?? '' };
}

/** The options that take a value, with what says why a value is refused. */
function checksFor(allowLocalhost: boolean): Readonly<Record<string, (value: string) => string | undefined>> {
  return {
    domain: (domain) => domainFault(domain, { allowLocalhost }),
    'client-id': guidFault,
    'bot-id': guidFault,
    out: folderFault,
    name: nameFault,
    version: versionFault,
    'website-url': urlFault,
    'privacy-url': urlFault,
    'terms-url': urlFault,
  };
}

function completeWishes(values: Values): PackageWishes {
  const domain = values.get('domain') ?? '';
  const clientId = (values.get('client-id') ?? '').toLowerCase();
  const page = values.get('website-url') ?? `https://${domain}/tab/`;
  return {
    domain,
    clientId,
    botId: (values.get('bot-id') ?? clientId).toLowerCase(),
    name: values.get('name') ?? 'Hookswitch',
    version: values.get('version') ?? '1.0.0',
    websiteUrl: page,
    privacyUrl: values.get('privacy-url') ?? page,
    termsUrl: values.get('terms-url') ?? page,
  };
}
