// Room entry: phone numbers.
export { findNumbers, findNumbersIn } from './findNumbers.ts';
export { foldText } from './foldText.ts';
export type { FindOptions, FoundNumber, NumberKind } from './foundNumber.ts';
export { htmlToText, type ReadText, type TextLink } from './htmlToText.ts';
export { formatNumber, toDialable, toE164, toTelUri } from './phoneNumber.ts';
export { readText } from './readText.ts';
