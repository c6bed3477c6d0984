import type { AdministrationRefusalFragment } from './refusal.generated.ts';

/** Why something was not done, in sentences. */
export function explainProblem(refusal: AdministrationRefusalFragment): string {
  const issues = 'issues' in refusal ? refusal.issues : [];
  return issues.length > 0
    ? issues.map(({ path, message }) => [...path, message].join(' ')).join('. ')
    : refusal.message;
}
