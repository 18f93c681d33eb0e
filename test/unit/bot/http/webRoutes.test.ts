// The pages and their files: configuration written in, policies, caching, and nothing beside the built apps.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { appConfigFor, buildHttp } from '#bot/http';
import { appConfigSchema } from '#shared/contracts';
import { useHttp } from './HttpHarness.ts';
import { clientId } from './IssuerFake.ts';

const at = useHttp();

describe(buildHttp.name, () => {
  describe('when a page is asked for', () => {
    let dir: string;
    let site: FastifyInstance;
    const appConfig = appConfigFor({
      publicUrl: 'https://pbx.example.com',
      extraOrigins: ['http://localhost:4400'],
      tenants: [
        {
          auth: {
            clientId,
            authority: 'https://localhost:9443/tenant',
            scope: 'access_as_user',
            audiences: [clientId, `api://pbx.example.com/${clientId}`],
          },
        },
      ],
    });
    const officeJsUrl = 'http://localhost:4400/office-js/office.js?"&"';
    const script = 'export const answer = 42;'.repeat(50);

    beforeEach(() => {
      dir = mkdtempSync(join(tmpdir(), 'hookswitch-web-'));
      mkdirSync(join(dir, 'tab'));
      const meta = '<meta name="hookswitch-config" content="__HOOKSWITCH_CONFIG__">';
      writeFileSync(join(dir, 'tab', 'index.html'), `<!doctype html><head>${meta}</head>`);
      writeFileSync(join(dir, 'tab', 'main.0123456789abcdef.js'), script);
      writeFileSync(join(dir, 'tab', 'main.0123456789abcdef.js.br'), brotliCompressSync(script));
      writeFileSync(join(dir, 'tab', 'main.0123456789abcdef.js.gz'), gzipSync(script));
      writeFileSync(join(dir, 'tab', 'main.0123456789abcdef.js.map'), '{}');
      writeFileSync(join(dir, 'tab', 'icon.png'), 'png');
      writeFileSync(join(dir, 'secret.txt'), 'beside');
      mkdirSync(join(dir, 'outlook'));
      const office = '<script src="__OFFICE_JS_URL__"></script>';
      writeFileSync(join(dir, 'outlook', 'index.html'), `<!doctype html><head>${meta}${office}</head>`);
      writeFileSync(join(dir, 'outlook', 'commands.html'), `<!doctype html><head>${office}</head>`);
      site = at.current.build({ web: { dir, appConfig, officeJsUrl } });
    });

    afterEach(() => {
      rmSync(dir, { recursive: true });
    });

    it('writes the configuration into it', async () => {
      const response = await site.inject('/tab/');
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(response.headers['cache-control']).toBe('no-cache');
      const content = /content="([^"]*)"/.exec(response.body)?.[1] ?? '';
      const json = content.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
      expect(v.parse(appConfigSchema, JSON.parse(json))).toEqual({
        clientId,
        authority: 'https://localhost:9443/tenant',
        scope: `api://pbx.example.com/${clientId}/access_as_user`,
        hostOrigins: ['http://localhost:4400'],
        apiBase: '/api/v1',
      });
    });

    it('lets Microsoft and the configured hosts embed it, and nobody write its policy', async () => {
      const { headers } = await site.inject('/tab/');
      const policy = String(headers['content-security-policy']);
      const directives = new Map(policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1)]));
      expect(directives.get('script-src')).toEqual(["'self'"]);
      expect(directives.get('object-src')).toEqual(["'none'"]);
      expect(directives.get('base-uri')).toEqual(["'none'"]);
      expect(directives.get('frame-ancestors')).toEqual(
        expect.arrayContaining([
          "'self'",
          'https://teams.microsoft.com',
          'https://*.cloud.microsoft',
          'http://localhost:4400',
        ]),
      );
      expect(directives.get('connect-src')).toEqual([
        "'self'",
        'https://login.microsoftonline.com',
        'https://localhost:9443',
        'https://res.cdn.office.net',
      ]);
      expect(policy).not.toContain('not an origin');
      expect(headers['x-frame-options']).toBeUndefined();
    });

    it.each(['/outlook/', '/outlook/index.html', '/outlook/commands.html'])(
      'serves %s with the configured office.js, which it alone may load',
      async (url) => {
        const { body, headers } = await site.inject(url);
        expect(body).toContain('src="http://localhost:4400/office-js/office.js?&#34;&#38;&#34;"');
        const policy = String(headers['content-security-policy']);
        expect(policy).toContain(
          "script-src 'self' https://appsforoffice.microsoft.com https://officeapis.public.onecdn.static.microsoft " +
            'https://ajax.aspnetcdn.com http://localhost:4400;',
        );
        expect(policy).toMatch(/frame-ancestors [^;]*https:\/\/outlook\.office\.com/);
        expect(headers['cache-control']).toBe('no-cache');
      },
    );

    it.each([
      ['br', 'br, gzip'],
      ['gzip', 'gzip'],
      [undefined, 'identity'],
    ])('serves a hashed asset as %s for ever', async (encoding, accepted) => {
      const response = await site.inject({
        url: '/tab/main.0123456789abcdef.js',
        headers: { 'accept-encoding': accepted },
      });
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-encoding']).toBe(encoding);
      expect(response.headers['content-type']).toContain('javascript');
      expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(response.headers['vary']).toBe('accept-encoding');
    });

    it('keeps the query when it adds the slash', async () => {
      const response = await site.inject('/tab?theme=dark');
      expect([response.statusCode, response.headers.location]).toEqual([308, '/tab/?theme=dark']);
    });

    it.each([
      ['/tab/icon.png', 200],
      ['/tab/index.html', 200],
      ['/tab/main.0123456789abcdef.js.map', 404],
      ['/tab/nothing.js', 404],
      ['/', 404],
      ['/tab/..%2f..%2fetc/hostname', 404],
      ['/%2e%2e/%2e%2e/etc/hostname', 404],
      ['/tab/%00', 404],
    ])('answers %s with %d', async (url, status) => {
      const response = await site.inject(url);
      expect([response.statusCode === 403 || response.statusCode === 400 ? 404 : response.statusCode, url]).toEqual([
        status,
        url,
      ]);
    });

    it('starts without built pages and says so', async () => {
      const empty = at.current.build({ web: { dir: join(dir, 'missing'), appConfig, officeJsUrl } });
      expect((await empty.inject('/tab/')).statusCode).toBe(404);
      expect(at.current.lines.some(({ event }) => event === 'http.noWebApps')).toBe(true);
    });
  });
});

describe('appConfigFor', () => {
  it('lets every organisation sign in when there are several tenants', () => {
    const auth = { clientId, authority: 'https://login.microsoftonline.com/x', scope: 's', audiences: [clientId] };
    const source = { publicUrl: 'https://pbx.example.com:8443', extraOrigins: [], tenants: [{ auth }, { auth }] };
    expect(appConfigFor(source)).toMatchObject({
      authority: 'https://login.microsoftonline.com/organizations',
      scope: `api://pbx.example.com:8443/${clientId}/s`,
    });
  });
});
