import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { readEntityType } from '../entities/entity-type.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import type { EntityType } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { LineageGraphDocument, LineageRootDocument } from './lineage.generated.ts';
import { LineageExplorer } from './lineage-explorer.tsx';

/** The lineage around one entity. */
export function LineagePage() {
  const { entityType, canonicalKey } = useParams({ from: '/lineage/$entityType/$canonicalKey' });
  const type = readEntityType(entityType);
  return type ? (
    <LineageOf key={`${type} ${canonicalKey}`} entityType={type} canonicalKey={canonicalKey} />
  ) : (
    <Unknown type={entityType} canonicalKey={canonicalKey} />
  );
}

function LineageOf({ entityType, canonicalKey }: { entityType: EntityType; canonicalKey: string }) {
  const [state, ask] = useQuery({ query: LineageRootDocument, variables: { entityType, canonicalKey } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        ask({ requestPolicy: 'network-only' });
      }}
      loading={
        <>
          <PageHeading title={text.lineage.title} hint={text.lineage.hint} />
          <Skeleton className="h-[60dvh]" />
        </>
      }
    >
      {({ entity }) =>
        entity ? (
          <>
            <LineageExplorer key={entity.id} root={entity} />
            <ShowQuery
              document={LineageGraphDocument}
              variables={{ root: entity.id, upstream: 1, downstream: 1, limit: 100 }}
            />
          </>
        ) : (
          <Unknown type={text.entityTypes[entityType]} canonicalKey={canonicalKey} />
        )
      }
    </QueryView>
  );
}

function Unknown({ type, canonicalKey }: { type: string; canonicalKey: string }) {
  return (
    <>
      <PageHeading title={text.lineage.title} />
      <EmptyNote title={text.lineage.unknown(type, canonicalKey)}>
        <p>{text.lineage.unknownHint}</p>
        <Link to="/lineage" className="text-accent underline">
          {text.lineage.chooseOther}
        </Link>
      </EmptyNote>
    </>
  );
}
