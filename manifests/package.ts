// The entry of `npm run package`: streams and exit code, nothing else.
import { runPackaging } from './runPackaging.ts';

process.exitCode = await runPackaging(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
