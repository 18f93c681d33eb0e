// The full profile: what an unrestricted manager account hears besides calls (CEL, VarSet, Newexten), as recorded.
import type { EventClass, Fields } from './amiText.ts';
import type { EventOutlet } from './switchboard.ts';

const channelKeyCount = 14;
const variablesAtStart = ['SIPDOMAIN', '__SANDBOX', 'DIALEDPEERNUMBER', 'CHANNEL(language)', 'MASTER_CHANNEL(x)'];
const variablesAtDial = ['DIALSTATUS', 'DIALEDPEERNAME', 'DIALEDTIME', 'ANSWEREDTIME', 'RINGTIME', 'PROGRESSTIME'];

const celOf: Readonly<Record<string, string>> = {
  Newchannel: 'CHAN_START',
  BridgeEnter: 'BRIDGE_ENTER',
  BridgeLeave: 'BRIDGE_EXIT',
  Hangup: 'HANGUP',
};

/** An outlet that adds the noise around each event; the order of the calls' own events stays. */
export class NoisyOutlet implements EventOutlet {
  private readonly inner: EventOutlet;

  constructor(inner: EventOutlet) {
    this.inner = inner;
  }

  emit(eventClass: EventClass, name: string, fields: Fields): bigint {
    const sentAt = this.inner.emit(eventClass, name, fields);
    const channel = channelPart(fields);
    if (channel.length < channelKeyCount) return sentAt;
    const cel = celOf[name];
    if (cel !== undefined) this.tellCel(cel, new Map(channel));
    if (name === 'Newchannel') for (const variable of variablesAtStart) this.tellVariable(channel, variable);
    if (name === 'DialBegin') this.tellDialPlan(channel);
    if (name === 'DialEnd') for (const variable of variablesAtDial) this.tellVariable(channel, variable);
    return sentAt;
  }

  private tellVariable(channel: Fields, variable: string): void {
    this.inner.emit('dialplan', 'VarSet', [...channel, ['Variable', variable], ['Value', 'sandbox']]);
  }

  private tellDialPlan(channel: Fields): void {
    const exten = new Map(channel).get('Exten') ?? '';
    const more: Fields = [
      ['Extension', exten],
      ['Application', 'Dial'],
      ['AppData', `PJSIP/${exten},12,tT`],
    ];
    this.inner.emit('dialplan', 'Newexten', [...channel, ...more]);
  }

  private tellCel(event: string, channel: ReadonlyMap<string, string | number>): void {
    const of = (key: string) => channel.get(key) ?? '';
    this.inner.emit('call', 'CEL', [
      ['EventName', event],
      ['AccountCode', ''],
      ['CallerIDnum', of('CallerIDNum')],
      ['CallerIDname', of('CallerIDName')],
      ['CallerIDani', ''],
      ['CallerIDrdnis', ''],
      ['CallerIDdnid', ''],
      ['Exten', of('Exten')],
      ['Context', of('Context')],
      ['Channel', of('Channel')],
      ['Application', ''],
      ['AppData', ''],
      ['EventTime', new Date().toISOString().slice(0, 19).replace('T', ' ')],
      ['AMAFlags', 'DOCUMENTATION'],
      ['UniqueID', of('Uniqueid')],
      ['LinkedID', of('Linkedid')],
      ['Userfield', ''],
      ['Peer', ''],
      ['PeerAccount', ''],
      ['Extra', ''],
    ]);
  }
}

function channelPart(fields: Fields): Fields {
  const start = fields.findIndex(([key]) => key === 'Channel');
  return start < 0 ? [] : fields.slice(start, start + channelKeyCount);
}
