import { GraphiQL } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { useMemo, useState } from 'react';

import { ConnectionLine } from './connection-line.tsx';
import { createFetcher } from './fetcher.ts';
import type { LinkedOperation } from './linked-operation.ts';
import { createLiveSession } from './live-session.ts';
import { SessionEffects } from './session-effects.tsx';
import type { SignIn } from './sign-in.ts';
import { GRAPHIQL_TABS } from './tabs.ts';

export interface PageProps {
  /** Path or URL of the GraphQL endpoint. */
  url: string;
  signIn: SignIn;
  /** What a link wants to be shown, in a tab of its own. */
  linked?: LinkedOperation | undefined;
}

/** GraphiQL whose subscriptions are authenticated, resume, and show more than their newest result. */
export function Page({ url, signIn, linked }: PageProps) {
  const [headersText, setHeadersText] = useState<string>();
  const { session, fetcher, setSchema } = useMemo(() => {
    let schema: GraphQLSchema | undefined;
    const getToken = () => signIn.getToken();
    const session = createLiveSession({ url, getToken, tokenAdvice: signIn.tokenAdvice, schema: () => schema });
    return {
      session,
      fetcher: createFetcher({ url, session, getToken }),
      setSchema: (next: GraphQLSchema) => {
        schema = next;
      },
    };
  }, [url, signIn]);

  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={linked ? [linked, ...GRAPHIQL_TABS] : GRAPHIQL_TABS}
      {...(linked && {
        initialQuery: linked.query,
        initialVariables: linked.variables,
        initialHeaders: linked.headers,
      })}
      defaultEditorToolsVisibility
      inputValueDeprecation
      schemaDescription
      onSchemaChange={setSchema}
      onEditHeaders={setHeadersText}
    >
      <GraphiQL.Logo>
        <span className="page-title">Metadata governance</span>
        <signIn.Button />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <SessionEffects session={session} signIn={signIn} headersText={headersText} />
        <ConnectionLine session={session} />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
