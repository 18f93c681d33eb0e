// Decides from its surroundings that what reads like a phone number is something else: an order, a price, an id, an address.
import { foldText } from './foldText.ts';

/** A candidate where it stands. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
}

const reachChars = 60;

/** Words, folded, that name what is no phone number when they stand before it, alone or before "number", "no", "n°". */
const otherThings = new Set(
  (
    'order orders commande cmd bestellung bestellnummer auftrag auftragsnummer invoice facture rechnung rechnungsnummer ref reference referenz ' +
    'iban bic rib siret siren naf ape rcs hrb tva vat ust ustid ustidnr siret/siren isbn issn ean upc gtin sku imei ' +
    'account compte konto kontonummer customer client kunde kundennummer ticket case dossier aktenzeichen contract contrat vertrag ' +
    'vertragsnummer tracking colis suivi sendung sendungsnummer shipment serial serie seriennummer lot batch version build release ' +
    'id ids identifiant kennung pin code codes passcode password passwort kennwort passe zugriffscode acces secret confidentiel geheimzahl sicherheitscode zugangscode ' +
    'meeting reunion besprechung besprechungsid konferenzid accesscode policy police matricule patent coordinates coordonnees gps'
  ).split(' '),
);
const fillers = new Set(
  'number numbers numero nr no n num nummer is est ist of de du des la le the der die your votre ihre s'.split(' '),
);
const mostFillers = 3;

/** `a`..`b` glued to the left or right of the digits: part of a longer name, address or calculation. */
const gluedBefore = /(?:[\p{L}\p{N}][-_#@&=%~]|[_#@=%~]|[$€£¥]\s?|[-−]?\d[.,])$/u;
const gluedAfter = /^(?:[-_][\p{L}\p{N}]|[@_=%#~]|\s?[€$£¥%]|\s?(?:eur|usd|gbp|chf|euros?|dollars?)\b|[.,]\d)/iu;
const ipAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
const decimal = /^-?\d{1,3}\.\d{4,}$/u;
const ibanLead = /(?:^|[^\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){0,6} ?[A-Z\d]{0,3}$/u;

/** True where the surroundings say that the candidate is no phone number; explicit `+` numbers only fall to addresses. */
export function isNotPhone(text: string, { start, end }: Candidate): boolean {
  if (isInAddress(text, start)) return true;
  const written = text.slice(start, end);
  if (written.startsWith('+') || written.startsWith('(+')) return false;
  const before = text.slice(Math.max(0, start - reachChars), start);
  const after = text.slice(end, end + 12);
  if (gluedBefore.test(before) || gluedAfter.test(after)) return true;
  if (isAddressOrFraction(written) || ibanLead.test(before)) return true;
  return followsOtherThing(before);
}

/** Inside a web or mail address no digits are offered. */
function isInAddress(text: string, start: number): boolean {
  const lead = text.slice(Math.max(0, start - 2 * reachChars), start);
  let from = lead.length;
  while (from > 0 && !/[\s<>"]/u.test(lead.charAt(from - 1))) from -= 1;
  const token = lead.slice(from);
  return /:\/\/|^www\.|@/iu.test(token) || /^[?&][\w]+=$/u.test(token);
}

/** Four groups are an IPv4 address, unless all are pairs as some countries write their numbers. */
function isAddressOrFraction(written: string): boolean {
  return (ipAddress.test(written) && !/^\d\d(?:\.\d\d){3}$/u.test(written)) || decimal.test(written);
}

function followsOtherThing(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const lead = line.trim() === '' ? (before.trimEnd().split('\n').pop() ?? '') : line;
  const isAbove = lead !== line;
  if (isAbove && !lead.trimEnd().endsWith(':')) return false;
  return namesOtherThing(foldText(lead));
}

function namesOtherThing(folded: string): boolean {
  const words = [...folded.matchAll(/[\p{L}]+/gu)];
  let last = words.length - 1;
  for (let skipped = 0; skipped < mostFillers && fillers.has(words[last]?.[0] ?? ''); skipped += 1) last -= 1;
  const word = words[last];
  if (word === undefined || /[\d\n;!?]/u.test(folded.slice(word.index + word[0].length).replace(/n°/gu, '')))
    return false;
  return otherThings.has(word[0]);
}
