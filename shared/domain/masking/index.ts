// Room entry: what may not be read in a log or in a report.
export { maskReport, type MaskedWords } from './maskReport.ts';
export { maskId, maskNumber, maskText } from './maskText.ts';
