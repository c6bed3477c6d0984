import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

import { answer } from './answer.ts';

const ASSETS = '/graphiql/';
const NOT_BUILT = 'GraphiQL has not been built. Run `npm run build`, and load this page again.\n';
/** How long a client may pause while reading. */
const READ_PAUSE_MS = 15_000;

const CONTENT_TYPES: Readonly<Record<string, string | undefined>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/**
 * Everything comes from this server. The editor writes styles into its elements and makes style sheets, hence the
 * inline styles; images are those within its style sheet.
 */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

export interface GraphiQLOptions {
  /** Origins that the page asks besides this server, such as that of an issuer of tokens. */
  connectsTo?: readonly string[];
}

interface Page {
  html: string;
  policy: string;
  etag: string;
  /** Names of the files that it loads. */
  assets: ReadonlySet<string>;
}

/**
 * Sends the page of GraphiQL to whoever opens /graphql in a browser, and the files that it loads. Returns false for any
 * other request.
 */
export function createGraphiQLHttp(folder = findFolder(), { connectsTo = [] }: GraphiQLOptions = {}) {
  const policy = policyOf(connectsTo);
  let page: Page | undefined;

  return (path: string, request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'GET') return false;
    if (path === '/graphql' && request.headers.accept?.includes('text/html')) {
      page ??= readPage(folder, policy);
      if (page) sendPage(page, request, response);
      else answer(response, { status: 503, headers: { 'content-type': 'text/plain' }, body: NOT_BUILT });
      return true;
    }
    if (!path.startsWith(ASSETS)) return false;
    page ??= readPage(folder, policy);
    const name = path.slice(ASSETS.length);
    if (!page?.assets.has(name)) return false;
    sendAsset(folder, name, request, response);
    return true;
  };
}

function policyOf(connectsTo: readonly string[]): string {
  const directives = { ...POLICY, 'connect-src': ["'self'", ...connectsTo].join(' ') };
  return Object.entries(directives)
    .map((directive) => directive.join(' '))
    .join('; ');
}

/** Beside the bundle; a program that runs from its sources takes what the last build has left. */
function findFolder(): string {
  const candidates = ['graphiql', '../../../dist/graphiql'];
  const folders = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? '';
}

function readPage(folder: string, policy: string): Page | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const assets = readdirSync(join(folder, 'assets')).map((file) => file.replace(/\.gz$/, ''));
  // A page that is kept keeps its policy.
  const hash = createHash('sha256').update(html).update(policy).digest('base64url');
  return { html, policy, etag: `"${hash}"`, assets: new Set(assets) };
}

function sendPage({ html, policy, etag }: Page, { headers }: IncomingMessage, response: ServerResponse): void {
  const common = { etag, 'cache-control': 'no-cache', vary: varyAlsoBy(response, 'Accept') };
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, common).end();
    return;
  }
  const body = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  answer(response, { status: 200, headers: { ...common, ...body }, body: html });
}

/** What is set already, such as `Origin`, holds for this response as well. */
function varyAlsoBy(response: ServerResponse, header: string): string {
  return [response.getHeader('vary'), header].filter(Boolean).join(', ');
}

/** The name of an asset changes with its content, so it can be kept for ever. */
function sendAsset(folder: string, name: string, { headers }: IncomingMessage, response: ServerResponse): void {
  const common = {
    etag: `"${name}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: varyAlsoBy(response, 'Accept-Encoding'),
  };
  if (headers['if-none-match'] === common.etag) {
    response.writeHead(304, common).end();
    return;
  }
  const isGzipped = /\bgzip\b/.test(headers['accept-encoding']?.toString() ?? '');
  const file = createReadStream(join(folder, 'assets', `${name}.gz`));
  // A client that stops reading would keep the file open.
  response.setTimeout(READ_PAUSE_MS, () => response.destroy());
  response.writeHead(200, {
    ...common,
    'content-type': CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    ...(isGzipped && { 'content-encoding': 'gzip' }),
  });
  const destroyIfFailed = (error: unknown) => {
    if (error) response.destroy();
  };
  if (isGzipped) pipeline(file, response, destroyIfFailed);
  else pipeline(file, createGunzip(), response, destroyIfFailed);
}
