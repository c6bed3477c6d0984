import { useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { type EntityName, readEntityType } from '../entities/entity-type.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { EntityIncidents } from '../incidents/parts/entity-incidents.tsx';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { EntityHeading } from './entity-heading.tsx';
import { type EntityHeadFragment, EntityPageDocument } from './entity-page.generated.ts';
import { EntityStatusNote } from './entity-status-note.tsx';
import { EntityTabs } from './entity-tabs.tsx';
import { MissingEntity } from './missing-entity.tsx';
import { PendingNote } from './pending-note.tsx';
import { Verdict } from './profile/verdict.tsx';
import { RuleNamesContext, useRulesOf } from './rules/rule-names.ts';
import { ENTITY_ROUTE } from './use-search.ts';

/** Everything about one entity: first whether its data is good and why, then a tab for each question. */
export function EntityPage() {
  const { entityType, canonicalKey } = useParams({ from: ENTITY_ROUTE });
  const type = readEntityType(entityType);
  return type ? (
    <KnownType key={`${type} ${canonicalKey}`} entityType={type} canonicalKey={canonicalKey} />
  ) : (
    <>
      <PageHeading title={canonicalKey} />
      <EmptyNote title={text.entity.missing.unknownType(entityType)} />
    </>
  );
}

function KnownType(name: EntityName) {
  const [state, reload] = useQuery({ query: EntityPageDocument, variables: { ...name } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Loading name={name} />}
    >
      {({ entity }) => (entity ? <Known entity={entity} /> : <MissingEntity name={name} />)}
    </QueryView>
  );
}

function Known({ entity }: { entity: EntityHeadFragment }) {
  const { entityType, canonicalKey, pendingApproval, dataset } = entity;
  return (
    <RuleNamesContext value={useRulesOf(dataset)}>
      <div className="flex flex-col gap-4">
        <div>
          <EntityHeading entity={entity} />
          <EntityStatusNote entity={entity} />
          {pendingApproval && <PendingNote approval={pendingApproval} />}
          <Verdict entity={entity} />
          <EntityIncidents key={entity.id} entityType={entityType} canonicalKey={canonicalKey} />
        </div>
        <EntityTabs entity={entity} />
        <ShowQuery document={EntityPageDocument} variables={{ entityType, canonicalKey }} />
      </div>
    </RuleNamesContext>
  );
}

/** As high as what will stand there. */
function Loading({ name: { canonicalKey } }: { name: EntityName }) {
  return (
    <>
      <PageHeading title={canonicalKey} hint={text.common.loading} />
      <div className="flex flex-col gap-4">
        <Skeleton className="h-7 max-w-md" />
        <Skeleton className="h-32" />
        <Skeleton className="h-10" />
        <Skeleton className="h-80" />
      </div>
    </>
  );
}
