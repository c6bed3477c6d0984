import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

import { answer } from './answer.ts';

/** How long a client may pause while reading. */
const READ_PAUSE_MS = 15_000;

const CONTENT_TYPES: Readonly<Record<string, string | undefined>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

export interface BuiltPageOptions {
  /** Contains `index.html`, and `assets` with the files that it loads, compressed by gzip. */
  folder: string;
  /** What the page is called in front of people. */
  title: string;
  /** The paths of its files begin so. */
  assetsPath: string;
  /** Content-Security-Policy. */
  policy: Readonly<Record<string, string>>;
}

export interface BuiltPage {
  sendPage(request: IncomingMessage, response: ServerResponse): void;
  /** Returns false for what is no file of the page. */
  sendAsset(path: string, request: IncomingMessage, response: ServerResponse): boolean;
}

interface Content {
  html: string;
  etag: string;
  /** Names of the files that it loads. */
  assets: ReadonlySet<string>;
}

/** The folder of a page: beside the bundle; a program that runs from its sources takes what the last build has left. */
export function findPageFolder(name: string): string {
  const candidates = [name, `../../../dist/${name}`];
  const folders = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? '';
}

/** Whether the request asks for what is there, or about it. */
export function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Sends a page that the build has made, and what it loads. A page that has not been built answers 503. */
export function createBuiltPage({ folder, title, assetsPath, policy }: BuiltPageOptions): BuiltPage {
  const policyText = Object.entries(policy)
    .map((directive) => directive.join(' '))
    .join('; ');
  let read: { builtAtMs: number; content: Content } | undefined;

  /** Read again when it was built again: a server that runs from its sources may see that. */
  function content(): Content | undefined {
    const builtAtMs = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
    if (builtAtMs === undefined) return undefined;
    if (read?.builtAtMs !== builtAtMs) read = { builtAtMs, content: readContent(folder, policyText) };
    return read.content;
  }

  return {
    sendPage(request, response) {
      const page = content();
      if (!page) {
        const body = `${title} has not been built. Run \`npm run build\`, and load this page again.\n`;
        answer(response, { status: 503, headers: { 'content-type': 'text/plain' }, body });
        return;
      }
      const { html, etag } = page;
      const common = { etag, 'cache-control': 'no-cache', vary: varyAlsoBy(response, 'Accept') };
      if (hasAlready(request, etag)) {
        response.writeHead(304, common).end();
        return;
      }
      const headers = {
        ...common,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policyText,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      };
      answer(response, { status: 200, headers, body: html });
    },
    sendAsset(path, request, response) {
      if (!path.startsWith(assetsPath)) return false;
      const name = path.slice(assetsPath.length);
      if (!content()?.assets.has(name)) return false;
      sendFile(folder, name, request, response);
      return true;
    },
  };
}

function readContent(folder: string, policy: string): Content {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const assets = readdirSync(join(folder, 'assets')).map((file) => file.replace(/\.gz$/, ''));
  // A page that is kept keeps its policy.
  const hash = createHash('sha256').update(html).update(policy).digest('base64url');
  return { html, etag: `"${hash}"`, assets: new Set(assets) };
}

/** What is set already, such as `Origin`, holds for this response as well. */
function varyAlsoBy(response: ServerResponse, header: string): string {
  return [response.getHeader('vary'), header].filter(Boolean).join(', ');
}

/** Proxies that compress a page make its tag a weak one. */
function hasAlready({ headers }: IncomingMessage, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',') ?? [];
  return tags.some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

function takesGzip({ headers }: IncomingMessage): boolean {
  const codings = headers['accept-encoding']?.toString().split(',') ?? [];
  return codings.some((coding) => /^\s*gzip\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(coding));
}

/** The name of an asset changes with its content, so it can be kept for ever. */
function sendFile(folder: string, name: string, request: IncomingMessage, response: ServerResponse): void {
  const common = {
    etag: `"${name}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: varyAlsoBy(response, 'Accept-Encoding'),
  };
  if (hasAlready(request, common.etag)) {
    response.writeHead(304, common).end();
    return;
  }
  const isGzipped = takesGzip(request);
  // A client that stops reading would keep the file open.
  response.setTimeout(READ_PAUSE_MS, () => response.destroy());
  response.writeHead(200, {
    ...common,
    'content-type': CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    ...(isGzipped && { 'content-encoding': 'gzip' }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const file = createReadStream(join(folder, 'assets', `${name}.gz`));
  const destroyIfFailed = (error: unknown) => {
    if (error) response.destroy();
  };
  if (isGzipped) pipeline(file, response, destroyIfFailed);
  else pipeline(file, createGunzip(), response, destroyIfFailed);
}
