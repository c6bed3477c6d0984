import { NO_SIGN_IN, type SignIn } from './sign-in.ts';

/** Where the dashboard keeps the token for which it was asked; a tab that it opens has a copy. */
const KEY = 'metadata-governance.token';

/** For servers that take tokens and do not say where they come from: whoever has signed in at the dashboard is signed in. */
export function tokenOfTab(memory: { getItem(key: string): string | null }): SignIn {
  return {
    ...NO_SIGN_IN,
    getToken: () => Promise.resolve(memory.getItem(KEY) ?? undefined),
    tokenAdvice: 'Sign in at the dashboard, or change it under Headers.',
  };
}
