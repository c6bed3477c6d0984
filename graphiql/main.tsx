import { createRoot } from 'react-dom/client';

import { Page } from './page.tsx';
import { NO_SIGN_IN } from './sign-in.ts';
import { provideWorkers } from './workers.ts';

provideWorkers();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
createRoot(root).render(<Page url="/graphql" signIn={NO_SIGN_IN} />);
