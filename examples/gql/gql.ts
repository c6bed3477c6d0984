/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query EntityVersion($canonicalKey: String!) {\n    entity(entityType: METADATA, canonicalKey: $canonicalKey) {\n      version\n      description\n    }\n  }\n": typeof types.EntityVersionDocument,
    "\n  mutation RequestChange($input: RequestApprovalInput!) {\n    requestApproval(input: $input) {\n      __typename\n      ... on RequestApprovalSuccess {\n        approval {\n          id\n          diff {\n            field\n            before\n            after\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.RequestChangeDocument,
    "\n  mutation ApproveChange($approvalId: ID!) {\n    approve(input: { approvalId: $approvalId, comment: \"Reads well.\" }) {\n      __typename\n      ... on ApproveSuccess {\n        approval {\n          status\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.ApproveChangeDocument,
    "\n  subscription FollowProfiles($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      createdAt\n      payload {\n        canonicalKey\n        qualityScore\n        qualityGrade\n        rowCount\n      }\n    }\n  }\n": typeof types.FollowProfilesDocument,
    "\n  query QualityTable($first: Int!) {\n    streamPosition\n    entities(first: $first, orderBy: { field: QUALITY_SCORE, direction: ASC }) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n          latestProfile {\n            id\n            qualityScore\n            qualityGrade\n          }\n        }\n      }\n    }\n  }\n": typeof types.QualityTableDocument,
    "\n  subscription FollowQuality($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      entity {\n        id\n        name\n        latestProfile {\n          id\n          qualityScore\n          qualityGrade\n        }\n      }\n    }\n  }\n": typeof types.FollowQualityDocument,
    "\n  subscription AllEvents($after: String, $filter: EventFilter) {\n    events(after: $after, filter: $filter) {\n      __typename\n      ... on EventEnvelope {\n        id\n        cursor\n      }\n    }\n  }\n": typeof types.AllEventsDocument,
};
const documents: Documents = {
    "\n  query EntityVersion($canonicalKey: String!) {\n    entity(entityType: METADATA, canonicalKey: $canonicalKey) {\n      version\n      description\n    }\n  }\n": types.EntityVersionDocument,
    "\n  mutation RequestChange($input: RequestApprovalInput!) {\n    requestApproval(input: $input) {\n      __typename\n      ... on RequestApprovalSuccess {\n        approval {\n          id\n          diff {\n            field\n            before\n            after\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.RequestChangeDocument,
    "\n  mutation ApproveChange($approvalId: ID!) {\n    approve(input: { approvalId: $approvalId, comment: \"Reads well.\" }) {\n      __typename\n      ... on ApproveSuccess {\n        approval {\n          status\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.ApproveChangeDocument,
    "\n  subscription FollowProfiles($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      createdAt\n      payload {\n        canonicalKey\n        qualityScore\n        qualityGrade\n        rowCount\n      }\n    }\n  }\n": types.FollowProfilesDocument,
    "\n  query QualityTable($first: Int!) {\n    streamPosition\n    entities(first: $first, orderBy: { field: QUALITY_SCORE, direction: ASC }) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n          latestProfile {\n            id\n            qualityScore\n            qualityGrade\n          }\n        }\n      }\n    }\n  }\n": types.QualityTableDocument,
    "\n  subscription FollowQuality($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      entity {\n        id\n        name\n        latestProfile {\n          id\n          qualityScore\n          qualityGrade\n        }\n      }\n    }\n  }\n": types.FollowQualityDocument,
    "\n  subscription AllEvents($after: String, $filter: EventFilter) {\n    events(after: $after, filter: $filter) {\n      __typename\n      ... on EventEnvelope {\n        id\n        cursor\n      }\n    }\n  }\n": types.AllEventsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EntityVersion($canonicalKey: String!) {\n    entity(entityType: METADATA, canonicalKey: $canonicalKey) {\n      version\n      description\n    }\n  }\n"): typeof import('./graphql.ts').EntityVersionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestChange($input: RequestApprovalInput!) {\n    requestApproval(input: $input) {\n      __typename\n      ... on RequestApprovalSuccess {\n        approval {\n          id\n          diff {\n            field\n            before\n            after\n          }\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RequestChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveChange($approvalId: ID!) {\n    approve(input: { approvalId: $approvalId, comment: \"Reads well.\" }) {\n      __typename\n      ... on ApproveSuccess {\n        approval {\n          status\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ApproveChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowProfiles($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      createdAt\n      payload {\n        canonicalKey\n        qualityScore\n        qualityGrade\n        rowCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowProfilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query QualityTable($first: Int!) {\n    streamPosition\n    entities(first: $first, orderBy: { field: QUALITY_SCORE, direction: ASC }) {\n      totalCount\n      edges {\n        node {\n          id\n          name\n          latestProfile {\n            id\n            qualityScore\n            qualityGrade\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').QualityTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowQuality($after: String) {\n    profileCompleted(after: $after) {\n      cursor\n      entity {\n        id\n        name\n        latestProfile {\n          id\n          qualityScore\n          qualityGrade\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowQualityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AllEvents($after: String, $filter: EventFilter) {\n    events(after: $after, filter: $filter) {\n      __typename\n      ... on EventEnvelope {\n        id\n        cursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AllEventsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
