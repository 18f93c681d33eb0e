// The services of ECMA-269 17.1 that do something with a call that exists, as ECMA-323 writes them; pure.
import type { CallAction } from '#shared/contracts';
import type { XmlContent } from './message.ts';

/** Service and the element that names the connection. */
const services = {
  answer: { name: 'AnswerCall', element: 'callToBeAnswered' },
  hold: { name: 'HoldCall', element: 'callToBeHeld' },
  retrieve: { name: 'RetrieveCall', element: 'callToBeRetrieved' },
  clear: { name: 'ClearConnection', element: 'connectionToBeCleared' },
} as const satisfies Readonly<Record<CallAction, { readonly name: string; readonly element: string }>>;

/** All of them: a PBX that lacks one refuses it. */
export const controllable: readonly CallAction[] = ['answer', 'hold', 'retrieve', 'clear'];

/** The request about the connection of `device`, as the PBX writes it, in the call `callId`. */
export function controlRequest(
  action: CallAction,
  callId: string,
  device: string,
): { readonly name: string; readonly content: XmlContent } {
  const { name, element } = services[action];
  return {
    name,
    content: [
      [
        element,
        [
          ['callID', callId],
          ['deviceID', device],
        ],
      ],
    ],
  };
}
