// Asks Graph in a person's name: with their token, and with Graph's "forbidden" read as consent that is missing.
import { AppError, toAppError } from '#shared/errors';
import { createWire, type Wire, type WireOptions } from './createWire.ts';
import type { OnBehalfTokens } from './createOnBehalfTokens.ts';
import type { UserAssertion } from './GraphPort.ts';

/** Delegated permissions we ask for (docs/admin/install.md). */
export type DelegatedScope = 'Calendars.Read' | 'Contacts.Read';

/** What asking in somebody's name needs. */
export interface PersonOptions extends Omit<WireOptions, 'tokens'> {
  readonly onBehalf: OnBehalfTokens;
}

/** Does `work` over a wire of the person. Throws `graph.consentMissing`, `auth.invalid`, and what GraphPort promises. */
export async function asPerson<T>(
  options: PersonOptions,
  { assertion, scope }: { readonly assertion: UserAssertion; readonly scope: DelegatedScope },
  work: (wire: Wire) => Promise<T>,
): Promise<T> {
  const { onBehalf, ...rest } = options;
  const tokens = onBehalf.sourceFor(assertion, `${rest.base.origin}/${scope}`);
  try {
    return await work(createWire({ ...rest, tokens }));
  } catch (thrown) {
    const fault = toAppError(thrown, 'graph.unavailable');
    if (fault.code !== 'graph.consentLost') throw fault;
    throw new AppError('graph.consentMissing', `Graph forbids ${scope}`, { cause: fault, facts: fault.facts });
  }
}
