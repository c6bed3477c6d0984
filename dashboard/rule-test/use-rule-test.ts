import { useState } from 'react';

import { useGraph } from '../app/app-context.ts';
import type { TestRuleInput } from '../gql/types.ts';
import { errorCodeOf } from '../graph/error-code.ts';
import { explainError } from '../graph/explain-error.ts';
import { datasetsText } from '../text/datasets.ts';
import { explainNotTested, type Measured } from './describe-test.ts';
import { TestRuleDocument } from './rule-test.generated.ts';

export type TestOutcome = { measured: Measured } | { problems: readonly string[] };

export interface RuleTest {
  isRunning: boolean;
  /** Of the last test. */
  outcome: TestOutcome | undefined;
  run: (input: TestRuleInput) => Promise<void>;
  /** Says why there is nothing to test. */
  refuse: (problem: string) => void;
}

/** Tests a rule on the data of today. The outcome of a test belongs to what was tested. */
export function useRuleTest(): RuleTest {
  const { uncached } = useGraph();
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<TestOutcome>();
  return {
    isRunning,
    outcome,
    refuse: (problem) => {
      setOutcome({ problems: [problem] });
    },
    run: async (input) => {
      setRunning(true);
      setOutcome(undefined);
      const { data, error } = await uncached.query(TestRuleDocument, { input }).toPromise();
      const answer = data?.testRule;
      if (answer?.__typename === 'TestRuleSuccess') setOutcome({ measured: answer });
      else if (answer) setOutcome({ problems: explainNotTested(answer) });
      else {
        const isBusy = error !== undefined && errorCodeOf(error) === 'RATE_LIMITED';
        const problem = error && !isBusy ? explainError(error) : datasetsText.test.busy;
        setOutcome({ problems: [problem] });
      }
      setRunning(false);
    },
  };
}
