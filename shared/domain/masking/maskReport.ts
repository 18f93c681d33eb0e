// Masks a problem report: the app before the person looks at it, the service before it is kept. Both give the same words.
import { maskLines } from './maskText.ts';

/** Words that are masked may stand beside a digit as a number that was none before; each pass leaves fewer digits. */
const mostPasses = 20;

/** The words of a report, whatever else it holds. */
export interface MaskedWords {
  readonly title: string;
  readonly text: string;
  readonly logs?: string;
  readonly app: Readonly<Record<string, string>>;
}

/** The report with every word masked; what is masked already stays as it is. Pictures are not looked at. */
export function maskReport<Report extends MaskedWords>(report: Report): Report {
  const { title, text, logs, app } = report;
  return {
    ...report,
    title: masked(title),
    text: masked(text),
    ...(logs !== undefined && { logs: masked(logs) }),
    app: Object.fromEntries(Object.entries(app).map(([name, value]) => [name, masked(value)])),
  };
}

function masked(text: string): string {
  let before = text;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const after = maskLines(before);
    if (after === before) break;
    before = after;
  }
  return before;
}
