import { FlaskConical } from 'lucide-react';
import { useState } from 'react';

import { TestOutcome } from '../../rule-test/test-outcome.tsx';
import { useRuleTest } from '../../rule-test/use-rule-test.ts';
import { datasetsText } from '../../text/datasets.ts';
import { Button } from '../../ui/button.tsx';
import type { ChangeForm } from '../model/change-form.ts';
import { testInputOf } from '../model/test-input.ts';

const words = datasetsText.test;

/** Tries the check on the data of today, before anybody is asked to approve it. */
export function RuleTestField({ form }: { form: ChangeForm }) {
  const test = useRuleTest();
  const wanted = testInputOf(form);
  const key = JSON.stringify(wanted);
  // Of another check, an outcome says nothing.
  const [testedKey, setTestedKey] = useState(key);
  const isCurrent = testedKey === key;

  const run = () => {
    setTestedKey(key);
    if ('input' in wanted) void test.run(wanted.input);
    else test.refuse(words.incomplete(wanted.problem));
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button disabled={test.isRunning} onClick={run}>
          <FlaskConical aria-hidden size={14} />
          {words.button}
        </Button>
        <p className="min-w-0 flex-1 basis-48 text-xs text-muted">{words.hint}</p>
      </div>
      <TestOutcome test={{ isRunning: test.isRunning && isCurrent, outcome: isCurrent ? test.outcome : undefined }} />
    </div>
  );
}
