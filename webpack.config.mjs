// Decides how the web apps and the service are bundled: `--config-name tab`, `outlook` or `service`, or all.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import webpack from 'webpack';

const root = import.meta.dirname;
const { Compilation, sources } = webpack;

/** Files smaller than this gain nothing from compression on the wire. */
const compressFromBytes = 1024;

/** Writes `file.gz` and `file.br` beside every text asset, so that the service compresses nothing while it serves. */
class PrecompressPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('PrecompressPlugin', (compilation) => {
      compilation.hooks.processAssets.tapPromise(
        { name: 'PrecompressPlugin', stage: Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER },
        (assets) =>
          Promise.all(Object.entries(assets).map(([name, source]) => compress(compilation, name, source.buffer()))),
      );
    });
  }
}

async function compress(compilation, name, bytes) {
  // The service writes its facts into HTML pages, so these must stay as they are.
  if (!/\.(js|css|svg|json)$/u.test(name) || bytes.length < compressFromBytes) return;
  const brotliOptions = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  };
  const [gz, br] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, brotliOptions),
  ]);
  compilation.emitAsset(`${name}.gz`, new sources.RawSource(gz));
  compilation.emitAsset(`${name}.br`, new sources.RawSource(br));
}

/** Writes the icons which the Outlook manifests name beside the web apps, in dist/web/assets. */
class IconsPlugin {
  apply(compiler) {
    const dir = path.join(root, 'manifests/icons');
    compiler.hooks.thisCompilation.tap('IconsPlugin', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: 'IconsPlugin', stage }, async () => {
        const names = (await readdir(dir)).filter((name) => /^icon-\d+\.png$/u.test(name));
        for (const name of names) {
          compilation.emitAsset(`../assets/${name}`, new sources.RawSource(await readFile(path.join(dir, name))));
        }
      });
    });
  }
}

/** Writes which files each page and each later part loads, for the budget; beside the web apps, so nobody is served it. */
class ChunkListPlugin {
  constructor(app) {
    this.app = app;
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('ChunkListPlugin', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'ChunkListPlugin', stage }, () => {
        const scripts = (group) => group.getFiles().filter((file) => file.endsWith('.js'));
        const first = [...compilation.entrypoints].map(([name, group]) => [name, scripts(group)]);
        const later = compilation.chunkGroups
          .filter((group) => !group.isInitial())
          .map((group) => [group.name ?? group.chunks.map(({ id }) => id).join('+'), scripts(group)]);
        const list = { first: Object.fromEntries(first), later: Object.fromEntries(later) };
        compilation.emitAsset(`../../chunks/${this.app}.json`, new sources.RawSource(JSON.stringify(list)));
      });
    });
  }
}

/** TypeScript through swc; types are checked by tsc, not here. */
function scriptRule(targets) {
  return {
    test: /\.tsx?$/u,
    exclude: /node_modules/u,
    loader: 'swc-loader',
    options: {
      env: { targets },
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        experimental: { keepImportAttributes: true },
      },
    },
  };
}

/** Beginnings of the texts that only the service says: they would be ballast in what browsers load. */
const serviceWords = ['bot.', 'presence.why.'];

/** The texts of a language as the web apps need them. */
const wordsRule = {
  test: /[\\/]shared[\\/]i18n[\\/][a-z-]+\.json$/u,
  type: 'json',
  parser: {
    parse: (text) =>
      Object.fromEntries(
        Object.entries(JSON.parse(text)).filter(([key]) => !serviceWords.some((start) => key.startsWith(start))),
      ),
  },
};

function cacheFor(name, isProduction) {
  return {
    type: 'filesystem',
    name: `${name}-${isProduction ? 'production' : 'development'}`,
    cacheDirectory: path.join(root, 'node_modules/.cache/webpack'),
    buildDependencies: { config: [import.meta.filename] },
  };
}

/** One page of a web app: `template` with the scripts of `entry`. */
function page(room, filename, chunk) {
  const template = path.join(root, room, filename);
  return new HtmlWebpackPlugin({ template, filename, chunks: [chunk], scriptLoading: 'defer', minify: false });
}

/**
 * A web app in dist/web/`name`: `room/main.tsx` in `room/index.html`, and further pages, each with its own small script,
 * as `{ 'page.html': 'file.ts' }`. `worker` is the service worker of the app; its name never changes, so that browsers find newer ones.
 */
