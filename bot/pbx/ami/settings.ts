// What is set in Asterisk for a person: presence and device states through functions, forwarding through its database; pure.
import { AppError } from '#shared/errors';
import type { ForwardingOrder, PbxCapabilities, ToldUserState } from '../PbxPort.ts';

/** Where states are written; `{extension}` is replaced. */
export interface AmiUserState {
  /** e.g. `CustomPresence:{extension}` */
  readonly presence?: string;
  /** e.g. `Custom:DND{extension}` */
  readonly device?: string;
}

/** Entries `family/key` of the database by kind of forwarding; `{extension}` is replaced. */
export type AmiForwarding = Readonly<Partial<Record<ForwardingOrder['forwardingType'], string>>>;

/** An action of the manager interface. */
export interface AmiAction {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Presence states know no busy, so a phone is told busy by its device state alone. Subtype and message stay empty. */
const presenceWords = { available: 'available,,', busy: 'available,,', doNotDisturb: 'dnd,,' } as const;
const deviceWords = { available: 'NOT_INUSE', busy: 'BUSY', doNotDisturb: 'BUSY' } as const;
/** What can stand in a function, a database key and a dial plan without being syntax there. */
const plainShape = /^[\w.*#+-]{1,64}$/;

/** What an Asterisk with these templates can be told. */
export function tellableStates(templates: AmiUserState = {}): PbxCapabilities['tellUserStates'] {
  if (templates.device !== undefined) return ['busy', 'doNotDisturb'];
  return templates.presence === undefined ? [] : ['doNotDisturb'];
}

/**
 * The `Setvar`s (write class call) that tell a state. Throws `pbx.refused` for what cannot be told.
 * https://docs.asterisk.org/Latest_API/API_Documentation/AMI_Actions/Setvar
 */
export function userStateActions(
  templates: AmiUserState = {},
  deviceId: string,
  state: ToldUserState,
): readonly AmiAction[] {
  const can = tellableStates(templates);
  if (can.length === 0 || (state !== 'available' && !can.includes(state))) {
    throw new AppError('pbx.refused', `this PBX is not told that a person is ${state}`);
  }
  const { device, presence } = templates;
  return [
    ...(device === undefined ? [] : [setFunction('DEVICE_STATE', device, deviceId, deviceWords[state])]),
    ...(presence === undefined ? [] : [setFunction('PRESENCE_STATE', presence, deviceId, presenceWords[state])]),
  ];
}

/** `DBPut` or, to end it, `DBDel` (write class system). Throws `pbx.refused` for what cannot be set. */
export function forwardingAction(templates: AmiForwarding = {}, order: ForwardingOrder): AmiAction {
  const entry = entryOf(templates, order);
  if (order.forwardTo === undefined) return { name: 'DBDel', headers: entry };
  return { name: 'DBPut', headers: { ...entry, Val: plain(order.forwardTo, 'a number to forward to') } };
}

/** Asks for the entry of a forwarding. */
export function forwardingQuestion(templates: AmiForwarding = {}, order: ForwardingOrder): AmiAction {
  return { name: 'DBGet', headers: entryOf(templates, order) };
}

/** True for the refusal that says there is no such entry. */
export function isMissing(refusal: unknown): boolean {
  return refusal instanceof AppError && refusal.code === 'pbx.refused' && /entry not found/i.test(refusal.message);
}

function setFunction(name: string, template: string, deviceId: string, value: string): AmiAction {
  return { name: 'Setvar', headers: { Variable: `${name}(${filled(template, deviceId)})`, Value: value } };
}

function entryOf(templates: AmiForwarding, { forwardingType, deviceId }: ForwardingOrder): Record<string, string> {
  const template = templates[forwardingType];
  if (template === undefined) throw new AppError('pbx.refused', 'this PBX is not told where such calls go');
  const slash = template.lastIndexOf('/');
  return { Family: filled(template.slice(0, slash), deviceId), Key: filled(template.slice(slash + 1), deviceId) };
}

function filled(template: string, deviceId: string): string {
  return template.replaceAll('{extension}', plain(deviceId, 'an extension'));
}

function plain(text: string, what: string): string {
  if (!plainShape.test(text))
    throw new AppError('pbx.refused', `${what} with signs the dial plan would read as its own`);
  return text;
}
