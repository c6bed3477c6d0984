import type { Severity } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';

const TONES: Readonly<Record<Severity, Tone>> = {
  INFO: 'neutral',
  WARNING: 'warn',
  ERROR: 'bad',
  CRITICAL: 'bad',
};

/** How serious a violation of a rule is. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={TONES[severity]}>{text.entity.severities[severity]}</Badge>;
}
