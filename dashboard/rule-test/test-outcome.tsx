import { datasetsText } from '../text/datasets.ts';
import { formatCount } from '../text/format.ts';
import { describeTest, type Measured } from './describe-test.ts';
import type { RuleTest } from './use-rule-test.ts';

const words = datasetsText.test;

/** What a test has found, read out when it is there. */
export function TestOutcome({ test: { isRunning, outcome } }: { test: Pick<RuleTest, 'isRunning' | 'outcome'> }) {
  return (
    <div role="status" className="min-w-0 text-sm empty:hidden">
      {isRunning && <p className="text-muted">{words.running}</p>}
      {outcome &&
        ('measured' in outcome ? (
          <Figures measured={outcome.measured} />
        ) : (
          <div className="rounded-md bg-warn-soft px-3 py-2 text-warn [overflow-wrap:anywhere]">
            {outcome.problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </div>
        ))}
    </div>
  );
}

function Figures({ measured }: { measured: Measured }) {
  const { checked, passed, failingShapes } = measured;
  const { result, basis } = describeTest(measured);
  const tone = checked === 0 ? 'bg-hover' : passed < checked ? 'bg-warn-soft text-warn' : 'bg-good-soft text-good';
  return (
    <div className={`rounded-md px-3 py-2 ${tone}`}>
      <p>
        <span className="font-medium">{result}</span> {basis}
      </p>
      {failingShapes.length > 0 && (
        <table className="mt-2 w-full border-collapse text-left text-xs text-ink">
          <caption className="mb-1 text-left">
            <span className="font-medium">{words.shapes}</span>
            <span className="block">{words.shapesHint}</span>
          </caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{words.values}</th>
              <th scope="col">{words.shape}</th>
            </tr>
          </thead>
          <tbody>
            {failingShapes.map(({ shape, count }) => (
              <tr key={shape}>
                <td className="w-px py-0.5 pr-3 text-right tabular-nums">{formatCount(count)}</td>
                <td className="py-0.5 [overflow-wrap:anywhere]">
                  {shape === '' ? (
                    <span className="italic">{words.empty}</span>
                  ) : (
                    <code className="rounded bg-hover px-1 font-mono whitespace-pre-wrap text-ink">{shape}</code>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
