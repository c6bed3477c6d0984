import { formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { FigureLink } from './figure-link.tsx';
import type { Figure } from './tier-figures.ts';

export interface ComplianceProps {
  figures: { compliant: Figure; entities: Figure; compliantPercent: number | undefined };
  labelOf: (what: 'compliant' | 'entities') => string;
}

/** How many are profiled on time, of how many. */
export function Compliance({ figures: { compliant, entities, compliantPercent = 0 }, labelOf }: ComplianceProps) {
  const tone = compliantPercent === 100 ? 'text-good' : compliantPercent >= 80 ? 'text-warn' : 'text-bad';
  return (
    <span className="flex items-center gap-2.5 whitespace-nowrap tabular-nums">
      <span className={`w-18 text-right font-semibold ${tone}`}>{formatPercent(compliantPercent)}</span>
      <span className="text-muted">
        <FigureLink figure={compliant} label={labelOf('compliant')} /> {text.home.of}{' '}
        <FigureLink figure={entities} label={labelOf('entities')} />
      </span>
    </span>
  );
}
