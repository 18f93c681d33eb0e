// Decides how the web apps and the service are bundled: `--config-name tab` or `--config-name service`, or all.
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

function cacheFor(name, isProduction) {
  return {
    type: 'filesystem',
    name: `${name}-${isProduction ? 'production' : 'development'}`,
    cacheDirectory: path.join(root, 'node_modules/.cache/webpack'),
    buildDependencies: { config: [import.meta.filename] },
  };
}

/** A web app made of `room/main.tsx` and `room/index.html`, in dist/web/`name`. */
function webApp(name, room, isProduction) {
  return {
    name,
    mode: isProduction ? 'production' : 'development',
    target: ['web', 'es2022'],
    entry: { main: path.join(root, room, 'main.tsx') },
    output: {
      path: path.join(root, 'dist/web', name),
      filename: '[name].[contenthash:12].js',
      chunkFilename: '[name].[contenthash:12].js',
      // Relative to the page: the app works under any path of any domain.
      publicPath: 'auto',
      clean: true,
    },
    resolve: { extensions: ['.js', '.mjs'] },
    module: { rules: [scriptRule('edge >= 120, chrome >= 120, safari >= 17')] },
    plugins: [
      new HtmlWebpackPlugin({ template: path.join(root, room, 'index.html'), scriptLoading: 'defer', minify: false }),
      ...(isProduction ? [new PrecompressPlugin()] : []),
    ],
    optimization: {
      // The page stays as written: the service looks for its placeholder, and puts JSON between its quotes.
      minimizeOptions: { html: false },
      // What changes with every version apart from what changes with an upgrade of a library.
      splitChunks: {
        cacheGroups: {
          vendor: { name: 'vendor', test: /[\\/]node_modules[\\/]/u, chunks: 'initial', enforce: true },
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

/** The service: our own code in one file, every package left where npm put it. */
function service(isProduction) {
  return {
    name: 'service',
    mode: isProduction ? 'production' : 'development',
    target: 'node20',
    entry: { main: path.join(root, 'bot/main.ts') },
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

/** Production unless `--mode development` is given. */
export default function configs(_env, { mode }) {
  const isProduction = mode !== 'development';
  return [webApp('tab', 'teams-app', isProduction), service(isProduction)];
}
