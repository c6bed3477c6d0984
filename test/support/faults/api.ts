import { decodeCursor } from '../../../src/events/log/cursor.ts';
import { bearerOf } from '../server/token.ts';
import type { Instance } from './cluster.ts';
import type { PlacedEvent } from './verdict.ts';

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'];

/** How a request ended. */
export type Outcome<R> =
  | { kind: 'answered'; data: R }
  /** The server said that it failed: it must not have happened. */
  | { kind: 'refused'; reason: string }
  /** There was no answer: it may have happened or not, and asking again is the only way to know. */
  | { kind: 'unknown'; reason: string };

/** What one person or program of a tenant can ask of any instance. */
export interface Api {
  tenantId: string;
  /** For the connection parameters of a WebSocket, too. */
  headers: { authorization: string };
  ask<R>(instance: Instance, query: string, variables?: object): Promise<Outcome<R>>;
  /** As `ask`, for what has to work. */
  query<R>(instance: Instance, query: string, variables?: object): Promise<R>;
  /** Reports a refresh under an id of the producer's own, so that it may be sent again. */
  report(instance: Instance, id: string, refresh?: Refresh): Promise<Outcome<PlacedEvent>>;
}

export interface Refresh {
  entityUrn?: string;
  table?: string;
  rowsAffected?: number;
}

const REPORT = `mutation ($input: ReportDataRefreshInput!) {
  reportDataRefresh(input: $input) {
    __typename
    ... on ReportDataRefreshSuccess { event { id cursor tenantId } }
    ... on Error { message }
  }
}`;

interface Reported {
  reportDataRefresh: { __typename: string; message?: string; event?: { id: string; cursor: string; tenantId: string } };
}

/** Longer than any answer may take; one that takes longer is unknown. */
const ANSWER_LIMIT_MS = 60_000;

export async function createApi(tenantId: string, actorId = 'etl'): Promise<Api> {
  const headers = await bearerOf({ tenant: tenantId, sub: actorId, roles: ROLES });

  async function ask<R>(instance: Instance, query: string, variables: object = {}): Promise<Outcome<R>> {
    try {
      const response = await fetch(`${instance.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      const { data, errors } = (await response.json()) as { data?: R | null; errors?: unknown };
      if (errors !== undefined || data == null) return { kind: 'refused', reason: JSON.stringify(errors) };
      return { kind: 'answered', data };
    } catch (error) {
      return { kind: 'unknown', reason: String(error) };
    }
  }

  return {
    tenantId,
    headers,
    ask,
    async query<R>(instance: Instance, query: string, variables?: object): Promise<R> {
      const outcome = await ask<R>(instance, query, variables);
      if (outcome.kind !== 'answered') throw new Error(`${instance.name} does not answer: ${outcome.reason}`);
      return outcome.data;
    },
    async report(instance, id, { entityUrn = 'urn:faults', table = 'nowhere', rowsAffected = 1 } = {}) {
      const input = { eventId: id, entityUrn, schema: 'faults', table, rowsAffected, refreshType: 'FULL' };
      const outcome = await ask<Reported>(instance, REPORT, { input });
      if (outcome.kind !== 'answered') return outcome;
      const { event, message } = outcome.data.reportDataRefresh;
      if (!event) return { kind: 'refused', reason: message ?? 'no event' };
      return { kind: 'answered', data: placeOf(event) };
    },
  };
}

/** The offset stands in the cursor, which is opaque to clients, and not to the test of its server. */
export function placeOf({ tenantId, id, cursor }: { tenantId: string; id: string; cursor: string }): PlacedEvent {
  return { tenantId, id, offset: decodeCursor(cursor).offset };
}
