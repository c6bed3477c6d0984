import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { NotFound } from '../app/not-found.tsx';
import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';
import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { ChangeSubjectDocument, type ChangeSubjectQuery } from './change.generated.ts';
import { DeprecationForm } from './form/deprecation-form.tsx';
import { DownstreamNote } from './form/downstream-note.tsx';
import { ProposalForm } from './form/proposal-form.tsx';
import { readContent } from './model/read-content.ts';
import { useSuggestedRequest } from './use-suggested-request.ts';

type Subject = NonNullable<ChangeSubjectQuery['entity']>;

const TITLES = {
  UPDATE: text.change.changeTitle,
  DEPRECATE: text.change.deprecateTitle,
  REACTIVATE: text.change.reactivateTitle,
} as const;

/** Asks for a change of an entity, for its deprecation, or for the end of that. */
export function ChangePage() {
  const { entityType, canonicalKey } = useParams({ from: '/change/$entityType/$canonicalKey' });
  const type = readEntityType(entityType);
  if (!type) return <NotFound />;
  return <ChangeOf key={`${type} ${canonicalKey}`} entityType={type} canonicalKey={canonicalKey} />;
}

function ChangeOf({ entityType, canonicalKey }: { entityType: EntityType; canonicalKey: string }) {
  const { kind = 'UPDATE', item } = useSearch({ from: '/change/$entityType/$canonicalKey' });
  const isSteward = useRole('STEWARD');
  const [state, ask] = useQuery({ query: ChangeSubjectDocument, variables: { entityType, canonicalKey } });
  const entity = state.data?.entity;

  // An event has brought a newer version, but not its content.
  const version = entity?.version;
  const known = entity?.versions.edges[0]?.node.version;
  const isBehind = version !== undefined && version !== known;
  useEffect(() => {
    if (isBehind) ask({ requestPolicy: 'network-only' });
  }, [isBehind, version, ask]);

  const askAgain = () => {
    ask({ requestPolicy: 'network-only' });
  };

  const heading = (
    <PageHeading
      title={TITLES[kind](entity?.name)}
      hint={
        <>
          {text.entityTypes[entityType]}{' '}
          <span className="font-mono text-xs">
            <EntityLink entity={{ entityType, canonicalKey }} />
          </span>
          {entity && <> · {text.change.version(entity.version)}</>}
        </>
      }
    />
  );
  if (!isSteward) {
    return (
      <>
        {heading}
        <EmptyNote title={text.change.needsSteward}>{text.errors.needsRole(text.roles.STEWARD)}</EmptyNote>
      </>
    );
  }
  return (
    <>
      {heading}
      <QueryView state={state} onRetry={askAgain} loading={<Skeleton className="h-96" />}>
        {({ entity: found }) =>
          found ? (
            <Forms key={`${kind} ${item ?? ''}`} kind={kind} item={item} subject={found} onRefused={askAgain} />
          ) : (
            <EmptyNote title={text.change.unknown(canonicalKey)} />
          )
        }
      </QueryView>
    </>
  );
}

interface FormsProps {
  kind: 'UPDATE' | 'DEPRECATE' | 'REACTIVATE';
  /** Id of the item of the draft of a change set that is edited. */
  item: string | undefined;
  subject: Subject;
  onRefused: () => void;
}

function Forms({ kind, item, subject, onRefused }: FormsProps) {
  const { entityType, canonicalKey, name, status, version, pendingApproval } = subject;
  const suggested = useSuggestedRequest();
  const newest = subject.versions.edges[0]?.node;
  const content = useMemo(() => (newest ? readContent(entityType, newest.content) : undefined), [entityType, newest]);
  if (kind === 'REACTIVATE' && status === 'ACTIVE') return <EmptyNote title={text.change.active} />;
  if (status !== (kind === 'REACTIVATE' ? 'DEPRECATED' : 'ACTIVE'))
    return <EmptyNote title={text.change.notActive(text.statuses[status])} />;
  if (!newest || !content) return <EmptyNote title={text.change.noVersion} />;
  const obstacle = pendingApproval && (
    <>
      {text.change.hasOpenRequest}{' '}
      <ApprovalLink approvalId={pendingApproval.id} look="note">
        {text.change.openRequest}
      </ApprovalLink>
    </>
  );
  if (kind !== 'UPDATE') {
    return (
      <DeprecationForm
        kind={kind}
        name={name}
        editedItem={item}
        entityType={entityType}
        canonicalKey={canonicalKey}
        version={version}
        obstacle={obstacle}
        onRefused={onRefused}
      >
        <DownstreamNote subject={subject} />
      </DeprecationForm>
    );
  }
  return (
    <ProposalForm
      entityType={entityType}
      editedItem={item}
      newest={{ canonicalKey, version: newest.version, content }}
      suggested={suggested}
      obstacle={obstacle}
      onRefused={onRefused}
      aside={
        <Panel title={text.change.downstream.title}>
          <DownstreamNote subject={subject} />
        </Panel>
      }
    />
  );
}
