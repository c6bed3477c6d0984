import type { ReactNode } from 'react';

import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { type Figure, FIGURE_GROUPS, type FigureGroup, TIER_OF } from '../model/figures.ts';
import { type TierName, TIERS } from '../policy-search.ts';

export interface PolicyTableProps {
  /** The unit stands in the name of a row whose cells are typed in. */
  hasUnits?: boolean;
  /** Whether a cell differs from what is in force. */
  isChanged?: (tier: TierName, figure: Figure) => boolean;
  cell: (tier: TierName, figure: Figure) => ReactNode;
}

const GROUPS: readonly FigureGroup[] = ['profiles', 'quality', 'loads'];

/** All figures, by tier. */
export function PolicyTable({ hasUnits = false, isChanged, cell }: PolicyTableProps) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={policyText.tableTitle}>
      <table className="w-full min-w-2xl border-collapse">
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 bg-surface px-4 py-1.5 text-left text-xs font-medium text-muted">
              {policyText.figure}
            </th>
            {TIERS.map((tier) => (
              <th
                key={tier}
                scope="col"
                className="px-2 py-1.5 text-right text-xs font-medium whitespace-nowrap text-muted last:pr-4"
              >
                {text.tiers[TIER_OF[tier]]}
              </th>
            ))}
          </tr>
        </thead>
        {GROUPS.map((group) => (
          <tbody key={group}>
            <tr className="border-t border-line bg-hover">
              <th scope="rowgroup" colSpan={TIERS.length + 1} className="px-4 py-1 text-left text-xs font-semibold">
                <span className="sticky left-4">{policyText.groupTitles[group]}</span>
              </th>
            </tr>
            {FIGURE_GROUPS[group].map((figure) => {
              const words = policyText.figures[figure];
              return (
                <tr key={figure} className="border-t border-line align-top">
                  <th
                    scope="row"
                    className="sticky left-0 max-w-30 bg-surface px-4 py-1.5 text-left font-normal sm:max-w-80"
                  >
                    <span title={words.hint}>
                      {words.name}
                      {hasUnits && words.unit !== '' && <span className="text-muted">, {words.unit}</span>}
                    </span>
                    <span className="hidden text-xs text-muted md:block">{words.hint}</span>
                  </th>
                  {TIERS.map((tier) => (
                    <td
                      key={tier}
                      className={`px-2 py-1.5 text-right whitespace-nowrap tabular-nums last:pr-4 ${isChanged?.(tier, figure) === true ? 'bg-accent-soft' : ''}`}
                    >
                      {cell(tier, figure)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
