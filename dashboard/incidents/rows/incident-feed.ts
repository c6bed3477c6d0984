import { formatDocument } from 'urql';

import type { Graph } from '../../graph/graph.ts';
import type { LiveCount } from '../../live/live-count.ts';
import { createPageReader, type Reading } from '../../live/page-reader.ts';
import { createStateHolder } from '../../live/state-holder.ts';
import { text } from '../../text/text.ts';
import type { IncidentLineFragment } from '../incident-line.generated.ts';
import { IncidentsDocument, IncidentsNowDocument } from '../incidents-page.generated.ts';
import {
  compareIncidents,
  incidentFilters,
  incidentOrder,
  type IncidentsSearch,
  matchesIncidents,
} from '../incidents-search.ts';
import { appendPage, type IncidentRows, NO_ROWS, putRow, takeWaiting } from './incident-rows.ts';

const PAGE_SIZE = 50;
/** Changes that come together are asked for together. */
const SETTLE_MS = 300;
const MAX_IDS = 100;
const RETRY_MS = 5_000;

export interface IncidentFeedState extends Reading {
  rows: IncidentRows<IncidentLineFragment>;
  /** Whether the first page has arrived. */
  isReady: boolean;
}

/** Incidents, page by page. Those that change are asked for again, and renewed where they stand; new ones wait. */
export function createIncidentFeed(
  { uncached }: Pick<Graph, 'uncached'>,
  watch: Pick<LiveCount, 'onChange'>,
  search: IncidentsSearch,
) {
  const filters = incidentFilters(search);
  const orderBy = incidentOrder(search);
  const matches = (incident: IncidentLineFragment) => matchesIncidents(incident, search);
  const order = compareIncidents(search);
  const nothing: IncidentFeedState = {
    rows: NO_ROWS,
    isReady: false,
    isReading: false,
    hasMore: false,
    error: undefined,
  };
  const holder = createStateHolder(nothing);
  /** What changed while a page was on its way may be newer than it. */
  let sinceAsked = new Map<string, IncidentLineFragment>();
  const asked = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopListening: (() => void) | undefined;

  function set(changes: Partial<IncidentFeedState>): void {
    holder.set({ ...holder.value, ...changes });
  }

  const reader = createPageReader({
    /** A cursor names the list that it belongs to: `0 …`, then `1 …`. */
    async read(after: string | undefined) {
      sinceAsked = new Map();
      const part = after === undefined ? 0 : Number(after.slice(0, 1));
      const cursor = after?.slice(2) ?? '';
      const variables = {
        filter: filters[part] ?? {},
        orderBy,
        first: PAGE_SIZE,
        after: cursor === '' ? null : cursor,
      };
      const { data, error } = await uncached.query(formatDocument(IncidentsDocument), variables).toPromise();
      if (!data) throw error ?? new Error(text.errors.noAnswer);
      const { edges, pageInfo } = data.incidents;
      const next = pageInfo.hasNextPage ? `${part} ${pageInfo.endCursor ?? ''}` : `${part + 1} `;
      const hasNext = pageInfo.hasNextPage || part + 1 < filters.length;
      return { incidents: edges.map(({ node }) => node), endCursor: hasNext ? next : undefined };
    },
    take({ incidents }, isFirst, reading) {
      const newer = incidents.map((incident) => sinceAsked.get(incident.id) ?? incident);
      const rows = appendPage(isFirst ? NO_ROWS : holder.value.rows, newer);
      set({ ...reading, rows, isReady: true });
      // Few that are not resolved are no reason to press a button for the others.
      if (incidents.length < PAGE_SIZE && reading.hasMore) void reader.next();
    },
    tell: set,
  });

  function askSoon(delayMs = SETTLE_MS): void {
    if (asked.size > 0 && stopListening) timer ??= setTimeout(() => void ask(), delayMs);
  }

  async function ask(): Promise<void> {
    timer = undefined;
    const ids = [...asked].slice(0, MAX_IDS);
    for (const id of ids) asked.delete(id);
    const { data } = await uncached.query(formatDocument(IncidentsNowDocument), { ids }).toPromise();
    if (!stopListening) return;
    if (!data) {
      for (const id of ids) asked.add(id);
      askSoon(RETRY_MS);
      return;
    }
    let { rows } = holder.value;
    for (const node of data.nodes) {
      if (node?.__typename !== 'Incident') continue;
      sinceAsked.set(node.id, node);
      rows = putRow(rows, node, matches(node));
    }
    set({ rows });
    askSoon();
  }

  return {
    get state(): IncidentFeedState {
      return holder.value;
    },
    onChange: (listener: () => void) => holder.onChange(listener),
    matches,
    more: reader.next,
    showWaiting(): void {
      set({ rows: takeWaiting(holder.value.rows, matches, order) });
    },
    /** Reads the first page and follows what changes. Returns how to end that. */
    start(): () => void {
      stopListening = watch.onChange((id) => {
        if (id !== undefined) asked.add(id);
        // What was missed is not known: all that is shown may have changed, and there may be more.
        else if (holder.value.isReady) void reader.first();
        askSoon();
      });
      void reader.first();
      return () => {
        reader.drop();
        stopListening?.();
        stopListening = undefined;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
