import { createContext, use, useMemo } from 'react';
import { useQuery } from 'urql';

import { RuleNamesDocument } from './rule-names.generated.ts';

/** By canonical key. */
export type RuleNames = ReadonlyMap<string, string>;

/** Of the business rules that an entity's data is checked by. */
export const RuleNamesContext = createContext<RuleNames>(new Map());

export function useRuleNames(): RuleNames {
  return use(RuleNamesContext);
}

/** Reads the names of the rules of a table. */
export function useRulesOf(dataset: { schema: string; table: string } | null): RuleNames {
  const { schema = '', table = '' } = dataset ?? {};
  const [{ data }] = useQuery({
    query: RuleNamesDocument,
    variables: { dataset: { schema, table } },
    pause: !dataset,
  });
  return useMemo(
    () => new Map(data?.entities.edges.map(({ node }) => [node.canonicalKey, node.name] as const)),
    [data],
  );
}
