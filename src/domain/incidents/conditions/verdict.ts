import type { Severity } from '../../entities/entity-definition.ts';
import type { IncidentCause, IncidentReference } from '../incident.ts';

/** Trouble of one cause, as a profile or an event shows it. */
export interface Trouble {
  kind: 'TROUBLE';
  severity: Severity;
  /** One sentence with the figures. It names tables, columns and rules, and contains no value from a row. */
  summary: string;
  /** Of cause RULE. */
  ruleId: string | null;
  /** With what later profiles are compared while the incident is open. */
  reference: IncidentReference | null;
}

/** What one profile or event says about a cause. FINE resolves an incident; UNKNOWN leaves everything as it is. */
export type Verdict = Trouble | { kind: 'FINE'; text: string } | { kind: 'UNKNOWN' };

export type Verdicts = Partial<Record<IncidentCause, Verdict>>;

export const UNKNOWN: Verdict = { kind: 'UNKNOWN' };

export function fine(text: string): Verdict {
  return { kind: 'FINE', text };
}

/** Not watched by the policy: nothing is opened for it, and what is open is resolved. */
export const NOT_WATCHED: Verdict = fine('The monitoring policy no longer watches this.');

export function trouble(
  severity: Severity,
  summary: string,
  more: Partial<Pick<Trouble, 'ruleId' | 'reference'>> = {},
): Trouble {
  return { kind: 'TROUBLE', severity, summary, ruleId: null, reference: null, ...more };
}
