// Ends the leg of a phone: the one thing the manager interface can do with a call that exists; pure.
import type { CallAction } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { AmiAction } from './settings.ts';

/** Q.850 causes: the call was over, and the phone would not have it. */
const normalClearing = '16';
const callRejected = '21';

/**
 * The `Hangup` (write class call or system) of a channel. Throws `pbx.refused` for any other action, and for a channel that is gone.
 * https://docs.asterisk.org/Latest_API/API_Documentation/AMI_Actions/Hangup
 */
export function hangupAction(
  action: CallAction,
  channel: { readonly name: string; readonly isAnswered: boolean } | undefined,
): AmiAction {
  if (action !== 'clear') throw new AppError('pbx.refused', `Asterisk cannot be told to ${action}`);
  // A name between slashes would be read as a pattern, and end calls of others.
  if (channel === undefined || channel.name.startsWith('/')) throw new AppError('pbx.refused', 'the call is not there');
  const cause = channel.isAnswered ? normalClearing : callRejected;
  return { name: 'Hangup', headers: { Channel: channel.name, Cause: cause } };
}
