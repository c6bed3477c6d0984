import type { IncomingMessage, ServerResponse } from 'node:http';

import { createBuiltPage, findPageFolder, isRead } from './built-page.ts';

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

export interface PageOptions {
  /** Origins that the page asks besides this server, such as that of an issuer of tokens. */
  connectsTo?: readonly string[];
}

/**
 * Sends the page of GraphiQL to whoever opens /graphql in a browser, and the files that it loads. Returns false for any
 * other request.
 */
export function createGraphiQLHttp(folder = findPageFolder('graphiql'), { connectsTo = [] }: PageOptions = {}) {
  const page = createBuiltPage({
    folder,
    title: 'GraphiQL',
    assetsPath: '/graphiql/',
    policy: { ...POLICY, 'connect-src': ["'self'", ...connectsTo].join(' ') },
  });

  return (path: string, request: IncomingMessage, response: ServerResponse): boolean => {
    if (!isRead(request)) return false;
    if (path !== '/graphql' || !request.headers.accept?.includes('text/html')) {
      return page.sendAsset(path, request, response);
    }
    page.sendPage(request, response);
    return true;
  };
}
