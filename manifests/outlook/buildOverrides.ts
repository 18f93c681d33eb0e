// Builds the version overrides: 1.0 for older clients and inside it 1.1, which adds pinning and phones.
import type { PackageFacts } from '../packageFacts.ts';
import { buildResources } from './buildResources.ts';
import { commandIds, minMailbox } from './commandIds.ts';
import { el, type XmlElement } from './xml.ts';

/** Which generation of add-in commands is described. */
type Generation = '1.0' | '1.1';

const namespaceOf: Readonly<Record<Generation, string>> = {
  '1.0': 'http://schemas.microsoft.com/office/mailappversionoverrides',
  '1.1': 'http://schemas.microsoft.com/office/mailappversionoverrides/1.1',
};
const ribbonSizes = ['16', '32', '80'] as const;
const phoneSizes = ['25', '32', '48'] as const;
const phoneScales = ['1', '2', '3'] as const;

/** The element that closes the manifest. */
export function buildOverrides(facts: PackageFacts): XmlElement {
  return buildGeneration('1.0', facts, [buildGeneration('1.1', facts, [])]);
}

function buildGeneration(generation: Generation, facts: PackageFacts, inner: readonly XmlElement[]): XmlElement {
  const type = `VersionOverridesV${generation.replace('.', '_')}`;
  const phones = generation === '1.1' ? [buildPhones()] : [];
  return el(
    'VersionOverrides',
    { xmlns: namespaceOf[generation], 'xsi:type': type },
    el('Requirements', {}, el('bt:Sets', { DefaultMinVersion: minMailbox }, el('bt:Set', { Name: 'Mailbox' }))),
    el('Hosts', {}, el('Host', { 'xsi:type': 'MailHost' }, buildDesktop(generation), ...phones)),
    buildResources(facts),
    ...inner,
  );
}

function buildDesktop(generation: Generation): XmlElement {
  const surface = (type: string, prefix: string, ...controls: readonly XmlElement[]): XmlElement =>
    el(
      'ExtensionPoint',
      { 'xsi:type': type },
      el('OfficeTab', { id: 'TabDefault' }, buildGroup(`${prefix}Group`, controls)),
    );
  const canPin = generation === '1.1';
  return el(
    'DesktopFormFactor',
    {},
    el('FunctionFile', { resid: 'commandsUrl' }),
    surface('MessageReadCommandSurface', 'message', buildPaneButton('message', 'messageTip', canPin)),
    ...(['Attendee', 'Organizer'] as const).map((role) =>
      surface(
        `Appointment${role}CommandSurface`,
        role.toLowerCase(),
        buildJoinButton(role.toLowerCase()),
        buildPaneButton(role.toLowerCase(), 'appointmentTip', false),
      ),
    ),
  );
}

function buildPhones(): XmlElement {
  const images = phoneSizes.flatMap((size) =>
    phoneScales.map((scale) => el('bt:Image', { size, scale, resid: `phone${size}x${scale}` })),
  );
  const button = el(
    'Control',
    { 'xsi:type': 'MobileButton', id: 'phonePaneButton' },
    el('Label', { resid: 'paneLabel' }),
    el('Icon', { 'xsi:type': 'bt:MobileIconList' }, ...images),
    buildPaneAction(false),
  );
  return el(
    'MobileFormFactor',
    {},
    el('ExtensionPoint', { 'xsi:type': 'MobileMessageReadCommandSurface' }, buildGroup('phoneGroup', [button])),
  );
}

function buildGroup(id: string, controls: readonly XmlElement[]): XmlElement {
  return el('Group', { id }, el('Label', { resid: 'groupLabel' }), ...controls);
}

function buildPaneButton(prefix: string, tip: string, canPin: boolean): XmlElement {
  return buildButton(`${prefix}PaneButton`, 'paneLabel', tip, buildPaneAction(canPin));
}

function buildJoinButton(prefix: string): XmlElement {
  const action = el('Action', { 'xsi:type': 'ExecuteFunction' }, el('FunctionName', {}, commandIds.joinMeeting));
  return buildButton(`${prefix}JoinButton`, 'joinLabel', 'joinTip', action);
}

function buildPaneAction(canPin: boolean): XmlElement {
  const pinning = canPin ? [el('SupportsPinning', {}, 'true')] : [];
  return el('Action', { 'xsi:type': 'ShowTaskpane' }, el('SourceLocation', { resid: 'paneUrl' }), ...pinning);
}

function buildButton(id: string, label: string, tip: string, action: XmlElement): XmlElement {
  const images = ribbonSizes.map((size) => el('bt:Image', { size, resid: `icon${size}` }));
  return el(
    'Control',
    { 'xsi:type': 'Button', id },
    el('Label', { resid: label }),
    el('Supertip', {}, el('Title', { resid: label }), el('Description', { resid: tip })),
    el('Icon', {}, ...images),
    action,
  );
}
