// The web apps: each index.html with its configuration written in, hashed assets for ever, precompressed where built so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './httpOptions.ts';
import { renderPage } from './renderPage.ts';

const hashedName = /[.-][0-9a-f]{8,}\.[a-z0-9.]+$/i;
const forever = 'public, max-age=31536000, immutable';

/** Adds one route per folder of `web.dir` that has an index.html, and the files beside. Read once: a new build needs a restart. */
export function addWebRoutes(app: FastifyInstance, parts: HttpParts): void {
  if (parts.web === undefined) return;
  const dir = resolve(parts.web.dir);
  const names = appFolders(dir);
  if (names.length === 0) parts.logger.warn('http.noWebApps', { dir });
  if (!existsSync(dir)) return;
  for (const name of names) {
    addPage(app, name, renderPage(readFileSync(join(dir, name, 'index.html'), 'utf8'), parts.web.appConfig));
  }
  void app.register(fastifyStatic, {
    root: dir,
    prefix: '/',
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    // Source maps are for us, and a page without its configuration is of no use.
    allowedPath: (path) => !/\.map(\.(br|gz))?$|\/index\.html(\.(br|gz))?$/.test(path),
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

function addPage(app: FastifyInstance, name: string, html: string): void {
  for (const path of [`/${name}/`, `/${name}/index.html`]) {
    app.get(path, (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
    );
  }
  // Relative addresses of the page need the slash; the query carries what the host told the tab.
  app.get(`/${name}`, (request, reply) => reply.redirect(`/${name}/${request.url.slice(name.length + 1)}`, 308));
}
