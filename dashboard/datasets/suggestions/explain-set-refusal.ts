import type { RequestApprovalInput } from '../../gql/types.ts';
import { datasetsText } from '../../text/datasets.ts';
import type { RequestSuggestedRulesMutation } from './suggestions.generated.ts';

type Answer = RequestSuggestedRulesMutation['requestChangeSet'];
export type SetRefusal = Exclude<Answer, { __typename: 'RequestChangeSetSuccess' }>;

const words = datasetsText.request;

/** Why nothing was requested, in sentences; an issue names the rule that it is about. */
export function explainSetRefusal(
  refusal: SetRefusal,
  items: readonly { request: Pick<RequestApprovalInput, 'canonicalKey'> }[],
): readonly string[] {
  switch (refusal.__typename) {
    case 'ValidationError': {
      const issues = refusal.issues.map(({ path, message }) => {
        const [root, index] = path;
        const item = root === 'items' ? items[Number(index)] : undefined;
        return `${item ? item.request.canonicalKey : path.join('.')}: ${message}`;
      });
      return [words.invalid, ...issues];
    }
    case 'ForbiddenError':
      return [refusal.message, words.forbidden];
    case 'ConflictError':
    case 'NotFoundError':
      return [refusal.message, words.conflict];
  }
}
