import { createResumableClient, type GraphQLAnswerError, SubscriptionError } from '../packages/client/src/index.ts';
import { connectionState } from './connection-state.ts';
import type { Following, FollowOptions } from './following.ts';
import type { ResumableDocument } from './resumable-document.ts';

type Event = Record<string, unknown> & { cursor: string };

/** Follows a subscription: nothing is missed or comes twice, whatever happens to the server and to the connection. */
export function followResumable(document: ResumableDocument, options: FollowOptions): Following {
  let current = follow(document, document.after, options);
  return {
    reconnect() {
      current.stop();
      current = follow(document, current.cursor(), options);
    },
    renew() {
      current.renew();
    },
    stop() {
      current.stop();
    },
  };
}

function follow(
  { query, variables, hidesCursor }: ResumableDocument,
  after: string | undefined,
  options: FollowOptions,
) {
  const { url, connectionParams, tokenAdvice, onResult, onState, onEnd } = options;
  const client = createResumableClient({ url, connectionParams });
  let isStopped = false;
  /** Errors of an event, of which a part may follow. */
  let partly: { cursor: string; errors: readonly object[] } | undefined;

  function showPart(): void {
    if (partly && !isStopped) onResult({ errors: partly.errors });
    partly = undefined;
  }

  const subscription = client.subscribe<Record<string, Event>, { after?: string }>(query, {
    after,
    variables,
    next(data, cursor) {
      if (partly?.cursor !== cursor) showPart();
      const errors = partly?.errors;
      partly = undefined;
      if (!isStopped) onResult({ ...(errors && { errors }), data: hidesCursor ? withoutCursor(data) : data });
    },
    error(errors, cursor) {
      showPart();
      partly = { cursor, errors };
      setTimeout(showPart);
    },
    // There is no state to load: the page shows events only, and says that some are missing.
    reset: () => undefined,
    status(status, cause) {
      if (isStopped || status === 'stopped') return;
      const expired = status === 'reset' && cause instanceof SubscriptionError;
      if (expired) onResult({ errors: cause.errors });
      onState(connectionState(status, cause, tokenAdvice));
    },
  });
  subscription.finished.catch((error: unknown) => {
    showPart();
    if (isStopped) return;
    // Their locations are those in the document as it was rewritten, which nobody sees.
    onEnd(error instanceof SubscriptionError ? error.errors.map(withoutLocations) : [{ message: String(error) }]);
  });
  return {
    cursor: () => subscription.cursor,
    renew() {
      client.reconnect();
    },
    stop() {
      isStopped = true;
      void client.dispose();
    },
  };
}

function withoutLocations({ message, path, extensions }: GraphQLAnswerError): object {
  return { message, path, extensions };
}

function withoutCursor(data: Record<string, Event>): Record<string, object> {
  return Object.fromEntries(Object.entries(data).map(([name, { cursor: _cursor, ...rest }]) => [name, rest]));
}
