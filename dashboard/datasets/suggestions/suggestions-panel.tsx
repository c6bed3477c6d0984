import { useNavigate } from '@tanstack/react-router';
import { Lightbulb } from 'lucide-react';
import { useQuery } from 'urql';

import { datasetsText } from '../../text/datasets.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { DatasetPageQuery } from '../dataset.generated.ts';
import { WarehouseProblem } from '../warehouse-problem.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { SuggestedRulesDocument } from './suggestions.generated.ts';

const words = datasetsText.suggestions;
type Dataset = NonNullable<DatasetPageQuery['dataset']>;

/** Which rules the data suggests; looked for when one asks, because that reads the table. */
export function SuggestionsPanel({ dataset, isAsked }: { dataset: Dataset; isAsked: boolean }) {
  const { schema, table, entities } = dataset;
  const navigate = useNavigate({ from: '/datasets/$schema/$table' });
  const [{ data, error, fetching }, ask] = useQuery({
    query: SuggestedRulesDocument,
    variables: { schema, table },
    pause: !isAsked,
    // Going back to the page reads no table anew.
    requestPolicy: 'cache-first',
  });
  const look = () => {
    if (isAsked) ask({ requestPolicy: 'network-only' });
    else void navigate({ search: { suggest: true }, replace: true, resetScroll: false });
  };
  const isProfiled = entities.some(({ latestProfile }) => latestProfile !== null);
  const suggestions = isAsked ? data?.suggestRules : undefined;
  const canLook = isProfiled && !(isAsked && fetching);
  return (
    <Panel
      title={words.title}
      actions={
        isProfiled && (
          <Button size="small" disabled={!canLook} onClick={look}>
            <Lightbulb aria-hidden size={14} />
            {isAsked ? words.lookAgain : words.look}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-muted">{isProfiled ? words.intro : words.needsProfile}</p>
        <p role="status" className="sr-only">
          {isAsked && fetching && words.looking}
        </p>
        {isAsked && error && <WarehouseProblem error={error} onRetry={look} />}
        {isAsked && fetching && !suggestions && <Skeleton className="h-40" />}
        {suggestions &&
          (suggestions.length === 0 ? (
            <EmptyNote title={words.none}>{words.noneHint}</EmptyNote>
          ) : (
            <SuggestionList schema={schema} table={table} suggestions={suggestions} />
          ))}
      </div>
    </Panel>
  );
}
