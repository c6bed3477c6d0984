/** What GraphiQL shows somebody who opens it for the first time. */
export const GRAPHIQL_TABS = [
  {
    query: `# Each finished profile, live. Press play and leave it running; the other tabs make events.
subscription ProfileCompleted {
  profileCompleted {
    cursor # with this as "after:", a subscription goes on where this one stopped
    createdAt
    payload {
      canonicalKey
      tier
      qualityScore
      qualityGrade
      completeness
      uniqueness
      validity
      rowCount
    }
  }
}
`,
  },
  {
    query: `# Drops of quality by more than 10 %, live.
subscription QualityDegraded {
  qualityDegraded {
    createdAt
    correlationId # eventTrace shows everything that belongs to it
    payload {
      canonicalKey
      previousScore
      qualityScore
      dropPercent
      dimensions { dimension previous current }
    }
  }
}
`,
  },
  {
    query: `# Everything that is governed, and how good its data is.
query Entities {
  entities(first: 20) {
    edges {
      node {
        __typename
        entityType
        canonicalKey
        name
        tier
        version
        dataset { schema table column }
        latestProfile { createdAt rowCount qualityScore qualityGrade }
        pendingApproval { id kind requestedBy { actorId } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Why an entity was profiled, or was not.
query Decisions($entityType: EntityType!, $canonicalKey: String!) {
  entity(entityType: $entityType, canonicalKey: $canonicalKey) {
    canonicalKey
    profilingDecisions(first: 10) {
      edges {
        node {
          decidedAt
          profiled
          rule
          explanation
          event { __typename ... on EventEnvelope { createdAt correlationId } }
        }
      }
    }
  }
}
`,
    variables: JSON.stringify({ entityType: 'METADATA', canonicalKey: 'movies' }, null, 2),
  },
  {
    query: `# Ask for a change. Somebody else has to decide: set {"x-actor-id": "anna"} under Headers
# for the request, and another name to approve it.
mutation Request {
  requestApproval(
    input: {
      entityType: METADATA
      canonicalKey: "movies"
      kind: UPDATE
      expectedVersion: 1
      change: { description: "Films and what became of them" }
      comment: "It said nothing before."
    }
  ) {
    __typename
    ... on RequestApprovalSuccess {
      approval { id status diff { field before after } }
    }
    ... on Error { message }
  }
}
`,
  },
];
