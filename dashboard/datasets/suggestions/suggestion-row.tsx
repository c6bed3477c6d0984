import { Link } from '@tanstack/react-router';
import { FilePen, FlaskConical } from 'lucide-react';

import { SeverityBadge } from '../../entity/rules/severity-badge.tsx';
import type { RequestApprovalInput } from '../../gql/types.ts';
import { ApprovalLink } from '../../links/approval-link.tsx';
import { checkInputOf } from '../../rule-test/check-input.ts';
import { TestOutcome } from '../../rule-test/test-outcome.tsx';
import { useRuleTest } from '../../rule-test/use-rule-test.ts';
import { datasetsText } from '../../text/datasets.ts';
import { Badge } from '../../ui/badges.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { describeSuggestion } from './describe-suggestion.ts';
import type { SuggestionFragment } from './suggestions.generated.ts';

const words = datasetsText.suggestions;

export interface SuggestionRowProps {
  schema: string;
  table: string;
  suggestion: SuggestionFragment;
  /** What requests it; undefined if it cannot be read. */
  request: RequestApprovalInput | undefined;
  /** Of the request, once it was made here. */
  approvalId: string | undefined;
  isChosen: boolean;
  /** Undefined: it can only be proposed by itself. */
  onChoose: (() => void) | undefined;
}

/** One suggestion with its evidence, and what can be done with it. */
export function SuggestionRow(props: SuggestionRowProps) {
  const { schema, table, suggestion, request, approvalId, isChosen, onChoose } = props;
  const { kind, column, check, severity, evidence } = suggestion;
  const { sentence, pattern, values } = describeSuggestion(suggestion);
  const test = useRuleTest();
  return (
    <li className="flex gap-3 border-t border-line px-4 py-2">
      <span className="w-4 shrink-0 pt-0.5">
        {onChoose && (
          <input
            type="checkbox"
            aria-label={words.choose(sentence)}
            className="size-4 accent-(--accent)"
            checked={isChosen}
            onChange={onChoose}
          />
        )}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
          <div className="min-w-0 flex-1 basis-80">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium [overflow-wrap:anywhere]">{column}</span>
              <Badge>{words.kinds[kind]}</Badge>
              {severity && <SeverityBadge severity={severity} />}
            </p>
            <p className="[overflow-wrap:anywhere]">
              {sentence} {pattern !== undefined && <Value value={pattern} />}
            </p>
            {values && (
              <ul className="my-0.5 flex flex-wrap gap-1">
                {values.map((value) => (
                  <li key={value}>
                    <Value value={value} />
                  </li>
                ))}
              </ul>
            )}
            <p className="text-xs text-muted [overflow-wrap:anywhere]">{evidence}</p>
          </div>
          <div className="flex flex-wrap items-center gap-2" data-print="no">
            {check && (
              <Button
                size="small"
                disabled={test.isRunning}
                aria-label={datasetsText.test.buttonFor(sentence)}
                onClick={() => void test.run({ schema, table, column, check: checkInputOf(check) })}
              >
                <FlaskConical aria-hidden size={13} />
                {test.outcome ? datasetsText.test.again : datasetsText.test.button}
              </Button>
            )}
            {approvalId !== undefined ? (
              <ApprovalLink approvalId={approvalId} look="smallButton">
                {words.requested}
              </ApprovalLink>
            ) : (
              request && <ProposeLink sentence={sentence} {...{ schema, table, column, request }} />
            )}
          </div>
        </div>
        <TestOutcome test={test} />
      </div>
    </li>
  );
}

interface ProposeLinkProps {
  sentence: string;
  schema: string;
  table: string;
  column: string;
  request: RequestApprovalInput;
}

/** Leads to the form, which the suggestion fills in. */
function ProposeLink({ sentence, schema, table, column, request }: ProposeLinkProps) {
  const { kind, entityType, canonicalKey } = request;
  const shared = {
    state: { suggestedRequest: request },
    className: buttonClass('plain', 'small'),
    'aria-label': words.proposeIt(sentence),
  };
  const label = (
    <>
      <FilePen aria-hidden size={13} />
      {words.propose}
    </>
  );
  return kind === 'CREATE' ? (
    <Link to="/change" search={{ type: entityType, schema, table, column }} {...shared}>
      {label}
    </Link>
  ) : (
    <Link to="/change/$entityType/$canonicalKey" params={{ entityType, canonicalKey }} {...shared}>
      {label}
    </Link>
  );
}

function Value({ value }: { value: string }) {
  return <code className="rounded bg-hover px-1 py-px font-mono text-xs whitespace-pre-wrap">{value}</code>;
}
