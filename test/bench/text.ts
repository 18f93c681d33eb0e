// npm run -s bench:text -- [--json] [--mails N] [--passes P] [--seed S]: how fast and how right numbers are found in mails.
import { parseArgs } from 'node:util';
import { runText, type FinderFigures, type TextReport } from './text/runText.ts';

function main(): number {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      mails: { type: 'string', default: '600' },
      passes: { type: 'string', default: '15' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [mails, passes, seed] = [values.mails, values.passes, values.seed].map(Number);
  const report = runText({ mails: mails || 600, passes: passes || 15, seed: seed ?? 1 });
  console.log(values.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

function tableOf({ ours, libphonenumber, timesAsFast, meeting, passed }: TextReport): string {
  const line = (name: string, figures: FinderFigures): string =>
    `${name.padEnd(20)} ${String(figures.megabytesPerSecond).padStart(8)} MB/s  ${figures.found} found, ${figures.missed} missed, ${figures.falseAlarms} false alarms`;
  return [
    line('hookswitch', ours),
    line('libphonenumber-js', libphonenumber),
    `${timesAsFast} times as fast; meeting of ${meeting.htmlBytes} bytes in ${meeting.medianMs} ms`,
    passed ? 'passed' : 'failed',
  ].join('\n');
}

process.exitCode = main();
