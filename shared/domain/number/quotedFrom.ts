// Finds where the newest part of a mail ends and the quoted replies begin.

/** A line that heads a quoted mail; each pattern is anchored and looks at the beginning of one line only. */
const headings: readonly RegExp[] = [
  /^-{3,12} ?(original message|message d'origine|message original|ursprüngliche nachricht|forwarded message|message transféré)/u,
  /^(on|le|am) .{6,200} (wrote|a écrit|schrieb).{0,100}:\s*$/u,
];
/** `From:` heads a quoted mail where a date or a subject follows within a few lines. */
const from = /^\*?(from|de|von|expéditeur) ?:\*? ?\S/u;
const headerLine = /^\*?(sent|date|envoyé|gesendet|subject|objet|betreff|to|à|an) ?:\*? ?\S/u;
const longestHeadingChars = 320;
const headerLinesBelow = 3;

/** Position from which the text quotes earlier mails; the text's length when it quotes nothing. */
export function quotedFrom(text: string): number {
  const lines = text.split('\n');
  let position = 0;
  for (const [index, line] of lines.entries()) {
    const head = line.slice(0, longestHeadingChars).trim().toLowerCase();
    if (headings.some((heading) => heading.test(head)) || isMailHeader(head, lines, index)) return position;
    position += line.length + 1;
  }
  return text.length;
}

/** True for a line quoted with `>`, wherever the quoting began. */
export function isQuotedLine(text: string, position: number): boolean {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  return /^\s{0,4}>/u.test(text.slice(lineStart, lineStart + 8));
}

function isMailHeader(head: string, lines: readonly string[], index: number): boolean {
  if (!from.test(head)) return false;
  const below = lines.slice(index + 1, index + 1 + headerLinesBelow);
  return below.some((line) => headerLine.test(line.slice(0, longestHeadingChars).trim().toLowerCase()));
}
