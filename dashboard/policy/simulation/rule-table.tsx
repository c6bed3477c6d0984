import { formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import type { RuleComparison } from './compare-outcomes.ts';
import { Difference } from './difference.tsx';

const HEAD = 'px-2 py-1.5 text-right text-xs font-medium text-muted';
const CELL = 'px-2 py-1.5 text-right tabular-nums';

/** Which rule decided how often, and how many profiles it started. */
export function RuleTable({ rules }: { rules: readonly RuleComparison[] }) {
  const words = simulationText.rules;
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={words.title}>
      <table className="w-full min-w-md border-collapse">
        <thead>
          <tr>
            <th className="px-4 py-1.5 text-left text-xs font-medium text-muted">{words.rule}</th>
            <th className={HEAD}>{words.decisions}</th>
            <th className={HEAD}>{words.ran}</th>
            <th className={HEAD}>{words.wouldRun}</th>
            <th className={`${HEAD} pr-4`}>{words.difference}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, before, after }) => (
            <tr key={rule} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 text-left font-normal">
                {words.says[rule]}
                <span className="block font-mono text-xs text-muted">{rule}</span>
              </th>
              <td className={CELL}>{formatCount(after.decisions)}</td>
              <td className={CELL}>{formatCount(before.runs)}</td>
              <td className={CELL}>{formatCount(after.runs)}</td>
              <td className={`${CELL} pr-4`}>
                <Difference before={before.runs} after={after.runs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
