// Microsoft's office.js files as the sandbox serves them: complete, with ours beside them, and nothing else of this machine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { officeFile } from '../../../sandbox/outlook/index.ts';

const dist = join(dirname(createRequire(__filename).resolve('@microsoft/office-js/package.json')), 'dist');

function served(path: string): string {
  return String(officeFile(path)?.body);
}

describe('officeFile', () => {
  it.each(['office.js', 'outlook-web-16.01.js', 'outlook-web-16.01.debug.js'])('serves all of %s', (name) => {
    expect(served(name)).toContain(readFileSync(join(dist, name), 'utf8'));
  });

  it('finds the languages’ texts, in whatever case they are asked for', () => {
    const text = readFileSync(join(dist, 'fr-fr/outlook_strings.js'), 'utf8');
    expect([served('fr-fr/outlook_strings.js'), served('fr-FR/Outlook_Strings.js')]).toEqual([text, text]);
  });

  it.each(['../package.json', 'telemetry', 'fr-fr/../office.js', '/etc/hosts', 'nothing.js', 'office.js/', ''])(
    'does not serve %j',
    (path) => {
      expect(officeFile(path)).toBeUndefined();
    },
  );
});

describe('the lines before office.js', () => {
  const full = served('office.js');
  const lines = full.slice(0, full.indexOf(readFileSync(join(dist, 'office.js'), 'utf8')));
  const run = (more: object): Record<string, unknown> => {
    const page: Record<string, unknown> = { addEventListener: () => undefined, ...more };
    page['parent'] ??= page;
    runInNewContext(lines, { window: page });
    return page;
  };

  it('satisfy office.js’ look for MicrosoftAjax.js', () => {
    const page = run({});
    expect(page).toMatchObject({
      Sys: { StringBuilder: expect.any(Function) as object },
      Type: { registerNamespace: expect.any(Function) as object, registerClass: expect.any(Function) as object },
    });
    (page['Type'] as { registerNamespace(name: string): void }).registerNamespace('Strings.OfficeOM');
    expect(page).toHaveProperty('Strings.OfficeOM');
  });

  it('build the bridge for nested app authentication only inside a host', async () => {
    expect(run({})).not.toHaveProperty('__initializeNestedAppAuth');
    const posted: unknown[] = [];
    const page = run({ parent: { postMessage: (message: unknown) => posted.push(message) } });
    await (page['__initializeNestedAppAuth'] as () => Promise<void>)();
    (page['nestedAppAuthBridge'] as { postMessage(text: string): void }).postMessage('{"method":"GetInitContext"}');
    expect(posted).toEqual([{ func: 'nestedAppAuth.execute', data: '{"method":"GetInitContext"}' }]);
  });
});
