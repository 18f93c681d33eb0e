// Room entry: phone numbers.
export { buildTelUri, type TelForm, type TelTarget } from './buildTelUri.ts';
export { classifyNumber, needsConfirmation, type NumberClass } from './classifyNumber.ts';
export { coverSign, isCovered } from './coveredNumber.ts';
export { emergencyNumbers, isEmergency } from './emergencyNumbers.ts';
export { dialPlanPreset, presetCountries, type PresetCountry } from './dialPlan/dialPlanPreset.ts';
export {
  emptyDialPlan,
  type DialledNumber,
  type DialPlan,
  type DialResult,
  type DialRule,
  type DialStep,
  type TraceStep,
} from './dialPlan/dialPlanTypes.ts';
export { fromDialString } from './dialPlan/fromDialString.ts';
export {
  parseDialPlan,
  type DialPlanFault,
  type DialPlanFaultCode,
  type ParsedDialPlan,
} from './dialPlan/parseDialPlan.ts';
export { runDialPlanTests, type DialPlanCase, type DialPlanCaseResult } from './dialPlan/runDialPlanTests.ts';
export { toDialString } from './dialPlan/toDialString.ts';
export { findNumbers, findNumbersIn } from './findNumbers.ts';
export { foldText } from './foldText.ts';
export type { FindOptions, FoundNumber, NumberKind } from './foundNumber.ts';
export { formatNational } from './formatNational.ts';
export { htmlToText, type ReadText, type TextLink } from './htmlToText.ts';
export { formatNumber, toDialable, toE164, toTelUri } from './phoneNumber.ts';
export { matchNumbers, type MatchOptions } from './matchNumbers.ts';
export type { Leniency, NumberMatch } from './CandidateReader.ts';
export { readText } from './readText.ts';
export { parseTelUri, splitPostDial, type ParsedTelUri, type SplitTelUri } from './parseTelUri.ts';
export { sameTelUri } from './sameTelUri.ts';
export { isServiceCode, readServiceCode, type ServiceAction, type ServiceCode } from './serviceCode.ts';
export { isTelUri } from './telGrammar.ts';
export { typedNumber } from './typedNumber.ts';
export {
  checkUriTemplate,
  fillUriTemplate,
  isAllowedScheme,
  type TemplateFault,
  type TemplateValues,
} from './uriTemplate.ts';
