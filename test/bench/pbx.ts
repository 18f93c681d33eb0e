// npm run -s bench:pbx -- [--part ami|sip] [--rounds N] [--subscriptions N] [--rate CALLS_PER_S] [--seconds S] [--json]: how fast
// the connectors turn what PBXs say into events. All options: pbx/benchOptions.ts.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseBenchOptions, type PbxBenchOptions } from './pbx/benchOptions.ts';
import { makeReport, tableOf, type AmiFigures } from './pbx/report.ts';
import { runSip } from './pbx/runSip.ts';

async function main(): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const ami = options.parts.includes('ami') ? measureAmi(options) : undefined;
  const sip = options.parts.includes('sip') ? await runSip(options) : undefined;
  const report = makeReport(options, ami, sip);
  console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

function measureAmi({ copies, rounds, peer }: PbxBenchOptions): AmiFigures {
  const program = join(import.meta.dirname, 'pbx/amiProcess.ts');
  const args = ['--import', 'tsx', program, String(copies), String(rounds), peer];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as AmiFigures;
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exit(1);
  },
);
