import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
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
  const { entityType, canonicalKey, description, urn, dataset, createdAt, updatedAt } = entity;
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
              <span className="font-mono text-xs">
                {dataset.schema}.{dataset.table}
              </span>
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
        <Fact label={words.urn}>
          <span className="font-mono text-xs">{urn}</span>
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
