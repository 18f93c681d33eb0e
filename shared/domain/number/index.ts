// Room entry: phone numbers.
export { formatNumber, toDialable, toE164, toTelUri } from './phoneNumber.ts';
