/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a viewer can do. */
export type Role =
  /** Can see and redeliver dead letters, replay and remove events, import entities, and manage webhooks. */
  | 'ADMIN'
  /** Can decide other people’s requests. */
  | 'APPROVER'
  /** Can report refreshed data. */
  | 'PRODUCER'
  /** Can request approvals and profiles. */
  | 'STEWARD'
  /** Can read and subscribe. */
  | 'VIEWER';

export type StartQueryVariables = Exact<{ [key: string]: never; }>;


export type StartQuery = { streamPosition: string, viewer: { actorId: string, tenantId: string, roles: Array<Types.Role> } };


export const StartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Start"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"streamPosition"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}}]} as unknown as DocumentNode<StartQuery, StartQueryVariables>;