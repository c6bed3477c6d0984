import type { ComponentType } from 'react';

/** Where the page gets its access token, and what it shows for it. */
export interface SignIn {
  /** An access token that is valid now; undefined if nobody is signed in. Called for each request and connection. */
  getToken(): Promise<string | undefined>;
  /**
   * The listener is called when somebody has signed in or out. A running subscription then connects anew, and goes on
   * where it was. Returns how to end that.
   */
  onChange(listener: () => void): () => void;
  /**
   * The listener is called when a token has been replaced before it expires. A running subscription then connects anew
   * as well, or the server would end its connection. Returns how to end that.
   */
  onRenewal(listener: () => void): () => void;
  /** What to do about a token that the server refuses. */
  tokenAdvice: string;
  /** Its place is beside the title. */
  Button: ComponentType;
}

/** For servers that sign nobody in: tokens come from the Headers pane only. */
export const NO_SIGN_IN: SignIn = {
  getToken: () => Promise.resolve(undefined),
  onChange: () => () => undefined,
  onRenewal: () => () => undefined,
  tokenAdvice: 'Change it under Headers.',
  Button: () => null,
};
