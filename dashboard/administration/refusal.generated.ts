/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type AdministrationRefusal_RpPo5xpUaQLpFAzZw4cSfFzPdypuLi3mgR0Zo5jo_Fragment = (
  { message: string }
  & { __typename: 'BadRowsError' | 'ConflictError' | 'ForbiddenError' | 'NotFoundError' | 'NotMeasuredError' | 'TooSoonError' }
);

export type AdministrationRefusal_ValidationError_Fragment = (
  { message: string, issues: Array<{ path: Array<string>, message: string }> }
  & { __typename: 'ValidationError' }
);

export type AdministrationRefusalFragment =
  | AdministrationRefusal_RpPo5xpUaQLpFAzZw4cSfFzPdypuLi3mgR0Zo5jo_Fragment
  | AdministrationRefusal_ValidationError_Fragment
;

export const AdministrationRefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AdministrationRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministrationRefusalFragment, unknown>;