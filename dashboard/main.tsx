import { createRoot } from 'react-dom/client';

import { App } from './app/app.tsx';
import { followTheme } from './app/theme.ts';
import { openSession } from './session/open-session.ts';
import { StartProblem } from './session/start-problem.tsx';

import './styles.css';

followTheme();
const element = document.getElementById('root');
if (!element) throw new Error('the page has no element #root');
const root = createRoot(element);

async function start(): Promise<void> {
  try {
    const session = await openSession();
    if (session) root.render(<App session={session} />);
  } catch (error) {
    root.render(<StartProblem error={error} onRetry={() => void start()} />);
  }
}

await start();
