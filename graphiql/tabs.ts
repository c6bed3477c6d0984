/** What GraphiQL shows when it is opened for the first time. */
export const GRAPHIQL_TABS = [
  {
    query: `# Finished profiles, live: press the play button.
subscription ProfileCompleted {
  profileCompleted {
    cursor # for \`after:\`
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
    correlationId # for eventTrace
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
    query: `# What is governed, and how good its data is.
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
    query: `# What an entity is made from, and what is made from it.
query Lineage($entityType: EntityType!, $canonicalKey: String!) {
  entity(entityType: $entityType, canonicalKey: $canonicalKey) {
    upstream(depth: 5) { nodes { ...Node } }
    downstream(depth: 5) { nodes { ...Node } }
    impacts(first: 5) {
      edges { node { occurredAt eventType distance cause { canonicalKey } } }
    }
  }
}
fragment Node on LineageNode {
  distance
  entity { entityType canonicalKey name }
  path { fromColumn toColumn transformation }
}
`,
    variables: JSON.stringify({ entityType: 'METADATA', canonicalKey: 'flight_routes' }, null, 2),
  },
  {
    query: `# What you were told of what you own, requested or
# follow; the subscription of that name goes on from it.
query Inbox {
  notifications(first: 20) {
    unreadCount
    position
    edges { node { kind title text createdAt readAt } }
  }
}
`,
    headers: JSON.stringify({ 'x-actor-id': 'anna' }, null, 2),
  },
  {
    query: `# Ask for a change. Somebody else has to decide: under
# Headers, {"x-actor-id": "anna"} says who you are.
mutation Request {
  requestApproval(
    input: {
      entityType: METADATA
      canonicalKey: "flight_routes"
      kind: UPDATE
      expectedVersion: 1
      change: { description: "Who flies where, and how often" }
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
