import { useState } from 'react';

import { datasetsText } from '../../text/datasets.ts';
import { formatCount } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { RequestDialog, type RequestedRule } from './request-dialog.tsx';
import { RequestedNote } from './requested-note.tsx';
import { requestOf } from './suggestion-request.ts';
import { SuggestionRow } from './suggestion-row.tsx';
import type { SuggestionFragment } from './suggestions.generated.ts';

const words = datasetsText.suggestions;
/** A change set takes more, but its page of items has no more. */
const MOST = 100;

export interface SuggestionListProps {
  schema: string;
  table: string;
  suggestions: readonly SuggestionFragment[];
}

/** Suggestions to test, to propose one by one, or to request several at once. */
export function SuggestionList({ schema, table, suggestions }: SuggestionListProps) {
  const [chosenKeys, setChosenKeys] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [requested, setRequested] = useState<readonly RequestedRule[]>([]);
  const done = new Map(requested.map((rule) => [rule.canonicalKey, rule.id]));
  const items = suggestions.map((suggestion) => {
    const request = requestOf(suggestion);
    const approvalId = request && done.get(request.canonicalKey);
    // A key is no rule but a change of the entity, which can have one open request only.
    const isChoosable = suggestion.check !== null && request !== undefined && approvalId === undefined;
    return { key: `${suggestion.kind} ${suggestion.column}`, suggestion, request, approvalId, isChoosable };
  });
  const choosable = items.filter(({ isChoosable }) => isChoosable);
  const chosen = choosable.filter(({ key }) => chosenKeys.has(key));
  const isAll = choosable.length > 0 && chosen.length === choosable.length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2" data-print="no">
        <label className="inline-flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={isAll}
            disabled={choosable.length === 0}
            ref={(box) => {
              if (box) box.indeterminate = chosen.length > 0 && !isAll;
            }}
            onChange={() => {
              setChosenKeys(new Set(isAll ? [] : choosable.map(({ key }) => key)));
            }}
          />
          {words.chooseAll}
        </label>
        <Button
          kind={chosen.length > 0 ? 'primary' : 'plain'}
          disabled={chosen.length === 0 || chosen.length > MOST}
          onClick={() => {
            setAsking(true);
          }}
        >
          {words.request(chosen.length)}
        </Button>
        <p className="text-xs text-muted">{chosen.length > MOST ? words.tooMany(MOST) : words.chooseHint}</p>
        <p role="status" className="ml-auto text-muted tabular-nums">
          {words.count(formatCount(suggestions.length), suggestions.length === 1)}
        </p>
      </div>
      <RequestedNote rules={requested} />
      <ul aria-label={words.label} className="-mx-4 -mb-4">
        {items.map(({ key, suggestion, request, approvalId, isChoosable }) => (
          <SuggestionRow
            key={key}
            schema={schema}
            table={table}
            suggestion={suggestion}
            request={request}
            approvalId={approvalId}
            isChosen={isChoosable && chosenKeys.has(key)}
            onChoose={
              isChoosable
                ? () => {
                    const next = new Set(chosenKeys);
                    if (!next.delete(key)) next.add(key);
                    setChosenKeys(next);
                  }
                : undefined
            }
          />
        ))}
      </ul>
      {isAsking && (
        <RequestDialog
          items={chosen.flatMap(({ suggestion, request }) => (request ? [{ suggestion, request }] : []))}
          onClose={() => {
            setAsking(false);
          }}
          onRequested={(rules) => {
            setAsking(false);
            setRequested([...requested, ...rules]);
            setChosenKeys(new Set());
          }}
        />
      )}
    </>
  );
}
