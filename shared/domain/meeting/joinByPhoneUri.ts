// Writes the tel: URI that dials into a meeting and sends its codes after connecting (RFC 3966; `,` waits, `%23` is `#`).
import type { DialIn, Meeting } from './meetingTypes.ts';

const mostNumberDigits = 15;
const mostCodeDigits = 20;
const mostPostDial = 64;

/** What of a meeting decides what is sent. */
type Codes = Pick<Meeting, 'conferenceId' | 'pin'> & { readonly phones?: readonly Pick<DialIn, 'postDial'>[] };

/**
 * `tel:+33199002014,,123456789%23,,4321%23`. What the one-tap line of the number sends goes first, then that of another
 * number of the meeting (Zoom wants `*` before its passcode, Webex `*01*` before its id), then id and PIN. Digits, `,`, `*`
 * and `%23` are all that can come out behind `tel:+`, whatever the meeting holds.
 */
export function joinByPhoneUri(meeting: Codes, phone: Pick<DialIn, 'e164' | 'postDial'>): string {
  const sent = phone.postDial ?? meeting.phones?.find(({ postDial }) => postDial !== undefined)?.postDial;
  const tones = sent === undefined ? '' : tonesOf(sent);
  return `tel:+${digitsOf(phone.e164, mostNumberDigits)}${tones === '' ? codesOf(meeting) : tones}`;
}

/** Tones without digits say nothing; a wait for the person (`;`) is a parameter in a tel: URI, so it becomes a pause. */
function tonesOf(postDial: string): string {
  const tones = postDial
    .replace(/;/gu, ',')
    .replace(/[^\d,*#]/gu, '')
    .slice(0, mostPostDial);
  if (!/\d/u.test(tones)) return '';
  return `${tones.startsWith(',') ? '' : ',,'}${tones.replace(/#/gu, '%23')}`;
}

function codesOf({ conferenceId, pin }: Codes): string {
  return [conferenceId, pin]
    .map((code) => digitsOf(code, mostCodeDigits))
    .filter((code) => code !== '')
    .map((code) => `,,${code}%23`)
    .join('');
}

function digitsOf(text: string | undefined, most: number): string {
  return (text ?? '').replace(/[^0-9]/gu, '').slice(0, most);
}
