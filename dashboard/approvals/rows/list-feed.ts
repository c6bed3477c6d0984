import { formatDocument } from 'urql';

import type { Graph } from '../../graph/graph.ts';
import type { Live, LiveEvent } from '../../live/live.ts';
import { text } from '../../text/text.ts';
import { ApprovalsDocument, ApprovalsNowDocument } from '../approvals-page.generated.ts';
import { type ApprovalsSearch, listFilter, matchesSearch } from '../approvals-search.ts';
import { createRequestFeed, type Request, type RequestFeed } from './request-feed.ts';
import { addRequest, byNewest, updateRequest } from './request-rows.ts';

const PAGE_SIZE = 50;
/** Pages that are read at once to find requests of one person. */
const MAX_PAGES = 5;
const ENOUGH = 20;
/** Events that come together are asked for together. */
const SETTLE_MS = 500;
const MAX_IDS = 100;
const RETRY_MS = 5_000;

export interface ListFeedOptions {
  search: ApprovalsSearch;
  /** Only requests of this person. The API cannot filter by it: they are looked for among all. */
  requestedBy?: string;
}

export type ListFeedGraph = Pick<Graph, 'client' | 'uncached'> & { live: Pick<Live, 'onEvents' | 'onReset'> };

/** Requests whatever their status, newest first. What events report about them is asked for. */
export function createListFeed(
  { client, uncached, live }: ListFeedGraph,
  { search, requestedBy }: ListFeedOptions,
): RequestFeed {
  const isWanted = (request: Request) =>
    (requestedBy === undefined || request.requestedBy.actorId === requestedBy) &&
    (search.tier === undefined || request.tier === search.tier);
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopListening: (() => void) | undefined;

  async function readOne(after: string | undefined) {
    const variables = { filter: listFilter(search), first: PAGE_SIZE, after: after ?? null };
    const { data, error } = await client
      .query(ApprovalsDocument, variables, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data) throw error ?? new Error(text.errors.noAnswer);
    const { edges, pageInfo } = data.approvals;
    return {
      requests: edges.map(({ node }) => node),
      endCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
    };
  }

  const feed = createRequestFeed({
    order: byNewest,
    async readPage(after) {
      const requests: Request[] = [];
      let endCursor = after;
      let lookedAt = 0;
      for (let count = 0; count < MAX_PAGES && requests.length < ENOUGH; count++) {
        const page = await readOne(endCursor);
        requests.push(...page.requests.filter(isWanted));
        lookedAt += page.requests.length;
        endCursor = page.endCursor;
        if (endCursor === undefined) break;
      }
      return { requests, endCursor, lookedAt };
    },
    start() {
      const stopEvents = live.onEvents((events) => {
        const shown = feed.state.rows.shown.map(({ request }) => request);
        for (const id of concernedIds(events, shown)) asked.add(id);
        askSoon();
      });
      const stopReset = live.onReset(() => void feed.load());
      stopListening = () => {
        stopEvents();
        stopReset();
      };
    },
    stop() {
      stopListening?.();
      stopListening = undefined;
      clearTimeout(timer);
      timer = undefined;
    },
  });

  function askSoon(delayMs = SETTLE_MS): void {
    if (asked.size > 0 && stopListening) timer ??= setTimeout(() => void ask(), delayMs);
  }

  async function ask(): Promise<void> {
    timer = undefined;
    const ids = [...asked].slice(0, MAX_IDS);
    for (const id of ids) asked.delete(id);
    const { data } = await uncached.query(formatDocument(ApprovalsNowDocument), { ids }).toPromise();
    if (!data) {
      for (const id of ids) asked.add(id);
      askSoon(RETRY_MS);
      return;
    }
    for (const node of data.nodes) {
      if (!node || !('canonicalKey' in node)) continue;
      const isNew = isWanted(node) && matchesSearch(node, search, new Date());
      feed.change((rows) => {
        const isThere = rows.shown.some(({ request }) => request.id === node.id);
        return (isNew && !isThere ? addRequest : updateRequest)(rows, node);
      });
    }
    askSoon();
  }

  return feed;
}

/** The requests that events say something new about: those they name, and those whose change they may report as applied. */
function concernedIds(events: readonly LiveEvent[], shown: readonly Request[]): readonly string[] {
  const unapplied = shown.filter(({ status, appliedAt }) => status === 'APPROVED' && appliedAt === null);
  return events.flatMap((event) => {
    if ('approvalId' in event.payload) return [event.payload.approvalId];
    const { payload } = event;
    if (!('canonicalKey' in payload)) return [];
    return unapplied.filter(({ canonicalKey }) => canonicalKey === payload.canonicalKey).map(({ id }) => id);
  });
}
