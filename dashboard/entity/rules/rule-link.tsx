import { EntityLink } from '../../links/entity-link.tsx';
import { useRuleNames } from './rule-names.ts';

/** A business rule: its name, and its key beside it. */
export function RuleLink({ canonicalKey }: { canonicalKey: string }) {
  const name = useRuleNames().get(canonicalKey);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <EntityLink entity={{ entityType: 'BUSINESS_RULE', canonicalKey, ...(name !== undefined && { name }) }} />
      {name !== undefined && (
        <span className="font-mono text-xs [overflow-wrap:anywhere] text-muted">{canonicalKey}</span>
      )}
    </span>
  );
}
