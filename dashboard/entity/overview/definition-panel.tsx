import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { LOOKS } from '../../links/link-looks.ts';
import { text } from '../../text/text.ts';
import { CopyButton } from '../../ui/copy/copy-button.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { Fact, Facts } from './facts.tsx';
import { EntityOverviewDocument } from './overview.generated.ts';
import { TypeFacts } from './type-facts.tsx';

/** What was approved: first what only its type has. */
export function DefinitionPanel({ entity }: { entity: EntityHeadFragment }) {
  const words = text.entity.definition;
  const { entityType, canonicalKey, description, urn, dataset, freshnessHours, createdAt, updatedAt } = entity;
  const [state, reload] = useQuery({ query: EntityOverviewDocument, variables: { entityType, canonicalKey } });
  return (
    <Panel title={words.title}>
      <Facts>
        {description === null && (
          <Fact label={words.description}>
            <span className="text-muted">{words.noDescription}</span>
          </Fact>
        )}
        {entityType !== 'METADATA' && (
          <QueryView
            state={state}
            onRetry={() => {
              reload({ requestPolicy: 'network-only' });
            }}
            loading={<Skeleton className="h-24 sm:col-span-2" />}
          >
            {({ entity: found }) => found && <TypeFacts definition={found} column={dataset?.column ?? undefined} />}
          </QueryView>
        )}
        <Fact label={words.dataset}>
          {dataset ? (
            <>
              <Link
                to="/entities"
                search={{ dataset: `${dataset.schema}.${dataset.table}` }}
                title={words.onDataset}
                className={`${LOOKS.words} font-mono text-xs`}
              >
                {dataset.schema}.{dataset.table}
              </Link>
              {', '}
              {dataset.column === null ? words.allColumns : words.column(dataset.column)}
            </>
          ) : (
            <span className="text-muted">{words.noDataset}</span>
          )}
        </Fact>
        {dataset && (
          <Fact label={words.keyColumns}>
            {dataset.keyColumns.length > 0 ? dataset.keyColumns.join(', ') : words.primaryKey}
          </Fact>
        )}
        {freshnessHours !== null && <Fact label={words.refreshed}>{words.withinHours(freshnessHours)}</Fact>}
        <Fact label={words.urn}>
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 font-mono text-xs">{urn}</span>
            <CopyButton value={urn} label={words.copyUrn} />
          </span>
        </Fact>
        <Fact label={words.created}>
          <Time at={createdAt} form="absolute" />
        </Fact>
        <Fact label={words.updated}>
          <Time at={updatedAt} />
        </Fact>
      </Facts>
    </Panel>
  );
}
