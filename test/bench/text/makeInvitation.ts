// Writes an HTML invitation as heavy as mail programs make them.

const row =
  '<p class="MsoNormal" style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"><span lang="EN-US" style="color:#242424">Agenda of the day, nothing to dial here &amp; no number</span></p>\n';

/** An invitation of about so many characters: the join link and the dial-in come last. */
export function makeInvitation(chars: number): string {
  const body = row.repeat(Math.floor(chars / row.length));
  return `<html><body>${body}<p>Microsoft Teams meeting</p><a href="https://teams.microsoft.com/l/meetup-join/19%3ameeting_example%40thread.v2/0?context=%7b%7d">Join</a><p>Dial in by phone</p><a href="tel:+33199002014,,123456789#">+33 1 99 00 20 14,,123456789#</a><p>Phone conference ID: 123 456 789#</p></body></html>`;
}
