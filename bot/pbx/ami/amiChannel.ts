// A channel of Asterisk as the mapper follows it, and the parties read from its headers.
import type { CallGroup, Party } from '#shared/domain/call';

/** The headers of one message. */
export type Fields = Readonly<Record<string, string>>;

/** One channel from Newchannel to Hangup. Mutable: it is the mapper's own bookkeeping and never leaves it. */
export interface AmiChannel {
  readonly uniqueId: string;
  /** Linkedid when first seen; later bridges change it, the call's id must not change with it. */
  readonly globalCallId: string;
  readonly deviceId: string;
  readonly isLocal: boolean;
  /** As Asterisk names it now; a transfer may rename it. */
  channelName: string;
  /** The number dialled last; a blind transfer dials another one. */
  exten: string;
  role: 'originating' | 'terminating' | undefined;
  number: string | undefined;
  name: string | undefined;
  isUp: boolean;
  isAlerting: boolean;
  /** A person is on the other end. */
  isTalking: boolean;
  bridgeId: string | undefined;
  queue: CallGroup | undefined;
  /** Who dialled this leg. */
  dialledBy: AmiChannel | undefined;
  /** Legs this channel rings or rang, since the last transfer. */
  dialled: AmiChannel[];
  dialStatus: string | undefined;
  /** Set between a blind transfer and the ringing of its target. */
  transferredBy: { readonly party: Party; readonly uniqueId: string } | undefined;
  voicemailFor: string | undefined;
}

const unknownWords = new Set(['', '<unknown>', 'unknown', 'anonymous', 'asterisk']);

/** A header that says something; Asterisk writes `<unknown>` for nothing. */
export function told(value: string | undefined): string | undefined {
  return value === undefined || unknownWords.has(value.trim().toLowerCase()) ? undefined : value;
}

/** Builds a channel from the headers that carry `prefix` (none, `Dest`, `Transferee`, ...). */
export function newChannel(fields: Fields, prefix: string, device: RegExp): AmiChannel | undefined {
  const name = fields[`${prefix}Channel`];
  const uniqueId = fields[`${prefix}Uniqueid`];
  if (name === undefined || uniqueId === undefined || uniqueId === '') return undefined;
  const isLocal = name.startsWith('Local/');
  return {
    uniqueId,
    globalCallId: told(fields[`${prefix}Linkedid`]) ?? uniqueId,
    deviceId: isLocal ? '' : (device.exec(name)?.[1] ?? name),
    isLocal,
    channelName: name,
    exten: fields[`${prefix}Exten`] ?? '',
    role: undefined,
    number: told(fields[`${prefix}CallerIDNum`]),
    name: told(fields[`${prefix}CallerIDName`]),
    isUp: false,
    isAlerting: false,
    isTalking: false,
    bridgeId: undefined,
    queue: undefined,
    dialledBy: undefined,
    dialled: [],
    dialStatus: undefined,
    transferredBy: undefined,
    voicemailFor: undefined,
  };
}

/** Every message about a channel repeats its name and caller id; the newest wins. */
export function refreshParty(channel: AmiChannel, fields: Fields, prefix: string): void {
  channel.channelName = told(fields[`${prefix}Channel`]) ?? channel.channelName;
  channel.number = told(fields[`${prefix}CallerIDNum`]) ?? channel.number;
  channel.name = told(fields[`${prefix}CallerIDName`]) ?? channel.name;
}

/** The party a channel is to others. */
export function partyOf(channel: AmiChannel): Party {
  return {
    ...(channel.number === undefined ? {} : { number: channel.number }),
    ...(channel.name === undefined ? {} : { name: channel.name }),
    ...(channel.isLocal ? {} : { deviceId: channel.deviceId }),
  };
}
