import type { IncomingMessage, ServerResponse } from 'node:http';

import { createBuiltPage, findPageFolder, isRead } from './built-page.ts';
import type { PageOptions } from './graphiql-http.ts';

/** Everything comes from this server, and nothing is inline. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

const ASSETS = '/dashboard/assets/';

/**
 * Sends the dashboard to whoever opens / or any address that nothing else answers in a browser, because its views have
 * addresses of their own; and the files that it loads. Returns false for any other request.
 */
export function createDashboardHttp(folder = findPageFolder('dashboard'), { connectsTo = [] }: PageOptions = {}) {
  const page = createBuiltPage({
    folder,
    title: 'The dashboard',
    assetsPath: ASSETS,
    policy: { ...POLICY, 'connect-src': ["'self'", ...connectsTo].join(' ') },
  });

  return (path: string, request: IncomingMessage, response: ServerResponse): boolean => {
    if (!isRead(request)) return false;
    if (path.startsWith(ASSETS)) return page.sendAsset(path, request, response);
    if (path !== '/' && !request.headers.accept?.includes('text/html')) return false;
    page.sendPage(request, response);
    return true;
  };
}
