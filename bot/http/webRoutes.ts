// The web apps: each page with its configuration written in, hashed assets for ever, precompressed where built so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './httpOptions.ts';
import { renderPage, type PageFacts } from './renderPage.ts';

const hashedName = /[.-][0-9a-f]{8,}\.[a-z0-9.]+$/i;
const pageName = /^[\w-]+\.html$/;
const forever = 'public, max-age=31536000, immutable';

/** Headers of the pages of some apps, by the app's folder, where they are not those of all pages. */
export type PageHeaders = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Adds the pages of each folder of `web.dir` that has an index.html, and the files beside. Read once: a new build needs
 * a restart.
 */
export function addWebRoutes(app: FastifyInstance, parts: HttpParts, policies: PageHeaders): void {
  if (parts.web === undefined) return;
  const dir = resolve(parts.web.dir);
  const names = appFolders(dir);
  if (names.length === 0) parts.logger.warn('http.noWebApps', { dir });
  if (!existsSync(dir)) return;
  for (const name of names) addPages(app, dir, name, parts.web, policies);
  void app.register(fastifyStatic, {
    root: dir,
    prefix: '/',
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    // Source maps are for us, and a page without its configuration is of no use.
    allowedPath: (path) => !/\.map(\.(br|gz))?$|\.html(\.(br|gz))?$/.test(path),
    setHeaders: (response, path) => {
      response.setHeader('cache-control', hashedName.test(basename(path)) ? forever : 'no-cache');
      response.setHeader('vary', 'accept-encoding');
    },
  });
}

function appFolders(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[\w-]+$/.test(entry.name))
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(dir, name, 'index.html')));
}

function addPages(app: FastifyInstance, dir: string, name: string, facts: PageFacts, policies: PageHeaders): void {
  const headers = { ...policies[name], 'cache-control': 'no-cache' };
  for (const file of readdirSync(join(dir, name)).filter((each) => pageName.test(each))) {
    const html = renderPage(readFileSync(join(dir, name, file), 'utf8'), facts);
    for (const path of file === 'index.html' ? [`/${name}/`, `/${name}/${file}`] : [`/${name}/${file}`]) {
      app.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').headers(headers).send(html));
    }
  }
  // Relative addresses of the page need the slash; the query carries what the host told the tab.
  app.get(`/${name}`, (request, reply) => reply.redirect(`/${name}/${request.url.slice(name.length + 1)}`, 308));
}
