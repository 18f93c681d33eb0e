// Reads what every CSTA call event says alike: cause, linkage and the parties.
import type { Party } from '#shared/domain/call';
import { childOf, textAt, type XmlNode } from '../xml/parseXml.ts';
import type { CstaCall } from './cstaCall.ts';
import { deviceAt, type CstaDevice } from './deviceId.ts';
import type { MapContext } from './mapContext.ts';

/** The cause word of an event. */
export function causeOf(event: XmlNode): string {
  return textAt(event, 'cause') ?? '';
}

/** callLinkageID: stays with a call whose call id changes. */
export function linkageOf(event: XmlNode): string | undefined {
  const linkage = childOf(childOf(childOf(event, 'callLinkageData'), 'globalCallData'), 'globalCallLinkageID');
  const text = linkage?.children[0]?.text ?? linkage?.text ?? textAt(event, 'callLinkageID') ?? '';
  return text === '' || text.length > 64 || /^0+$/.test(text) ? undefined : text;
}

/** The parties every call event names. */
export interface Parties {
  readonly calling: CstaDevice | undefined;
  readonly called: Party;
}

/** Notes and returns the parties; numbers of callers from outside come in elements of their own. */
export function partiesOf(context: MapContext, call: CstaCall, event: XmlNode): Parties {
  const calling = deviceAt(event, 'callingDevice');
  const network = deviceAt(event, 'networkCallingDevice');
  context.note(call, calling ?? network, network?.deviceId);
  const called = deviceAt(event, 'calledDevice');
  if (called !== undefined) call.called ??= context.note(call, called);
  return { calling: calling ?? network, called: call.called ?? {} };
}

/** The `called` of an event, left out when the PBX did not tell it. */
export function calledOf(called: Party): { called?: Party } {
  return called.number === undefined ? {} : { called };
}
