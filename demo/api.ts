import * as z from 'zod';

import {
  APPROVE,
  CREATIONS,
  type Decision,
  DECISIONS,
  ENTITY,
  type EntityType,
  type MutationResult,
  type Operation,
  PROFILE,
  REFRESH,
  REJECT,
  REQUEST,
  STATE,
} from './operations.ts';

/** The server refused something, and says why: an outcome that users can meet, not a failure of the demo. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

export interface EntityName {
  entityType: EntityType;
  canonicalKey: string;
}

export interface ChangeRequest extends EntityName {
  kind: 'CREATE' | 'UPDATE';
  expectedVersion?: number;
  change: Record<string, unknown>;
  comment?: string;
}

export interface RefreshReport {
  /** A repeated report is answered as a duplicate. */
  eventId: string;
  entityUrn: string;
  schema: string;
  table: string;
  rowsAffected: number;
  refreshType: 'FULL' | 'INCREMENTAL' | 'SNAPSHOT';
}

export type Api = ReturnType<typeof createApi>;

const answerSchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** It does not matter which actor reads. */
const READER = 'demo';

/**
 * The demo's requests to the server, over HTTP as any other client would send them. The first argument of a mutation
 * names its actor; a mutation that the server refuses throws a RefusedError.
 */
export function createApi(serverUrl: string) {
  async function execute<R>(actorId: string, { document, data }: Operation<R>, variables: object = {}): Promise<R> {
    const response = await fetch(`${serverUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-actor-id': actorId },
      body: JSON.stringify({ query: document, variables }),
    });
    const answer = answerSchema.parse(await response.json());
    if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join('; '));
    return data.parse(answer.data);
  }

  async function mutate<S>(
    actorId: string,
    operation: Operation<{ result: MutationResult<S> }>,
    input: object,
  ): Promise<S> {
    const { result } = await execute(actorId, operation, { input });
    if ('refused' in result) throw new RefusedError(result.refused);
    return result.success;
  }

  return {
    /** Returns the id of the approval. */
    async requestChange(actorId: string, request: ChangeRequest): Promise<string> {
      return (await mutate(actorId, REQUEST, request)).approval.id;
    },
    async approve(actorId: string, approvalId: string, comment: string): Promise<void> {
      await mutate(actorId, APPROVE, { approvalId, comment });
    },
    async reject(actorId: string, approvalId: string, reason: string): Promise<void> {
      await mutate(actorId, REJECT, { approvalId, reason });
    },
    /** Returns whether it was a duplicate. */
    async reportRefresh(actorId: string, report: RefreshReport): Promise<boolean> {
      return (await mutate(actorId, REFRESH, report)).duplicate;
    },
    async requestProfile(actorId: string, request: EntityName & { priority: string }): Promise<void> {
      await mutate(actorId, PROFILE, request);
    },

    async entity(name: EntityName) {
      return (await execute(READER, ENTITY, name)).entity;
    },
    /** All entities, and a position in the event stream: a subscription from there misses no later change of them. */
    state: () => execute(READER, STATE),
    /** The requested creation of the entity, if it has not been applied yet. */
    async openCreation(name: EntityName) {
      const { approvals } = await execute(READER, CREATIONS, name);
      return approvals.find(({ kind, appliedAt }) => kind === 'CREATE' && appliedAt === null);
    },
    /** The decisions about an event that was created at that time; empty until the profiling rules have been evaluated. */
    async decisionsOf({ id, createdAt }: { id: string; createdAt: Date }): Promise<Decision[]> {
      const { profilingDecisions } = await execute(READER, DECISIONS, { from: createdAt.toISOString() });
      return profilingDecisions.filter(({ event }) => event.id === id);
    },
  };
}
