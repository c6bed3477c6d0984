import * as z from 'zod';

/** The demo's requests to the server, and the expected shape of the responses. */
export interface Operation<R> {
  document: string;
  data: z.ZodType<R>;
}

export type MutationResult<S> = { success: S } | { refused: string };

const refusal = z.object({
  __typename: z.enum(['ValidationError', 'NotFoundError', 'ConflictError', 'ForbiddenError', 'TooSoonError']),
  message: z.string(),
});

const REFUSAL = '... on Error { message }';

/** A mutation whose field `result` is a success or a refusal. */
function mutation<S>(document: string, success: z.ZodType<S>): Operation<{ result: MutationResult<S> }> {
  const result = z.union([
    success.transform((value) => ({ success: value })),
    refusal.transform(({ message }) => ({ refused: message })),
  ]);
  return { document, data: z.object({ result }) };
}

const withApproval = z.object({ approval: z.object({ id: z.string() }) });
export const REQUEST = mutation(
  `mutation Request($input: RequestApprovalInput!) {
    result: requestApproval(input: $input) { __typename ... on RequestApprovalSuccess { approval { id } } ${REFUSAL} }
  }`,
  withApproval,
);
export const APPROVE = mutation(
  `mutation Approve($input: ApproveInput!) {
    result: approve(input: $input) { __typename ... on ApproveSuccess { approval { id } } ${REFUSAL} }
  }`,
  withApproval,
);
export const REJECT = mutation(
  `mutation Reject($input: RejectInput!) {
    result: reject(input: $input) { __typename ... on RejectSuccess { approval { id } } ${REFUSAL} }
  }`,
  withApproval,
);
export const REFRESH = mutation(
  `mutation Refresh($input: ReportDataRefreshInput!) {
    result: reportDataRefresh(input: $input) { __typename ... on ReportDataRefreshSuccess { duplicate } ${REFUSAL} }
  }`,
  z.object({ duplicate: z.boolean() }),
);
export const PROFILE = mutation(
  `mutation Profile($input: RequestProfileInput!) {
    result: requestProfile(input: $input) { __typename ... on RequestProfileSuccess { event { id } } ${REFUSAL} }
  }`,
  z.object({ event: z.object({ id: z.string() }) }),
);

const entityType = z.enum(['METADATA', 'KPI', 'GLOSSARY', 'BUSINESS_RULE', 'TAG', 'LINEAGE']);
export type EntityType = z.infer<typeof entityType>;

const entity = z.object({
  id: z.string(),
  canonicalKey: z.string(),
  version: z.number(),
  latestProfile: z.object({ qualityScore: z.number() }).nullable(),
  pendingApproval: z.object({ id: z.string(), requestedBy: z.object({ actorId: z.string() }) }).nullable(),
});
const ENTITY_FIELDS = `
  id canonicalKey version latestProfile { qualityScore } pendingApproval { id requestedBy { actorId } }`;

function connection<N>(node: z.ZodType<N>) {
  return z.object({ edges: z.array(z.object({ node })) }).transform(({ edges }) => edges.map((edge) => edge.node));
}

export const ENTITY = {
  document: `query Entity($entityType: EntityType!, $canonicalKey: String!) {
    entity(entityType: $entityType, canonicalKey: $canonicalKey) { ${ENTITY_FIELDS} }
  }`,
  data: z.object({ entity: entity.nullable() }),
};
export const STATE = {
  document: `query State { streamPosition entities(first: 100) { edges { node { ${ENTITY_FIELDS} } } } }`,
  data: z.object({ streamPosition: z.string(), entities: connection(entity) }),
};
export const CREATIONS = {
  document: `query Creations($canonicalKey: String!, $entityType: EntityType!) {
    approvals(
      first: 20
      filter: { canonicalKey: $canonicalKey, entityTypes: [$entityType], statuses: [PENDING, APPROVED] }
    ) { edges { node { id kind status appliedAt } } }
  }`,
  data: z.object({
    approvals: connection(
      z.object({ id: z.string(), kind: z.string(), status: z.string(), appliedAt: z.string().nullable() }),
    ),
  }),
};
const decision = z.object({
  profiled: z.boolean(),
  rule: z.string(),
  explanation: z.string(),
  event: z.object({ id: z.string() }),
  entity: z.object({ entityType, canonicalKey: z.string() }).nullable(),
});
/** The first 100 decisions that were made at a time or later. */
export const DECISIONS = {
  document: `query Decisions($from: DateTime!) {
    profilingDecisions(filter: { from: $from }, last: 100) {
      edges {
        node { profiled rule explanation event { ... on EventEnvelope { id } } entity { entityType canonicalKey } }
      }
    }
  }`,
  data: z.object({ profilingDecisions: connection(decision) }),
};

export type Entity = z.infer<typeof entity>;
export type Decision = z.infer<typeof decision>;
