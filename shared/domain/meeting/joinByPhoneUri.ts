// Writes the tel: URI that dials into a meeting and sends its codes after connecting (RFC 3966; `,` waits, `%23` is `#`).
import type { DialIn, Meeting } from './meetingTypes.ts';

const mostNumberDigits = 15;
const mostCodeDigits = 20;

/**
 * `tel:+33199002014,,123456789%23,,4321%23`. Digits, `,` and `%23` are all that can come out behind `tel:+`, whatever the
 * meeting holds.
 */
export function joinByPhoneUri(meeting: Pick<Meeting, 'conferenceId' | 'pin'>, phone: Pick<DialIn, 'e164'>): string {
  const codes = [meeting.conferenceId, meeting.pin]
    .map((code) => digitsOf(code, mostCodeDigits))
    .filter((code) => code !== '');
  return `tel:+${digitsOf(phone.e164, mostNumberDigits)}${codes.map((code) => `,,${code}%23`).join('')}`;
}

function digitsOf(text: string | undefined, most: number): string {
  return (text ?? '').replace(/[^0-9]/gu, '').slice(0, most);
}