function webApp(name, room, isProduction, pages = {}, worker) {
  const others = Object.entries(pages).map(([filename, script]) => ({
    filename,
    script,
    chunk: path.parse(script).name,
  }));
  return {
    name,
    mode: isProduction ? 'production' : 'development',
    target: ['web', 'es2022'],
    entry: {
      main: path.join(root, room, 'main.tsx'),
      ...Object.fromEntries(others.map(({ script, chunk }) => [chunk, path.join(root, room, script)])),
      ...(worker !== undefined && { worker: { import: path.join(root, worker), filename: 'worker.js' } }),
    },
    output: {
      path: path.join(root, 'dist/web', name),
      filename: '[name].[contenthash:12].js',
      chunkFilename: '[name].[contenthash:12].js',
      // Relative to the page: the app works under any path of any domain.
      publicPath: 'auto',
      clean: true,
    },
    resolve: { extensions: ['.js', '.mjs'] },
    module: { rules: [scriptRule('edge >= 120, chrome >= 120, safari >= 17'), wordsRule] },
    plugins: [
      page(room, 'index.html', 'main'),
      ...others.map(({ filename, chunk }) => page(room, filename, chunk)),
      new ChunkListPlugin(name),
      ...(isProduction ? [new PrecompressPlugin()] : []),
    ],
    optimization: {
      // The page stays as written: the service looks for its placeholder, and puts JSON between its quotes.
      minimizeOptions: { html: false },
      // What changes with every version apart from what changes with an upgrade of a library.
      splitChunks: {
        cacheGroups: {
          vendor: {
            name: 'vendor',
            test: /[\\/]node_modules[\\/]/u,
            // The further pages have no React and must not wait for it.
            chunks: (chunk) => chunk.name === 'main',
            enforce: true,
          },
        },
      },
      runtimeChunk: false,
    },
    // Maps are written for those who debug the service's own files, and never named to browsers.
    devtool: isProduction ? 'hidden-source-map' : 'source-map',
    cache: cacheFor(name, isProduction),
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/** The service and the site connector: our own code in one file each, every package left where npm put it. */
function service(isProduction) {
  return {
    name: 'service',
    mode: isProduction ? 'production' : 'development',
    target: 'node20',
    entry: { main: path.join(root, 'bot/main.ts'), connector: path.join(root, 'bot/connectorMain.ts') },
    output: {
      path: path.join(root, 'dist/bot'),
      filename: '[name].js',
      chunkFilename: '[name].[contenthash:12].js',
      module: true,
      library: { type: 'module' },
      clean: true,
    },
    experiments: { outputModule: true },
    externalsType: 'module',
    externals: [
      ({ request }, decide) => {
        const isPackage = request !== undefined && !/^[./#]/u.test(request) && !path.isAbsolute(request);
        if (isPackage) decide(null, `module ${request}`);
        else decide();
      },
    ],
    module: {
      // `import.meta.url` must be that of the built file, not of the source on the machine that built it.
      parser: { javascript: { importMeta: false } },
      rules: [scriptRule('node >= 20.19')],
    },
    // Stack traces that can be read are worth more than bytes that never travel.
    optimization: { minimize: false },
    devtool: 'source-map',
    cache: cacheFor('service', isProduction),
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/** What Outlook opens beside the task pane. */
const outlookPages = { 'commands.html': 'commands/commands.ts', 'sign-in.html': 'sign-in/signIn.ts' };

function withIcons(config) {
  return { ...config, plugins: [...config.plugins, new IconsPlugin()] };
}

/** Every component in every state, in dist/gallery: for people's eyes and for the journeys, never shipped. */
function gallery(isProduction) {
  const entry = (file) => path.join(root, 'test/gallery', file);
  return {
    name: 'gallery',
    mode: isProduction ? 'production' : 'development',
    target: ['web', 'es2022'],
    entry: { gallery: entry('gallery.ts'), frame: entry('frame.tsx') },
    output: {
      path: path.join(root, 'dist/gallery'),
      filename: '[name].js',
      chunkFilename: '[name].js',
      publicPath: 'auto',
      clean: true,
    },
    resolve: { extensions: ['.js', '.mjs'] },
    module: { rules: [scriptRule('edge >= 120, chrome >= 120, safari >= 17'), wordsRule] },
    plugins: [page('test/gallery', 'index.html', 'gallery'), page('test/gallery', 'frame.html', 'frame')],
    // Nobody downloads it: built in half the time.
    optimization: { minimize: false },
    devtool: false,
    cache: cacheFor('gallery', isProduction),
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/** Production unless `--mode development` is given; the gallery only where `--env gallery` is. */
export default function configs(env, { mode }) {
  const isProduction = mode !== 'development';
  if (env.gallery) return [gallery(isProduction)];
  return [
    webApp('tab', 'teams-app', isProduction, {}, 'shared/app/pageWorker.ts'),
    withIcons(webApp('outlook', 'outlook-addin', isProduction, outlookPages)),
    service(isProduction),
  ];
}
