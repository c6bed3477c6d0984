import { TOKEN_KEY } from '../browser/sign-in/token-key.ts';
import { NO_SIGN_IN, type SignIn } from './sign-in.ts';

/** For servers that take tokens and do not say where they come from: whoever has signed in at the dashboard is signed in. */
export function tokenOfTab(memory: { getItem(key: string): string | null }): SignIn {
  return {
    ...NO_SIGN_IN,
    getToken: () => Promise.resolve(memory.getItem(TOKEN_KEY) ?? undefined),
    tokenAdvice: 'Sign in at the dashboard, or change it under Headers.',
  };
}
