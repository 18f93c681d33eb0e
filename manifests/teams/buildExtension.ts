// Builds the Outlook part of the unified manifest: pane on messages and appointments, and the join command.
import { assetName, type AssetSizePx } from '../icons/iconFiles.ts';
import { commandIds, minMailbox } from '../outlook/commandIds.ts';
import type { PackageFacts } from '../packageFacts.ts';
import type { Texts } from '../texts.ts';

const desktop = ['desktop'] as const;
const ribbonSizesPx = [16, 32, 80] as const satisfies readonly AssetSizePx[];

/**
 * The extension. It has no `alternateIcons`: with them the admin centre would make its own XML manifest of this one for
 * Mac and phones, and show every button twice beside ours.
 */
export function buildExtension(facts: PackageFacts, words: Texts) {
  return {
    requirements: { scopes: ['mail'], capabilities: mailbox, formFactors: desktop },
    runtimes: [paneRuntime(facts), commandsRuntime(facts)],
    ribbons: [messageRibbon(facts, words), appointmentRibbon(facts, words)],
    alternates: [{ hide: { customOfficeAddin: { officeAddinId: facts.addInId } } }],
  } as const;
}

const mailbox = [{ name: 'Mailbox', minVersion: minMailbox }] as const;
const requirements = { scopes: ['mail'], capabilities: mailbox, formFactors: desktop } as const;
const runtimeRequirements = { capabilities: mailbox, formFactors: desktop } as const;

/** Pinning is for messages: appointments know no pinned pane (microsoft365.md 6). */
function paneRuntime({ paneUrl }: PackageFacts) {
  return {
    id: 'pane',
    type: 'general',
    requirements: runtimeRequirements,
    code: { page: paneUrl },
    lifetime: 'short',
    actions: [
      { id: commandIds.showOnMessage, type: 'openPage', view: 'pane', pinnable: true },
      { id: commandIds.showOnAppointment, type: 'openPage', view: 'pane', pinnable: false },
    ],
  } as const;
}

function commandsRuntime({ commandsUrl }: PackageFacts) {
  return {
    id: 'commands',
    type: 'general',
    requirements: runtimeRequirements,
    code: { page: commandsUrl },
    lifetime: 'short',
    actions: [{ id: commandIds.joinMeeting, type: 'executeFunction' }],
  } as const;
}

function messageRibbon(facts: PackageFacts, words: Texts) {
  const { label, messageTip } = words.pane;
  const button = buildButton(facts, 'messagePane', commandIds.showOnMessage, label, messageTip);
  return buildRibbon(facts, ['mailRead'], 'message', [button]);
}

function appointmentRibbon(facts: PackageFacts, words: Texts) {
  const { pane, join } = words;
  return buildRibbon(facts, ['meetingDetailsAttendee', 'meetingDetailsOrganizer'], 'appointment', [
    buildButton(facts, 'joinMeeting', commandIds.joinMeeting, join.label, join.tip),
    buildButton(facts, 'appointmentPane', commandIds.showOnAppointment, pane.label, pane.appointmentTip),
  ]);
}

function buildRibbon(
  facts: PackageFacts,
  contexts: readonly string[],
  id: string,
  controls: readonly ReturnType<typeof buildButton>[],
) {
  const group = { id: `${id}Group`, label: facts.name, icons: buildIcons(facts), controls };
  return { requirements, contexts, tabs: [{ builtInTabId: 'TabDefault', groups: [group] }] } as const;
}

function buildButton(facts: PackageFacts, id: string, actionId: string, label: string, tip: string) {
  const supertip = { title: label, description: tip } as const;
  return { id: `${id}Button`, type: 'button', label, icons: buildIcons(facts), supertip, actionId } as const;
}

function buildIcons({ assetsUrl }: PackageFacts) {
  return ribbonSizesPx.map((size) => ({ size, url: `${assetsUrl}${assetName(size)}` }));
}
