import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import { GRADE_SCORES } from '../../domain/profiling/figures.ts';
import { QUALITY_GRADES, type QualityGrade } from '../../events/schemas/vocabulary.ts';

/** `gradeOf` in SQL; null for a score that is null. */
export function gradeExpression(score: AnyPgColumn): SQL<QualityGrade | null> {
  // From the best on, so that the lower bound is enough.
  const cases = QUALITY_GRADES.map((grade) => {
    const from = String(GRADE_SCORES[grade].from);
    return sql`when ${score} >= ${from}::float8 then ${grade}::text`;
  });
  return sql<QualityGrade | null>`case ${sql.join(cases, sql` `)} end`;
}
