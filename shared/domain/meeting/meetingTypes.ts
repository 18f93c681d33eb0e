// Says what an invitation holds and what is found in it.

/** The parts of an invitation as a host gives them; all of it is untrusted text. */
export interface Invitation {
  readonly subject?: string | undefined;
  readonly location?: string | undefined;
  readonly bodyText?: string | undefined;
  readonly bodyHtml?: string | undefined;
  /** The host's own join property (Graph `onlineMeeting.joinUrl`). */
  readonly onlineMeetingUrl?: string | undefined;
  /** ISO 3166 country of dial-in numbers written without `+`. */
  readonly country?: string | undefined;
}

/** A number to dial into the meeting. */
export interface DialIn {
  /** `+33199002014`. */
  readonly e164: string;
  /** The number as it is written. */
  readonly text: string;
  /** ISO 3166 country of the number. */
  readonly country?: string;
  /** What the invitation wants sent after connecting, where its one-tap line says so: `,,81234567890#,,,,*482913#`. */
  readonly postDial?: string;
}

/** How to get into a meeting. Every URL is https, without credentials and without control characters. */
export interface Meeting {
  readonly joinUrl?: string;
  /** Id of the known service behind `joinUrl`: `teams`, `zoom`. */
  readonly service?: string;
  /** Name of that service as its maker writes it: `Microsoft Teams`. */
  readonly serviceName?: string;
  /** Other join links of the invitation, best first. */
  readonly otherUrls: readonly string[];
  /** Dial-in numbers, in the order of the invitation. */
  readonly phones: readonly DialIn[];
  /** Digits asked for after connecting. */
  readonly conferenceId?: string;
  /** Digits asked for after the conference id, or alone. */
  readonly pin?: string;
  /** The id of the meeting that people type to join without the link, digits. */
  readonly meetingId?: string;
  /** The password that people type with it, as it is written. */
  readonly passcode?: string;
}
