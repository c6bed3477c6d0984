import { createRoot } from 'react-dom/client';

import { readLinkedOperation } from './linked-operation.ts';
import { prepareSignIn } from './oidc-sign-in.tsx';
import { Page } from './page.tsx';
import { provideWorkers } from './workers.ts';

provideWorkers();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
const signIn = await prepareSignIn('/auth/config');
if (signIn) {
  // Not before: a sign-in leaves the page, and comes back to its whole URL.
  const linked = readLinkedOperation(location.hash);
  // What is edited then is kept by the page itself.
  if (linked) history.replaceState(history.state, '', location.pathname + location.search);
  addEventListener('hashchange', () => {
    if (readLinkedOperation(location.hash)) location.reload();
  });
  createRoot(root).render(<Page url="/graphql" signIn={signIn} linked={linked} />);
}
