// Says what a site's dial plan holds and what a reading of it gives.

/** One pattern rule: numbers of the shape `match` (see `dialMask.ts`) are dialled as `replace`, where `$1` is a group. */
export interface DialRule {
  readonly match: string;
  readonly replace: string;
}

/** How a site's PBX wants numbers dialled. Plain data: stored as it is, checked by `parseDialPlan`. */
export interface DialPlan {
  /** False: numbers are dialled as they are typed. */
  readonly isOn: boolean;
  /** Digits that reach the public network: `0`, `9`; empty where none are needed. */
  readonly outsideLine: string;
  /** ISO 3166 country of the site. */
  readonly country: string;
  /** Area code of the site without the national prefix: `89`, in Italy `06`; empty where areas are always dialled. */
  readonly areaCode: string;
  /** E.164 beginning of the site's own numbers: behind it stands the extension. Empty: none. */
  readonly pbxMainPrefix: string;
  /** Digits before a national number (long distance): `0`, `1`; empty in Spain and Italy. */
  readonly nationalPrefix: string;
  /** Digits before an international number: `00`, `011`; `+` where the PBX takes it. */
  readonly internationalPrefix: string;
  /** How many digits extensions have. */
  readonly extensionLengths: readonly number[];
  /** Digits of a national number without its prefix; null where the country has several lengths. */
  readonly nationalNumberLength: number | null;
  /** True: a number of the own area is dialled without its area code. */
  readonly dropAreaCodeForLocal: boolean;
  /** False: what begins with `+` is left to the PBX, own extensions excepted. */
  readonly applyToPlusNumbers: boolean;
  /** Pattern rules for what the fields cannot say; the first that matches decides. */
  readonly rules: readonly DialRule[];
}

/** What one step of the plan did; the admin's page has a text for each. */
export type DialStep =
  | 'accidentalEmergency'
  | 'areaCodeAdded'
  | 'areaCodeDropped'
  | 'cleaned'
  | 'emergency'
  | 'extension'
  | 'international'
  | 'internationalPrefix'
  | 'lettersToDigits'
  | 'national'
  | 'nationalPrefix'
  | 'notDialable'
  | 'outsideLine'
  | 'ownExtension'
  | 'planOff'
  | 'plusKept'
  | 'rule'
  | 'serviceCode'
  | 'shortNumber';

/** One step with the number before and after it. */
export interface TraceStep {
  readonly step: DialStep;
  readonly before: string;
  readonly after: string;
  /** Place of the pattern rule in the plan, from 0; only of the step `rule`. */
  readonly rule?: number;
}

/** What to hand to the PBX: `+`, `*`, `#` and digits only, or null where nothing may be dialled; and how it came about. */
export interface DialResult {
  readonly dialString: string | null;
  readonly trace: readonly TraceStep[];
}

/** What a dial string reaches: `number` always, its E.164 form or the extension where the plan tells. */
export interface DialledNumber {
  readonly number: string;
  readonly e164?: string;
  readonly extension?: string;
  readonly trace: readonly TraceStep[];
}

/** The plan that leaves everything as it is. */
export const emptyDialPlan: DialPlan = {
  isOn: false,
  outsideLine: '',
  country: '',
  areaCode: '',
  pbxMainPrefix: '',
  nationalPrefix: '',
  internationalPrefix: '',
  extensionLengths: [],
  nationalNumberLength: null,
  dropAreaCodeForLocal: false,
  applyToPlusNumbers: true,
  rules: [],
};
