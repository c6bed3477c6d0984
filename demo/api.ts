import * as z from 'zod';

import {
  APPROVE,
  CREATIONS,
  type Decision,
  DECISIONS,
  ENTITY,
  type EntityType,
  IMPACT,
  type Impact,
  type MutationResult,
  type Operation,
  PROFILE,
  REFRESH,
  REJECT,
  REQUEST,
  STATE,
} from './operations.ts';

/** The server's own word why something was not done: an outcome that people meet, and no failure of the demo. */
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
  /** The same one again is answered as a duplicate. */
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

/** Who reads what belongs to nobody in particular. */
const READER = 'demo';

/**
 * What the demo asks of the server, over HTTP as any other client would. A mutation is somebody's, the first argument
 * says whose, and throws a RefusedError where the server refuses it.
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
    /** All entities, and a position in the stream of events: who follows it from there misses nothing of them. */
    state: () => execute(READER, STATE),
    /** The creation of the entity that is not applied yet. */
    async openCreation(name: EntityName) {
      const { approvals } = await execute(READER, CREATIONS, name);
      return approvals.find(({ kind, appliedAt }) => kind === 'CREATE' && appliedAt === null);
    },
    /** What lies downstream of an event; null as long as it has not been followed. */
    async impactOf(eventId: string): Promise<Impact | null> {
      return (await execute(READER, IMPACT, { eventId })).impactOf;
    },
    /** What the profiling rules made of an event; empty as long as they have not judged it. */
    async decisionsOf(eventId: string): Promise<Decision[]> {
      const { entities } = await execute(READER, DECISIONS);
      return entities.flatMap(({ profilingDecisions, ...name }) =>
        profilingDecisions.filter(({ event }) => event.id === eventId).map((decision) => ({ ...decision, ...name })),
      );
    },
  };
}
