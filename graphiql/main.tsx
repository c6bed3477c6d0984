import { createRoot } from 'react-dom/client';

import { prepareSignIn } from './oidc-sign-in.tsx';
import { Page } from './page.tsx';
import { provideWorkers } from './workers.ts';

provideWorkers();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
const signIn = await prepareSignIn('/auth/config');
if (signIn) createRoot(root).render(<Page url="/graphql" signIn={signIn} />);
