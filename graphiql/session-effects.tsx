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

/** Keeps session and schema as the page is: its tab, its headers, what is being read, and who is signed in. Shows nothing. */
export function SessionEffects({ session, signIn, headersText }: SessionEffectsProps) {
  const actions = useGraphiQLActions();
  const activeTab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id);
  const responseEditor = useGraphiQL(({ responseEditor }) => responseEditor);
  const hasSchema = useGraphiQL(({ schema }) => Boolean(schema));

  // A new tab would otherwise show what the subscription of another receives.
  useEffect(
    () => () => {
      actions.stop();
    },
    [activeTab, actions],
  );

  useEffect(() => {
    const listener = responseEditor?.onDidScrollChange(({ scrollTop }) => {
      session.setReading(scrollTop > 0);
    });
    return () => listener?.dispose();
  }, [responseEditor, session]);

  useEffect(() => {
    const headers = headersText === undefined ? undefined : readHeaders(headersText);
    if (!headers) return undefined;
    let isCurrent = true;
    const settled = setTimeout(() => {
      // The schema first: with it, more subscriptions can be resumed.
      void (hasSchema ? Promise.resolve() : actions.introspect()).then(() => {
        if (isCurrent) session.takeHeaders(headers);
      });
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(settled);
    };
    // Only an edit is a reason, not that the schema has arrived.
  }, [headersText]);

  useEffect(
    () =>
      signIn.onChange(() => {
        void actions.introspect().then(() => {
          session.reconnect();
        });
      }),
    [session, signIn, actions],
  );
  useEffect(
    () =>
      signIn.onRenewal(() => {
        session.renew();
      }),
    [session, signIn],
  );
  return null;
}
