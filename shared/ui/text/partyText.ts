// Decides how the other side of a call is called: by name, by number, or as unknown.
import type { PartyWire } from '#shared/contracts';
import { isCovered } from '#shared/domain/number';
import type { Translator } from '#shared/i18n';
import { plainText } from './plainText.ts';

/** What a row or a card shows of a party. */
export interface PartyText {
  /** Never empty. */
  readonly title: string;
  /** The number when the title is a name; empty otherwise. */
  readonly number: string;
  /** What to dial; undefined when the number is withheld, or when digits of it are hidden. */
  readonly dial: string | undefined;
}

/** The texts of a party. `e164` is the number as the service could normalise it. */
export function partyText(
  party: PartyWire,
  e164: string | undefined,
  translator: Translator,
  format: (number: string) => string,
): PartyText {
  const known = e164 ?? party.number;
  const number = plainText(known === undefined ? '' : format(known));
  const dial = known === undefined || isCovered(known) ? undefined : known;
  const name = plainText(party.name);
  // Some PBXs repeat the number as the name.
  const hasName = name !== '' && name !== party.number && name !== number;
  if (hasName) return { title: name, number, dial };
  return { title: number === '' ? translator.t('call.anonymous') : number, number: '', dial };
}

/** Name or number of a party in passing ("answered by ..."); empty when neither is known. */
export function shortParty(party: PartyWire | undefined, format: (number: string) => string): string {
  const name = plainText(party?.name);
  return name !== '' || party?.number === undefined ? name : plainText(format(party.number));
}
