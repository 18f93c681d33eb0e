// Recognises codes that make a phone system do something instead of calling (3GPP TS 22.030, vertical service codes).
import { toDialable } from './phoneNumber.ts';

/** What the leading signs of a code ask for (3GPP TS 22.030 section 6.5.2). */
export type ServiceAction = 'activate' | 'deactivate' | 'erase' | 'interrogate' | 'register';

/** One code of `*` and `#`, taken apart. */
export interface ServiceCode {
  /** As it is dialled: `**21*0199002014#`. */
  readonly dialled: string;
  readonly action: ServiceAction;
  /** `21`; '' where the code names none. */
  readonly code: string;
  /** What is handed over between the stars: the number calls go to, a PIN, seconds. */
  readonly values: readonly string[];
  /** The number called behind the code: `#31#0199002014` hides the caller and calls. */
  readonly number?: string;
}

const actions: Readonly<Record<string, ServiceAction>> = {
  '*': 'activate',
  '#': 'deactivate',
  '*#': 'interrogate',
  '**': 'register',
  '##': 'erase',
};
const shape = /^(\*\*|##|\*#|\*|#)(\d*)((?:\*\d*)*)(?:#(\d*))?$/u;

/** True where a typed number holds `*` or `#`: it may forward, bar or unlock, so a person confirms it first. */
export function isServiceCode(text: string): boolean {
  return /[*#]/u.test(toDialable(text) ?? '');
}

/** The parts of a code, null where it is none or follows no known pattern (it may still do something: `isServiceCode`). */
export function readServiceCode(text: string): ServiceCode | null {
  const dialled = toDialable(text);
  const match = dialled === null ? null : shape.exec(dialled);
  const action = actions[match?.[1] ?? ''];
  if (dialled === null || match === null || action === undefined) return null;
  const [, , code = '', values = '', number = ''] = match;
  return {
    dialled,
    action,
    code,
    values: values.split('*').filter((value) => value !== ''),
    ...(number !== '' && { number }),
  };
}
