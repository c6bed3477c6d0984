/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of actor. */
export type ActorType =
  /** A program that acts on behalf of a person. */
  | 'AGENT'
  /** A person. */
  | 'HUMAN'
  /** A program that acts on its own. */
  | 'SYSTEM';

/** Status of a request. */
export type ApprovalStatus =
  /** Approved; the change is applied next. */
  | 'APPROVED'
  /** Waiting for a decision. */
  | 'PENDING'
  /** Rejected; nothing changed. */
  | 'REJECTED'
  /** Withdrawn by the requester. */
  | 'WITHDRAWN';

export type ChangeSetLineFragment = { id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } };

export const ChangeSetLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}}]} as unknown as DocumentNode<ChangeSetLineFragment, unknown>;