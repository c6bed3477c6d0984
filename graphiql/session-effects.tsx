import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

import { readHeaders } from './credentials.ts';
import type { LiveSession } from './live-session.ts';
import type { SignIn } from './sign-in.ts';

/** Nobody wants a connection for each letter of a token that is being typed. */
const SETTLE_MS = 500;

export interface SessionEffectsProps {
  session: LiveSession;
  signIn: SignIn;
  /** Text of the Headers pane; undefined until it is edited. */
  headersText: string | undefined;
}

/** Keeps session and schema as the page is: its tab, its headers, and who is signed in. Shows nothing. */
export function SessionEffects({ session, signIn, headersText }: SessionEffectsProps) {
  const { stop, introspect } = useGraphiQLActions();
  const activeTab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id);
  const hasSchema = useGraphiQL(({ schema }) => Boolean(schema));

  // A new tab would otherwise show what the subscription of another receives.
  useEffect(() => stop, [activeTab, stop]);

  useEffect(() => {
    const headers = headersText === undefined ? undefined : readHeaders(headersText);
    if (!headers) return undefined;
    const settled = setTimeout(() => {
      session.takeHeaders(headers);
      if (!hasSchema) void introspect();
    }, SETTLE_MS);
    return () => {
      clearTimeout(settled);
    };
    // Only an edit is a reason, not that the schema has arrived.
    // eslint-disable-next-line
  }, [headersText]);

  useEffect(
    () =>
      signIn.onChange(() => {
        session.reconnect();
        void introspect();
      }),
    [session, signIn, introspect],
  );
  useEffect(
    () =>
      signIn.onRenewal(() => {
        session.reconnect();
      }),
    [session, signIn],
  );
  return null;
}
