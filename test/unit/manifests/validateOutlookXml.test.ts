// Tells that the XML validator accepts the official Outlook samples and finds one fault at a time in ours.
import { buildOutlookXml } from '../../../manifests/outlook/buildOutlookXml.ts';
import { validateOutlookXml } from '../../../manifests/outlook/validateOutlookXml.ts';
import { corpusManifests, hasManifestCorpus, readCorpusFile } from './manifestCorpus.ts';
import { someFacts } from './packageFacts.ts';
import { describeCorpus } from '../../support/describeCorpus.ts';

const ours = buildOutlookXml(someFacts());

/** Our manifest with one thing changed; a change that changes nothing is a mistake of the test. */
function changed(from: string | RegExp, to: string): string {
  const text = ours.replace(from, to);
  expect(text).not.toBe(ours);
  return text;
}

const mutations: readonly (readonly [what: string, from: string | RegExp, to: string, says: RegExp])[] = [
  // Order
  ['Version before Id', /(<Id>.*<\/Id>)\s*(<Version>.*<\/Version>)/, '$2$1', /<Id> must come before <Version>/],
  [
    'Requirements before Hosts',
    /(<Hosts>\s*<Host Name[^]*?<\/Hosts>)\s*(<Requirements>[^]*?<\/Requirements>)/,
    '$2$1',
    /<Hosts> must come before/,
  ],
  [
    'Permissions before forms',
    /(<FormSettings>[^]*<\/FormSettings>)\s*(<Permissions>.*<\/Permissions>)/,
    '$2$1',
    /<FormSettings> must come before/,
  ],
  [
    'Resources before Hosts',
    /(<Hosts>\s*<Host xsi[^]*?<\/Hosts>)\s*(<Resources>[^]*?<\/Resources>)/,
    '$2$1',
    /<Hosts> must come before <Resources>/,
  ],
  [
    'Supertip before Label',
    /(<Label resid="paneLabel"\/>)\s*(<Supertip>[^]*?<\/Supertip>)/,
    '$2$1',
    /<Label> must come before <Supertip>/,
  ],
  [
    'Action before Icon',
    /(<Icon>[^]*?<\/Icon>)\s*(<Action [^]*?<\/Action>)/,
    '$2$1',
    /<Icon> must come before <Action>/,
  ],
  [
    'pinning before the address',
    /(<SourceLocation resid="paneUrl"\/>)\s*(<SupportsPinning>true<\/SupportsPinning>)/,
    '$2$1',
    /<SourceLocation> must come before/,
  ],
  [
    'phones before the desktop',
    /(<DesktopFormFactor>[^]*<\/DesktopFormFactor>)\s*(<MobileFormFactor>[^]*<\/MobileFormFactor>)/,
    '$2$1',
    /must come before|not known/,
  ],
  [
    'addresses before images',
    /(<bt:Images>[^]*?<\/bt:Images>)\s*(<bt:Urls>[^]*?<\/bt:Urls>)/,
    '$2$1',
    /<bt:Images> must come before/,
  ],
  [
    'description before title',
    /(<Title resid="paneLabel"\/>)\s*(<Description [^>]*\/>)/,
    '$2$1',
    /<Title> must come before/,
  ],
  // Vocabulary
  ['an unknown element', '<Permissions>', '<Colour>red</Colour><Permissions>', /<Colour> is not known here/],
  ['a known element elsewhere', '<AppDomains>', '<Supertip/><AppDomains>', /<Supertip> is not known here/],
  ['a misspelt element', /IconUrl/g, 'IconURL', /<IconURL> is not known here/],
  ['an element twice', /<ProviderName>.*<\/ProviderName>/, '$&$&', /stands here twice/],
  ['an unknown attribute', '<OfficeTab id', '<OfficeTab colour="red" id', /unknown attribute colour/],
  ['an unknown surface', 'MessageReadCommandSurface', 'MessageDreamCommandSurface', /is none of/],
  ['a control without kind', '<Control xsi:type="Button" id', '<Control id', /has no xsi:type/],
  ['a task pane app', 'xsi:type="MailApp"', 'xsi:type="TaskPaneApp"', /none of MailApp/],
  ['another namespace', /appforoffice\/1\.1/, 'appforoffice/9.9', /the root is/],
  ['basic types without their namespace', /<bt:Urls>/, '<Urls xmlns="urn:x"/><bt:Urls>', /not known here/],
  ['pinning in 1.0', /<SourceLocation resid="paneUrl"\/>/, '$&<SupportsPinning>true</SupportsPinning>', /1\.1 only/],
  ['phones in 1.0', '</DesktopFormFactor>', '</DesktopFormFactor><MobileFormFactor/>', /1\.1 only/],
  ['text between elements', '<Hosts>', 'hello<Hosts>', /no text of its own/],
  // What must be there
  ['no Id', /<Id>.*<\/Id>/, '', /lacks <Id>/],
  ['no Requirements', /<Requirements>\s*<Sets>[^]*?<\/Requirements>/, '', /lacks <Requirements>/],
  ['no Rule', /<Rule xsi:type="RuleCollection"[^]*<\/Rule>/, '', /lacks <Rule>/],
  ['a control without action', /<Action xsi:type="ShowTaskpane">[^]*?<\/Action>/, '', /lacks <Action>/],
  ['a group without control', /(<Group id="messageGroup">\s*<Label [^>]*>)[^]*?(<\/Group>)/, '$1$2', /lacks <Control>/],
  ['an icon without 80', /<bt:Image size="80" resid="icon80"\/>/, '', /lacks the sizes 80/],
  ['a phone icon without 48@3', /<bt:Image size="48" scale="3"[^>]*>/, '', /lacks the sizes 48@3/],
  ['a setting without value', /<DisplayName DefaultValue="[^"]*"/, '<DisplayName', /lacks the attribute DefaultValue/],
  // Texts
  ['an id that is none', /<Id>.*<\/Id>/, '<Id>hookswitch</Id>', /must be a GUID/],
  ['version 0.9', /<Version>.*<\/Version>/, '<Version>0.9.0</Version>', /1\.0 or higher/],
  ['five numbers', /<Version>.*<\/Version>/, '<Version>1.2.3.4.5</Version>', /must be a version/],
  ['an http address', /<IconUrl DefaultValue="https:/, '<IconUrl DefaultValue="http:', /https address/],
  [
    'a script address',
    /<SupportUrl DefaultValue="[^"]*"/,
    '<SupportUrl DefaultValue="javascript:alert(1)"',
    /https address/,
  ],
  ['a permission there is not', '>ReadItem<', '>ReadEverything<', /ReadWriteMailbox/],
  [
    'a name too long',
    /<DisplayName DefaultValue="[^"]*"/,
    `<DisplayName DefaultValue="${'x'.repeat(126)}"`,
    /1 to 125/,
  ],
  ['a tip too long', /(id="joinTip" DefaultValue=")[^"]*"/, `$1${'x'.repeat(251)}"`, /1 to 250/],
  ['a locale that is none', 'Locale="fr-FR"', 'Locale="French (France)"', /language tag/],
  ['a ribbon size there is not', 'size="16"', 'size="17"', /16, 20, 24/],
  ['a height too high', '>450<', '>451<', /32 to 450/],
  // References
  [
    'a label that is not there',
    /<Label resid="groupLabel"\/>/,
    '<Label resid="nowhere"/>',
    /"nowhere" is not among the ShortStrings/,
  ],
  ['an address as a label', /<Label resid="groupLabel"\/>/, '<Label resid="paneUrl"/>', /not among the ShortStrings/],
  ['an id too long', /"groupLabel"/g, `"${'g'.repeat(33)}"`, /1 to 32/],
  ['a resource twice', /<bt:Url id="paneUrl"[^>]*>/, '$&$&', /given twice/],
  ['two controls of one id', 'attendeePaneButton', 'attendeeJoinButton', /given twice/],
  // Form
  ['an end missing', '</OfficeApp>', '', /not well-formed/],
  ['a bare ampersand', '<ProviderName>', '<ProviderName>A & B', /not well-formed/],
  ['an attribute twice', '<OfficeTab id="TabDefault"', '<OfficeTab id="a" id="b"', /not well-formed/],
  ['a prefix without namespace', '<ProviderName>', '<nope:ProviderName/><ProviderName>', /not well-formed|not known/],
  ['two roots', /$/, '<Second/>', /not well-formed/],
  ['a document type', '<OfficeApp', '<!DOCTYPE x [<!ENTITY a "b">]><OfficeApp', /document type/],
];

describe('validateOutlookXml', () => {
  describe('when the manifest is ours', () => {
    it('finds nothing', () => {
      expect(validateOutlookXml(ours)).toEqual([]);
    });

    it('does not mind comments and a byte order mark', () => {
      expect(validateOutlookXml(`\uFEFF${changed('<Hosts>', '<!-- hosts --><Hosts>')}`)).toEqual([]);
    });
  });

  describe('when one thing is wrong', () => {
    it.each(mutations)('finds %s', (_what, from, to, says) => {
      expect(validateOutlookXml(changed(from, to)).join('\n')).toMatch(says);
    });

    it('names the line', () => {
      expect(validateOutlookXml(changed('>ReadItem<', '>Everything<'))[0]).toMatch(/^line \d+, <Permissions>: must be/);
    });

    it('tells several faults at once', () => {
      const text = changed(/<Id>.*<\/Id>/, '').replace('size="16"', 'size="17"');
      expect(validateOutlookXml(text).length).toBeGreaterThan(2);
    });
  });

  describe('when the text is hostile', () => {
    it.each<[string, string]>([
      ['nothing', ''],
      ['no XML', 'hello'],
      ['zeros', '\0'.repeat(100)],
      ['JSON', '{}'],
      ['more than Outlook takes', changed('<Hosts>', `<!--${'x'.repeat(300_000)}--><Hosts>`)],
      ['deep nesting', ours.replace(/<Rule [^]*<\/Rule>/, '<Rule xsi:type="RuleCollection" Mode="Or">'.repeat(5000))],
      [
        'deep nesting that is closed',
        ours.replace(
          /<Rule [^]*<\/Rule>/,
          '<Rule xsi:type="RuleCollection" Mode="Or">'.repeat(2000) + '</Rule>'.repeat(2000),
        ),
      ],
      ['a variant called like a method', changed('xsi:type="ItemIs"', 'xsi:type="constructor"')],
    ])('refuses %s and does not throw', (_what, text) => {
      expect(validateOutlookXml(text).length).toBeGreaterThan(0);
    });
  });

  // Outside this repository; where they are absent there is nothing to hold against.
  describeCorpus(hasManifestCorpus, 'when the manifest was written by others', () => {
    it('accepts every valid Outlook sample', () => {
      const samples = corpusManifests('xml', 'valid').filter(({ appType }) => appType === 'MailApp');
      expect(samples.length).toBeGreaterThan(10);
      for (const { file } of samples) {
        // One sample is a template: its addresses are filled in when the project is made.
        const text = readCorpusFile(file).replaceAll(/\{[A-Z_]+_URL\}/gu, 'https://example.com');
        expect([file, validateOutlookXml(text)]).toEqual([file, []]);
      }
    });

    it('refuses those for other programs, and the broken ones', () => {
      const others = corpusManifests('xml', 'valid').filter(({ appType }) => appType !== 'MailApp');
      for (const { file } of [...others, ...corpusManifests('xml', 'invalid')]) {
        expect([file, validateOutlookXml(readCorpusFile(file)).length > 0]).toEqual([file, true]);
      }
    });
  });
});
