// Reads the cells of a table for spreadsheets: RFC 4180 with the separators and encodings that offices really send.

const byteOrderMark = '\uFEFF';

/** The text of a file: by its byte order mark, else UTF-8, else Windows-1252, which is what is left in Western offices. */
export function readCsvBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The cells of every line of a text. */
export function readCsvTable(text: string): readonly (readonly string[])[] {
  const whole = text.replace(byteOrderMark, '');
  // Excel's own way to name the separator.
  const [head = '', told] = /^sep=(.)\r?\n/u.exec(whole) ?? [];
  const plain = whole.slice(head.length);
  return cellsOf(plain, told ?? separatorOf(plain));
}

/** The separator most used in the first line, outside of quotes; Excel in half of Europe writes semicolons. */
function separatorOf(text: string): string {
  const line = /^(?:[^\r\n"]|"[^"]*")*/u.exec(text)?.[0].replace(/"[^"]*"/gu, '') ?? '';
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** Quotes, doubled quotes and line ends in quotes as RFC 4180 has them; an open quote ends with the text. */
function cellsOf(text: string, separator: string): string[][] {
  const table: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += sign;
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text.charAt(at + 1) === '\n') at += 1;
      table.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) table.push([...row, cell]);
  return table;
}
