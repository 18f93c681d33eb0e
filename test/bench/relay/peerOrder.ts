// What the plain peer makes of AMI's channel events: one presence request for each that makes a phone busy or ends its call.

/** Busy or clear for one user. */
export interface PeerOrder {
  readonly userId: string;
  readonly isBusy: boolean;
}

const channelName = /^[A-Za-z0-9]+\/(\d+)-/;
/** Dialling and up; a channel that only rings is no call yet. */
const busyStates: ReadonlySet<string> = new Set(['4', '6']);
const tellingEvents: ReadonlySet<string> = new Set(['Newchannel', 'Newstate', 'Hangup']);

/** The phones as the peer knows them: their busy channels. */
export class PeerPhones {
  private readonly userOf: (extension: string) => string | undefined;
  private readonly busy = new Map<string, Set<string>>();

  constructor(userOf: (extension: string) => string | undefined) {
    this.userOf = userOf;
  }

  /** The request for one event, if it asks for one. */
  orderOf(fields: Readonly<Record<string, string>>): PeerOrder | undefined {
    const { Event: event = '', Channel: channel = '', ChannelState: state = '' } = fields;
    if (!tellingEvents.has(event)) return undefined;
    const userId = this.userOf(channelName.exec(channel)?.[1] ?? '');
    if (userId === undefined) return undefined;
    const channels = this.busy.get(userId) ?? new Set();
    this.busy.set(userId, channels);
    if (event === 'Hangup')
      return channels.delete(channel) && channels.size === 0 ? { userId, isBusy: false } : undefined;
    if (!busyStates.has(state)) return undefined;
    channels.add(channel);
    return { userId, isBusy: true };
  }
}
