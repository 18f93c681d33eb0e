// Reads dialog-info documents (RFC 4235): the calls, or at least the state, of a line; lenient with what real PBXs send.
import { childOf, parseXml, textAt, type XmlNode } from '../xml/parseXml.ts';
import type { LineState } from '#shared/domain/presence';

/** One side of a dialog. */
export interface DialogParty {
  readonly identity?: string;
  readonly displayName?: string;
  readonly target?: string;
  /** False when the device does not play what it receives: it holds the call (RFC 4235 5.2.1). */
  readonly isRendering?: boolean;
}

/** One dialog; everything but its state may be missing. Words are as sent: compare them by `dialogState`. */
export interface Dialog {
  readonly id?: string;
  readonly callId?: string;
  readonly localTag?: string;
  readonly remoteTag?: string;
  readonly direction?: string;
  readonly state?: string;
  /** Why it ended: cancelled, rejected, replaced, local-bye, remote-bye, error, timeout. */
  readonly event?: string;
  /** The SIP status that ended it. */
  readonly code?: number;
  readonly local: DialogParty;
  readonly remote: DialogParty;
}

/** A whole document. */
export interface DialogInfo {
  readonly entity?: string;
  readonly version?: number;
  /** True when dialogs that are not listed are unchanged rather than gone. */
  readonly isPartial: boolean;
  readonly dialogs: readonly Dialog[];
}

/** The states of RFC 4235 3.7.1; `unknown` is anything else. */
export type DialogState = 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated' | 'unknown';

const states: readonly DialogState[] = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'];
/** A line has a handful of calls; a switchboard some dozens. */
const mostDialogs = 1_000;

/** The document, or null when it is none. Never throws. */
export function parseDialogInfo(text: string): DialogInfo | null {
  const root = parseXml(text.trim());
  if (root?.name !== 'dialog-info') return null;
  const { entity, version, state } = root.attributes;
  return {
    ...(entity === undefined ? {} : { entity }),
    ...(version !== undefined && /^\s*\d{1,15}\s*$/.test(version) ? { version: Number(version) } : {}),
    isPartial: state?.trim().toLowerCase() === 'partial',
    dialogs: root.children
      .filter((child) => child.name === 'dialog')
      .slice(0, mostDialogs)
      .map(dialogOf),
  };
}

/** The state of one dialog, whatever its spelling (Kamailio writes `Trying`). */
export function dialogState(dialog: Dialog): DialogState {
  const word = dialog.state?.trim().toLowerCase();
  return states.find((state) => state === word) ?? 'unknown';
}

/** The state of a line from its dialogs alone: talking beats holding beats dialling beats ringing. */
export function lineStateOfDialogs(dialogs: readonly Dialog[]): LineState {
  const words = new Set(dialogs.map(lineStateOfDialog));
  const order: readonly LineState[] = ['connected', 'held', 'dialling', 'ringing', 'unknown'];
  return order.find((word) => words.has(word)) ?? 'idle';
}

function lineStateOfDialog(dialog: Dialog): LineState {
  switch (dialogState(dialog)) {
    case 'confirmed':
      return dialog.local.isRendering === false ? 'held' : 'connected';
    case 'trying':
    case 'proceeding':
    case 'early':
      return dialog.direction?.toLowerCase() === 'initiator' ? 'dialling' : 'ringing';
    case 'terminated':
      return 'idle';
    default:
      return 'unknown';
  }
}

function dialogOf(node: XmlNode): Dialog {
  const told = node.attributes;
  const state = childOf(node, 'state');
  const { event, code } = state?.attributes ?? {};
  return {
    ...attribute('id', told.id),
    ...attribute('callId', told['call-id']),
    ...attribute('localTag', told['local-tag']),
    ...attribute('remoteTag', told['remote-tag']),
    ...attribute('direction', told.direction),
    ...attribute('state', state?.text),
    ...attribute('event', event?.trim().toLowerCase()),
    ...(code !== undefined && /^\s*[1-6]\d\d\s*$/.test(code) ? { code: Number(code) } : {}),
    local: partyOf(childOf(node, 'local')),
    remote: partyOf(childOf(node, 'remote')),
  };
}

function partyOf(node: XmlNode | undefined): DialogParty {
  const identity = childOf(node, 'identity');
  const target = childOf(node, 'target');
  // `display` is how RFC 4235 4.1.6.1 names it, `display-name` is what some phones write.
  const displayName = identity?.attributes.display ?? identity?.attributes['display-name'];
  const isRendering = renderingOf(target);
  return {
    ...attribute('identity', textAt(node, 'identity')),
    ...attribute('displayName', displayName),
    ...attribute('target', target?.attributes.uri),
    ...(isRendering === undefined ? {} : { isRendering }),
  };
}

/** Asterisk writes `pvalue` where the schema says `pval`. */
function renderingOf(target: XmlNode | undefined): boolean | undefined {
  const param = target?.children.find((each) => each.attributes.pname?.toLowerCase() === '+sip.rendering');
  const word = (param?.attributes.pval ?? param?.attributes.pvalue)?.trim().toLowerCase();
  return word === undefined ? undefined : word !== 'no';
}

function attribute<Name extends string>(
  name: Name,
  value: string | undefined,
): Readonly<Partial<Record<Name, string>>> {
  const told: Partial<Record<string, string>> = value === undefined || value === '' ? {} : { [name]: value };
  return told as Partial<Record<Name, string>>;
}
