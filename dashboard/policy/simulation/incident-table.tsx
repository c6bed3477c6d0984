import { formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { Both } from './both.tsx';
import { Difference } from './difference.tsx';
import type { CountComparison } from './incident-comparison.ts';

const HEAD = 'px-2 py-1.5 text-right text-xs font-medium text-muted align-bottom';
const CELL = 'px-2 py-1.5 text-right tabular-nums whitespace-nowrap';

export interface IncidentTableProps<K> {
  /** What the lines are. */
  title: string;
  lines: readonly CountComparison<K>[];
  nameOf: (key: K) => string;
}

/** How many incidents each policy opens, and what becomes of them. */
export function IncidentTable<K extends string>({ title, lines, nameOf }: IncidentTableProps<K>) {
  const words = simulationText.incidents;
  return (
    <div
      className="relative overflow-x-auto border-t border-line first:border-t-0"
      tabIndex={0}
      role="group"
      aria-label={title}
    >
      <table className="w-full min-w-lg table-fixed border-collapse">
        <thead>
          <tr>
            <th className="px-4 py-1.5 text-left align-bottom text-xs font-medium text-muted">{title}</th>
            <th className={HEAD}>{words.opened}</th>
            <th className={HEAD}>{simulationText.tiers.difference}</th>
            <th className={HEAD}>{words.seenAgain}</th>
            <th className={HEAD}>{words.resolved}</th>
            <th className={`${HEAD} pr-4`}>{words.open}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, before, after }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                {nameOf(key)}
              </th>
              <td className={CELL}>
                <Both before={formatCount(before.opened)} after={formatCount(after.opened)} />
              </td>
              <td className={CELL}>
                <Difference before={before.opened} after={after.opened} />
              </td>
              <td className={CELL}>
                <Both before={formatCount(before.seenAgain)} after={formatCount(after.seenAgain)} />
              </td>
              <td className={CELL}>
                <Both before={formatCount(before.resolved)} after={formatCount(after.resolved)} />
              </td>
              <td className={`${CELL} pr-4`}>
                <Both before={formatCount(before.open)} after={formatCount(after.open)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
