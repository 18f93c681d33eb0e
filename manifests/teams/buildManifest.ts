// Builds the unified manifest: tab, personal bot, sign-in, and the Outlook extension.
import type { PackageFacts } from '../packageFacts.ts';
import type { Texts } from '../texts.ts';
import { buildExtension } from './buildExtension.ts';

/**
 * 1.25 has all we use (nested app authentication info, extensions with `alternates.hide`), and every tenant's services
 * know it; newer schemas came out in 2026 and reach tenants in waves (microsoft365.md 4.1).
 */
export const manifestVersion = '1.25';

const schemas = `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}`;
const accentColor = '#1F5FA8';
const personal = ['personal'] as const;

/** Addresses of the schemas the two JSON files name; validation takes them from the npm package, never from the web. */
export const schemaUrls = {
  manifest: `${schemas}/MicrosoftTeams.schema.json`,
  localization: `${schemas}/MicrosoftTeams.Localization.schema.json`,
} as const;

/** The manifest in one language; `languageFiles` are its translations. */
export type UnifiedManifest = ReturnType<typeof buildManifest>;

/** The manifest with the words of one language. */
export function buildManifest(facts: PackageFacts, words: Texts) {
  return {
    $schema: schemaUrls.manifest,
    manifestVersion,
    version: facts.version,
    id: facts.appId,
    developer: {
      name: 'Hookswitch',
      websiteUrl: facts.websiteUrl,
      privacyUrl: facts.privacyUrl,
      termsOfUseUrl: facts.termsUrl,
    },
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'fr', file: 'fr.json' }] },
    name: { short: facts.name, full: facts.name },
    description: { short: words.shortDescription, full: words.fullDescription },
    icons: { color: 'color.png', outline: 'outline.png', color32x32: 'color32x32.png' },
    accentColor,
    staticTabs: [
      { entityId: 'calls', name: words.tab, contentUrl: facts.tabUrl, websiteUrl: facts.tabUrl, scopes: personal },
    ],
    bots: [buildBot(facts, words)],
    // Our own host only: Office ignores wildcards, and nothing else is ever navigated to.
    validDomains: [facts.domain],
    webApplicationInfo: {
      id: facts.clientId,
      resource: facts.resource,
      // Fetches the token before the tab asks: exactly the request of the tab (one scope), or it is of no use.
      nestedAppAuthInfo: [
        { redirectUri: `brk-multihub://${facts.domain}`, scopes: [`${facts.resource}/access_as_user`] },
      ],
    },
    // The least Outlook grants that lets the pane read the body of the item at hand.
    authorization: {
      permissions: { resourceSpecific: [{ name: 'MailboxItem.Read.User', type: 'Delegated' }] },
    },
    extensions: [buildExtension(facts, words)],
  } as const;
}

function buildBot(facts: PackageFacts, words: Texts) {
  return {
    botId: facts.botId,
    scopes: personal,
    isNotificationOnly: false,
    supportsFiles: false,
    commandLists: [{ scopes: personal, commands: words.bot }],
  } as const;
}
