import type { RequestApprovalInput } from '../../gql/types.ts';
import type { SuggestionFragment } from './suggestions.generated.ts';

/** The part of a suggested request that the page needs to know. */
type Request = Pick<RequestApprovalInput, 'entityType' | 'canonicalKey' | 'kind'>;

/** The API gives it as JSON; undefined if it is not what `requestApproval` takes. */
export function requestOf({ request }: Pick<SuggestionFragment, 'request'>): RequestApprovalInput | undefined {
  return isRequest(request) ? request : undefined;
}

function isRequest(value: unknown): value is RequestApprovalInput {
  if (typeof value !== 'object' || value === null) return false;
  const { entityType, canonicalKey, kind } = value as Partial<Record<keyof Request, unknown>>;
  return typeof entityType === 'string' && typeof canonicalKey === 'string' && typeof kind === 'string';
}
