// Decides which text is right in an attribute or element of the XML manifest: the simple types of its schema.
import type { TextKind } from './typeRule.ts';

interface TextCheck {
  readonly pattern: RegExp;
  readonly says: string;
}

/** Lengths count UTF-16 units, as the .NET readers of the manifest do. */
const checks: Readonly<Record<TextKind, TextCheck>> = {
  boolean: { pattern: /^(?:true|false|0|1)$/, says: 'true or false' },
  guid: { pattern: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, says: 'a GUID' },
  height: { pattern: /^(?:3[2-9]|[4-9]\d|[1-3]\d\d|4[0-4]\d|450)$/, says: 'a number from 32 to 450' },
  host: { pattern: /^Mailbox$/, says: 'Mailbox' },
  id: { pattern: /^[^\s]{1,32}$/, says: 'an id of 1 to 32 characters' },
  locale: { pattern: /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/i, says: 'a language tag such as fr-FR' },
  long: { pattern: /^[^]{1,250}$/, says: 'a text of 1 to 250 characters' },
  mobileScale: { pattern: /^[123]$/, says: '1, 2 or 3' },
  mobileSize: { pattern: /^(?:25|32|48)$/, says: '25, 32 or 48' },
  nonEmpty: { pattern: /^[^]*\S[^]*$/, says: 'a text' },
  permission: {
    pattern: /^(?:Restricted|ReadItem|ReadWriteItem|ReadWriteMailbox)$/,
    says: 'Restricted, ReadItem, ReadWriteItem or ReadWriteMailbox',
  },
  ribbonSize: { pattern: /^(?:16|20|24|32|40|48|64|80)$/, says: '16, 20, 24, 32, 40, 48, 64 or 80' },
  short: { pattern: /^[^]{1,125}$/, says: 'a text of 1 to 125 characters' },
  shortVersion: { pattern: /^\d{1,5}\.\d{1,5}$/, says: 'a version such as 1.5' },
  url: { pattern: /^https:\/\/[^\s"<>\\^`{|}]{1,2040}$/, says: 'an https address' },
  // The pattern of the schema, and at least 1.0, which the admin centre asks for besides.
  version: { pattern: /^[1-9]\d{0,4}(?:\.\d{1,5}){0,3}$/, says: 'a version of 1 to 4 numbers, 1.0 or higher' },
};

/** What the text should have been, or undefined when it is right. */
export function textFault(kind: TextKind, text: string): string | undefined {
  const { pattern, says } = checks[kind];
  return pattern.test(text) ? undefined : says;
}
