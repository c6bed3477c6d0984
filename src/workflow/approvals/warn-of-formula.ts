import type { Issue } from '../../domain/entities/entity-change.ts';
import type { KpiDefinition } from '../../domain/entities/entity-definition.ts';
import { didYouMean, nearNames } from '../../domain/near-names.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesByName } from '../../store/entities/entities.ts';

/** A formula with more names than this is not looked through to its end. */
const MOST_NAMES = 100;
/** Shorter words are too often no names. */
const LEAST_LETTERS = 3;

/** What to say of metadata that a formula mentions and `computedFrom` does not, and of names that are nearly in it. */
export async function warningsOfFormula(
  database: Database,
  { tenantId }: { tenantId: string },
  kpi: KpiDefinition | undefined,
): Promise<Issue[]> {
  if (!kpi) return [];
  const { formula, computedFrom } = kpi;
  // What is followed by a parenthesis is a function.
  const words = new Set(formula.match(/[A-Za-z][A-Za-z0-9_]*\b(?!\s*\()/g));
  const stated = new Set(computedFrom);
  const names = [...words].filter((word) => word.length >= LEAST_LETTERS && !stated.has(word)).slice(0, MOST_NAMES);
  const wanted = names.map((canonicalKey) => ({ entityType: 'METADATA' as const, canonicalKey }));
  const found = await findEntitiesByName(drizzleOn(database), tenantId, wanted);
  const known = new Set(found.map(({ canonicalKey }) => canonicalKey));
  const unused = computedFrom.filter((key) => !words.has(key));
  return names.flatMap((name) => {
    const near = didYouMean(nearNames(name, unused));
    if (known.has(name)) return warning(`it mentions METADATA ${name}, which computedFrom does not list`);
    return near === '' ? [] : warning(`it mentions ${name}, which computedFrom does not list${near}`);
  });
}

function warning(message: string): Issue[] {
  return [{ path: ['change', 'kpi', 'formula'], message }];
}
