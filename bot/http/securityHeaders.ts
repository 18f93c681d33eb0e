// The security headers of every answer: strict for data, and for pages just what Teams and Outlook need.

// microsoft365.md section 9: hosts that embed tabs and add-ins; office.com does not cover office365.com.
const microsoftFrames = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];
const signInOrigin = 'https://login.microsoftonline.com';
// teams-js reads its list of valid host origins from there.
const teamsListOrigin = 'https://res.cdn.office.net';
// microsoft365.md section 6: office.js comes from the first two, and itself loads MicrosoftAjax from the third.
const officeScripts = [
  'https://appsforoffice.microsoft.com',
  'https://officeapis.public.onecdn.static.microsoft',
  'https://ajax.aspnetcdn.com',
];
const officeServices = ['https://*.office.net', 'https://telemetryservice.firstpartyapps.oaspapps.com'];
const oneYearSeconds = 31_536_000;

/** What the headers depend on; origins that are none are left out. */
export interface SecurityOptions {
  /** Where people reach the service; HSTS is sent when it is https. */
  readonly publicUrl: string;
  /** Host pages allowed to embed us beside Microsoft's. */
  readonly frameOrigins: readonly string[];
  /** Sign-in authorities of the tenants, when they are not Microsoft's public one. */
  readonly authorities: readonly string[];
  /** Where the add-in's pages load office.js from. */
  readonly officeJsUrl: string;
}

/** Headers by kind of answer. */
export interface SecurityHeaders {
  readonly page: Readonly<Record<string, string>>;
  /** Pages of the Outlook add-in: they may load and serve office.js. */
  readonly addIn: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/** Made once at start. X-Frame-Options is left out on purpose: it cannot name several hosts. */
export function securityHeaders(options: SecurityOptions): SecurityHeaders {
  const everywhere = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(options.publicUrl.startsWith('https:')
      ? { 'strict-transport-security': `max-age=${String(oneYearSeconds)}` }
      : {}),
  };
  return {
    page: {
      ...everywhere,
      'content-security-policy': pagePolicy(options, { scripts: [], services: [teamsListOrigin] }),
    },
    addIn: {
      ...everywhere,
      'content-security-policy': pagePolicy(options, {
        scripts: [...officeScripts, ...origins([options.officeJsUrl])],
        services: officeServices,
      }),
    },
    data: {
      ...everywhere,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    },
  };
}

interface HostNeeds {
  readonly scripts: readonly string[];
  readonly services: readonly string[];
}

function pagePolicy(options: SecurityOptions, host: HostNeeds): string {
  const signIn = [...new Set([signInOrigin, ...origins(options.authorities)])].join(' ');
  const frames = [...microsoftFrames, ...origins(options.frameOrigins)].join(' ');
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...new Set(host.scripts)].join(' ')}`,
    // Griffel (Fluent UI) writes its rules into style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${signIn} ${host.services.join(' ')}`,
    // msal signs in silently in a hidden frame.
    `frame-src 'self' ${signIn}`,
    `form-action 'self' ${signIn}`,
    "object-src 'none'",
    "base-uri 'none'",
    `frame-ancestors 'self' ${frames}`,
  ].join('; ');
}

/** Only real origins: a stray `;` or blank from a configuration must not write our policy. */
function origins(urls: readonly string[]): readonly string[] {
  return urls
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin)
    .filter((origin) => origin !== 'null');
}
