import { formatAge, formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { text } from '../../text/text.ts';
import { Both } from './both.tsx';
import type { TierComparison } from './compare-outcomes.ts';
import { Difference } from './difference.tsx';

const HEAD = 'px-2 py-1.5 text-right text-xs font-medium text-muted align-bottom';
const CELL = 'px-2 py-1.5 text-right tabular-nums whitespace-nowrap';

/** How many profiles each tier would have got, and how old their profiles would have become. */
export function TierTable({ tiers }: { tiers: readonly TierComparison[] }) {
  const words = simulationText.tiers;
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={words.title}>
      <table className="w-full min-w-2xl border-collapse">
        <thead>
          <tr>
            <th className="px-4 py-1.5 text-left align-bottom text-xs font-medium text-muted">{words.tier}</th>
            <th className={HEAD}>{words.runs}</th>
            <th className={HEAD}>{words.difference}</th>
            <th className={HEAD}>{words.meanAge}</th>
            <th className={HEAD}>{words.maxAge}</th>
            <th className={HEAD}>{words.beyond}</th>
            <th className={HEAD}>{words.critical}</th>
            <th className={`${HEAD} pr-4`}>{words.never}</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ tier, before, after }) => (
            <tr key={tier} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                {text.tiers[tier]}
              </th>
              <Change before={formatCount(before.runs)} after={formatCount(after.runs)} />
              <td className={CELL}>
                <Difference before={before.runs} after={after.runs} />
              </td>
              <Change before={ageOf(before.meanAgeDays)} after={ageOf(after.meanAgeDays)} />
              <Change before={ageOf(before.maxAgeDays)} after={ageOf(after.maxAgeDays)} />
              <Entities
                before={before.entitiesBeyondThreshold}
                after={after.entitiesBeyondThreshold}
                tone="text-warn"
              />
              <Entities before={before.entitiesCritical} after={after.entitiesCritical} tone="text-bad" />
              <Entities
                before={before.entitiesNeverProfiled}
                after={after.entitiesNeverProfiled}
                tone="text-warn"
                isLast
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ageOf(days: number | null): string {
  return days === null ? simulationText.noAge : formatAge(days);
}

/** What was, and what would have been where that differs. */
function Change({ before, after }: { before: string; after: string }) {
  return (
    <td className={CELL}>
      <Both before={before} after={after} />
    </td>
  );
}

interface EntitiesProps {
  before: number;
  after: number;
  /** Where there would have been more. */
  tone: string;
  isLast?: boolean;
}

function Entities({ before, after, tone, isLast = false }: EntitiesProps) {
  return (
    <td className={`${CELL} ${after > before ? `${tone} font-medium` : ''} ${isLast ? 'pr-4' : ''}`}>
      <Both before={formatCount(before)} after={formatCount(after)} />
    </td>
  );
}
