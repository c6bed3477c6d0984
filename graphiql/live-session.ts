import type { GraphQLSchema } from 'graphql';

import type { ChosenOperation } from './chosen-operation.ts';
import { type ConnectionState, IDLE } from './connection-state.ts';
import { credentialsOf } from './credentials.ts';
import { followAnew } from './follow-anew.ts';
import { followResumable } from './follow-resumable.ts';
import type { Following, FollowOptions, Result } from './following.ts';
import { createRecentResults } from './recent-results.ts';
import { resumableDocument } from './resumable-document.ts';

/** At most so often the page is changed, however many results arrive. */
const SHOW_MS = 100;

/** What the page says about the subscription that runs, or ran last. */
export interface LiveView {
  state: ConnectionState;
  resultCount: number;
  /** How many of these are held back. */
  waitingCount: number;
}

export interface LiveRequest {
  operation: ChosenOperation;
  variables: Record<string, unknown>;
  headers: Record<string, unknown>;
}

export interface LiveObserver {
  /** The last results, newest first. */
  next: (results: readonly Result[]) => void;
  complete: () => void;
}

/** The one subscription that the page runs at a time. */
export interface LiveSession {
  /** Ends the one before. Returns how to end this one. */
  start(request: LiveRequest, observer: LiveObserver): () => void;
  /** What the Headers pane contains now: if that is something else, a running subscription connects anew with it. */
  takeHeaders(headers: Record<string, unknown>): void;
  /** Connects a running subscription anew: somebody has signed in or out. */
  reconnect(): void;
  /** Connects it anew with another token of the same person. */
  renew(): void;
  /**
   * While somebody reads further down, new results would move what they read: they wait, and are shown when `isReading`
   * is false again. Those that wait when the subscription is stopped are never shown, and not counted.
   */
  setReading(isReading: boolean): void;
  view: () => LiveView;
  /** The listener is called with each change of the view. Returns how to end that. */
  subscribe: (listener: () => void) => () => void;
}

export interface LiveSessionParts {
  url: string;
  getToken: () => Promise<string | undefined>;
  /** What to do about a token that the server refuses. */
  tokenAdvice: string;
  /** Undefined while it is not known. */
  schema: () => GraphQLSchema | undefined;
}

export function createLiveSession({ url, getToken, tokenAdvice, schema }: LiveSessionParts): LiveSession {
  const listeners = new Set<() => void>();
  let headers: Record<string, unknown> = {};
  let view: LiveView = { state: IDLE, resultCount: 0, waitingCount: 0 };
  let isReading = false;
  let running: { reconnect: () => void; renew: () => void; showSoon: () => void; stop: () => void } | undefined;

  function setView(change: Partial<LiveView>): void {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  }

  function start(request: LiveRequest, observer: LiveObserver): () => void {
    running?.stop();
    ({ headers } = request);
    const results = createRecentResults<Result>();
    let due: ReturnType<typeof setTimeout> | undefined;
    let shownCount = 0;

    function show(): void {
      shownCount = results.count;
      observer.next(results.newestFirst());
      setView({ resultCount: shownCount, waitingCount: 0 });
    }
    function showUnlessReading(): void {
      clearTimeout(due);
      due = undefined;
      if (isReading) setView({ resultCount: results.count, waitingCount: results.count - shownCount });
      else if (results.count > shownCount) show();
    }
    /** Never at once: an editor that is changed while it scrolls fails. */
    function showSoon(): void {
      due ??= setTimeout(showUnlessReading, SHOW_MS);
    }
    function end(sentence: string): void {
      showUnlessReading();
      setView({ state: { kind: 'stopped', sentence }, resultCount: shownCount, waitingCount: 0 });
      running = undefined;
    }

    setView({ state: IDLE });
    show();
    isReading = false;
    const options: FollowOptions = {
      url,
      connectionParams: () => credentialsOf(headers, getToken),
      tokenAdvice,
      onResult(result) {
        results.add(result);
        showSoon();
      },
      onState: (state) => {
        setView({ state });
      },
      onEnd(errors) {
        if (errors.length > 0) results.add({ errors });
        show();
        end(errors.length > 0 ? 'The server has refused the subscription.' : 'The server has ended the subscription.');
        observer.complete();
      },
    };
    let following = follow(request, schema(), options);
    const reconnect = () => {
      if (following.reconnect) {
        following.reconnect();
        return;
      }
      following.stop();
      following = follow(request, schema(), options);
    };
    const renew = () => {
      if (following.renew) following.renew();
      else reconnect();
    };
    const stop = () => {
      if (running?.stop !== stop) return;
      following.stop();
      end('Stopped.');
    };
    running = { reconnect, renew, showSoon, stop };
    return stop;
  }

  function reconnect(): void {
    running?.reconnect();
  }

  return {
    start,
    reconnect,
    renew() {
      running?.renew();
    },
    takeHeaders(next) {
      if (JSON.stringify(next) === JSON.stringify(headers)) return;
      headers = next;
      reconnect();
    },
    setReading(next) {
      isReading = next;
      if (!isReading) running?.showSoon();
    },
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function follow(
  { operation, variables }: LiveRequest,
  schema: GraphQLSchema | undefined,
  options: FollowOptions,
): Following {
  const resumable = resumableDocument(operation, variables, schema);
  return resumable ? followResumable(resumable, options) : followAnew(operation, variables, options);
}
