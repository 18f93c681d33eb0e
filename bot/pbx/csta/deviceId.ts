// Reads the ways a CSTA PBX writes a device: `101`, `N<123!98>`, `N<7868772298>Line71001;uid=...`, `tel:` and `sip:` URIs.
import type { Party } from '#shared/domain/call';
import { childOf, type XmlNode } from '../xml/parseXml.ts';

/** A device as told. */
export interface CstaDevice {
  /** The directory number: what users' lines are known by. */
  readonly deviceId: string;
  /** Tells terminals of one number apart (`123!98`, `123!99`); compared, never shown. */
  readonly key: string;
  readonly name?: string;
}

/** What a longer text would be is no device. */
const longestDevice = 256;
/** ECMA-269 12.3.21: N<DN!SA&CA/EXT%AID>NM. */
const representation = /^[A-Za-z]{0,2}<([^<>]*)>([^;]*)/;
const uri = /^(tel|sips?|callto):\/{0,2}([^@;?>]*)/i;
const endOfNumber = /[!&/%]/;
const displayNumber = /;displayNumber=([+\d*#]{1,40})/i;

/** The device in a text, undefined when it says none (empty, `N<>`). Never throws. */
export function parseDeviceId(text: string): CstaDevice | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > longestDevice) return undefined;
  const represented = representation.exec(trimmed);
  if (represented !== null) return fromRepresentation(trimmed, represented[1] ?? '', represented[2] ?? '');
  const address = uri.exec(trimmed);
  return plain(address === null ? (trimmed.split(';')[0] ?? '') : userOf(address[2] ?? ''));
}

function fromRepresentation(text: string, inside: string, after: string): CstaDevice | undefined {
  const key = inside.trim();
  const number = key.split(endOfNumber)[0]?.trim() ?? '';
  const deviceId = number === '' ? displayNumber.exec(text)?.[1] : number;
  if (deviceId === undefined) return undefined;
  const name = after.trim();
  return { deviceId, key: number === '' ? deviceId : key, ...(name === '' ? {} : { name }) };
}

/** Visual separators of a URI are no part of the number (RFC 3966 section 3). */
function userOf(user: string): string {
  const decoded = user.replaceAll(/%2b/gi, '+').replaceAll(/%23/g, '#');
  return /^\+?[\d\-.()*#]+$/.test(decoded) ? decoded.replaceAll(/[-.()]/g, '') : decoded;
}

/** A terminal may follow without the brackets as well: `123!98`. */
function plain(text: string): CstaDevice | undefined {
  const key = text.trim();
  const deviceId = key.split('!')[0]?.trim() ?? '';
  return deviceId === '' ? undefined : { deviceId, key };
}

/** The device in an element such as `callingDevice`: `notKnown`, `notRequired`, `restricted` and the like tell none. */
export function deviceAt(node: XmlNode | undefined, name: string): CstaDevice | undefined {
  const element = childOf(node, name);
  if (element === undefined) return undefined;
  const told = childOf(element, 'deviceIdentifier') ?? childOf(element, 'numberDialed');
  if (told !== undefined) return parseDeviceId(told.text);
  // Phones of the uaCSTA kind write the device as bare text.
  return element.children.length === 0 ? parseDeviceId(element.text) : undefined;
}

/** The device as the other side of a call. Numbers only; the caller adds what makes it a device of this PBX. */
export function partyOfDevice(device: CstaDevice | undefined): Party {
  if (device === undefined) return {};
  return { number: device.deviceId, ...(device.name === undefined ? {} : { name: device.name }) };
}

/** Call id and device of a connection element; undefined without a call id. */
export function connectionAt(
  node: XmlNode | undefined,
  name: string,
): { readonly callId: string; readonly device: CstaDevice | undefined } | undefined {
  return connectionOf(childOf(node, name));
}

/** As `connectionAt`, of the element itself. */
export function connectionOf(
  element: XmlNode | undefined,
): { readonly callId: string; readonly device: CstaDevice | undefined } | undefined {
  const callId = childOf(element, 'callID')?.text ?? '';
  if (callId === '' || callId.length > longestDevice) return undefined;
  return { callId, device: parseDeviceId(childOf(element, 'deviceID')?.text ?? '') };
}
