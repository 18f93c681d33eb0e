// The packaging command: options to packages to files, every outcome said in words and by its exit code.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildPackages, type BuiltPackages } from './buildPackages.ts';
import { readOptions } from './options/readOptions.ts';
import { completeFacts } from './packageFacts.ts';

/** 0 written, 1 the packages would be wrong (ours to mend), 2 wrong arguments. */
export type ExitCode = 0 | 1 | 2;

/** Where the command talks to. */
export interface Say {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const usage = `Usage: npm run package -- --domain HOST --client-id GUID --out DIR
  --domain HOST        host name of the service, e.g. phone.example.com
  --client-id GUID     application (client) ID of the Entra registration
  --out DIR            folder for the two files; made if need be
  --bot-id GUID        application ID of the Azure bot             (default: the client ID)
  --name TEXT          name people see, at most 30 characters      (default: Hookswitch)
  --version X.Y.Z      raise it with each upload                   (default: 1.0.0)
  --website-url URL    your help page                              (default: the tab's page)
  --privacy-url URL    your privacy statement                      (default: the help page)
  --terms-url URL      your terms of use                           (default: the help page)
  --allow-localhost    accept localhost as domain, to try things out
`;

/** Runs the command; nothing is written unless both packages are valid. */
export async function runPackaging(argv: readonly string[], say: Say): Promise<ExitCode> {
  const options = readOptions(argv);
  if (options.kind === 'help') {
    say.out(usage);
    return 0;
  }
  if (options.kind === 'faults') {
    say.error(`${options.faults.join('\n')}\n\n${usage}`);
    return 2;
  }
  const facts = completeFacts(options.wishes);
  const { files, faults } = await buildPackages(facts);
  if (faults.length > 0) {
    say.error(`Nothing written, the packages would be refused:\n${faults.join('\n')}\n`);
    return 1;
  }
  const reason = writeAll(options.out, files);
  if (reason !== undefined) {
    say.error(`--out cannot be written: ${reason}\n`);
    return 2;
  }
  say.out(
    [
      ...files.map(({ name, content }) => `${path.join(options.out, name)}  ${String(content.length)} bytes, valid`),
      `app ${facts.appId}, Outlook add-in ${facts.addInId}, version ${facts.version}`,
      'Where each goes: docs/admin/upload.md',
      '',
    ].join('\n'),
  );
  return 0;
}

/** Under other names first, so that a full disk leaves no half package; the reason when it fails. */
function writeAll(folder: string, files: BuiltPackages['files']): string | undefined {
  const pending = files.map(({ name, content }) => {
    const target = path.join(folder, name);
    return { content, target, draft: `${target}.${String(process.pid)}.part` };
  });
  try {
    mkdirSync(folder, { recursive: true });
    for (const { draft, content } of pending) writeFileSync(draft, content);
    for (const { draft, target } of pending) renameSync(draft, target);
    return undefined;
  } catch (error) {
    for (const { draft } of pending) removeQuietly(draft);
    return error instanceof Error ? error.message : String(error);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The reason that is reported already is the one worth knowing.
  }
}
