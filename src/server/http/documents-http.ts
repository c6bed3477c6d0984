import type { ServerResponse } from 'node:http';

import { documents } from '../../documents/documents.ts';

/** Answers /asyncapi.json and /schemas/TYPE.json. Returns false for any other path. */
export function createDocumentsHttp() {
  let texts: ReadonlyMap<string, string> | undefined;

  return (path: string, response: ServerResponse): boolean => {
    if (path !== '/asyncapi.json' && !path.startsWith('/schemas/')) return false;
    texts ??= documents();
    const text = texts.get(path.slice(1));
    if (text === undefined) return false;
    response.writeHead(200, { 'content-type': contentTypeOf(path) }).end(text);
    return true;
  };
}

function contentTypeOf(path: string): string {
  return path.startsWith('/schemas/') ? 'application/schema+json' : 'application/json';
}
