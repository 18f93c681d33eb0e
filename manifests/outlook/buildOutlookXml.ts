// Builds the XML manifest: Outlook on Mac, on phones, and on Windows before the unified manifest.
import { assetName } from '../icons/iconFiles.ts';
import type { PackageFacts } from '../packageFacts.ts';
import { texts, type Texts } from '../texts.ts';
import { buildOverrides } from './buildOverrides.ts';
import { frenchLocales } from './buildResources.ts';
import { minMailbox } from './commandIds.ts';
import { el, writeXml, type XmlElement } from './xml.ts';

const namespaces = {
  xmlns: 'http://schemas.microsoft.com/office/appforoffice/1.1',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xmlns:bt': 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
  'xmlns:mailappor': 'http://schemas.microsoft.com/office/mailappversionoverrides/1.0',
};
/** Height of the pane where add-in commands are unknown, in pixels (32 to 450). */
const paneHeightPx = '450';

/** The manifest's text. */
export function buildOutlookXml(facts: PackageFacts): string {
  return writeXml(
    el(
      'OfficeApp',
      { ...namespaces, 'xsi:type': 'MailApp' },
      el('Id', {}, facts.addInId),
      el('Version', {}, facts.version),
      el('ProviderName', {}, 'Hookswitch'),
      el('DefaultLocale', {}, 'en-US'),
      setting('DisplayName', ({ addInName }) => addInName(facts.name)),
      setting('Description', ({ addInDescription }) => addInDescription),
      el('IconUrl', { DefaultValue: facts.assetsUrl + assetName(64) }),
      el('HighResolutionIconUrl', { DefaultValue: facts.assetsUrl + assetName(128) }),
      el('SupportUrl', { DefaultValue: facts.websiteUrl }),
      el('AppDomains', {}, el('AppDomain', {}, `https://${facts.domain}`)),
      el('Hosts', {}, el('Host', { Name: 'Mailbox' })),
      el('Requirements', {}, el('Sets', {}, el('Set', { Name: 'Mailbox', MinVersion: minMailbox }))),
      buildForms(facts),
      el('Permissions', {}, 'ReadItem'),
      buildRule(),
      el('DisableEntityHighlighting', {}, 'false'),
      buildOverrides(facts),
    ),
  );
}

function setting(name: string, pick: (words: Texts) => string): XmlElement {
  const overrides = frenchLocales.map((locale) => el('Override', { Locale: locale, Value: pick(texts.fr) }));
  return el(name, { DefaultValue: pick(texts.en) }, ...overrides);
}

/** For clients without add-in commands; all others take the ribbon of the version overrides. */
function buildForms({ paneUrl }: PackageFacts): XmlElement {
  const source = el('SourceLocation', { DefaultValue: paneUrl });
  const height = el('RequestedHeight', {}, paneHeightPx);
  return el(
    'FormSettings',
    {},
    el('Form', { 'xsi:type': 'ItemRead' }, el('DesktopSettings', {}, source, height)),
    el('Form', { 'xsi:type': 'ItemEdit' }, el('DesktopSettings', {}, source)),
  );
}

function buildRule(): XmlElement {
  return el(
    'Rule',
    { 'xsi:type': 'RuleCollection', Mode: 'Or' },
    el('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Read' }),
    el('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Appointment', FormType: 'ReadOrEdit' }),
  );
}
