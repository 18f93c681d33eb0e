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
/** Four lines of a header, long lists of recipients included. */
const longestHeaderChars = 4000;

/** How such lines begin: one look at the whole text instead of one at every line. */
const maybeHeading = /^[^\S\n]*(?:-{3}|on |le |am |\*?(?:from|de|von|expéditeur) ?:)/gimu;

/** Position from which the text quotes earlier mails; the text's length when it quotes nothing. */
export function quotedFrom(text: string): number {
  for (const { index } of text.matchAll(maybeHeading)) {
    const [line = '', ...below] = text.slice(index, index + longestHeaderChars).split('\n', headerLinesBelow + 1);
    const head = line.slice(0, longestHeadingChars).trim().toLowerCase();
    if (headings.some((heading) => heading.test(head)) || isMailHeader(head, below)) return index;
  }
  return text.length;
}

/** True for a line quoted with `>`, wherever the quoting began. */
export function isQuotedLine(text: string, position: number): boolean {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  return /^\s{0,4}>/u.test(text.slice(lineStart, lineStart + 8));
}

function isMailHeader(head: string, below: readonly string[]): boolean {
  if (!from.test(head)) return false;
  return below.some((line) => headerLine.test(line.slice(0, longestHeadingChars).trim().toLowerCase()));
}
