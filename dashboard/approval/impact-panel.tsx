import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';

import type { EntityType } from '../gql/types.ts';
import { EntityLink } from '../links/entity-link.tsx';
import { text } from '../text/text.ts';
import { Badge, GRADE_TONES, GradeBadge, TierBadge } from '../ui/badges.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { Skeleton } from '../ui/notes.tsx';
import { Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import {
  ApprovalImpactDocument,
  type ApprovalImpactQuery,
  type ApprovalWholeFragment,
} from './approval-page.generated.ts';
import { summarizeImpact } from './summarize-impact.ts';

const DEPTH = 5;
const LIMIT = 100;
/** Rows before one asks for all. */
const FEW = 8;

type Impact = NonNullable<ApprovalImpactQuery['approval']>['impact'];

/** What the change affects: to be known before one decides. */
export function ImpactPanel({ request }: { request: ApprovalWholeFragment }) {
  const variables = { id: request.id, depth: DEPTH, limit: LIMIT };
  const [state, execute] = useQuery({ query: ApprovalImpactDocument, variables });
  const { entity } = request;
  const words = text.approvals.page.impact;
  return (
    <Panel
      title={words.title}
      actions={
        entity && (
          <Link
            to="/lineage/$entityType/$canonicalKey"
            params={{ entityType: entity.entityType, canonicalKey: entity.canonicalKey }}
            className={buttonClass('plain', 'small')}
          >
            {words.lineage}
          </Link>
        )
      }
    >
      <QueryView
        state={state}
        onRetry={() => {
          execute({ requestPolicy: 'network-only' });
        }}
        loading={<Skeleton className="h-40" />}
      >
        {({ approval }) => approval && <ImpactList impact={approval.impact} />}
      </QueryView>
    </Panel>
  );
}

function ImpactList({ impact: { nodes, truncated } }: { impact: Impact }) {
  const [isWhole, setWhole] = useState(false);
  const words = text.approvals.page.impact;
  if (nodes.length === 0) return <p className="text-muted">{words.none}</p>;
  const { tiers, grades } = summarizeImpact(nodes.map(({ entity }) => entity));
  const shown = isWhole ? nodes : nodes.slice(0, FEW);
  const head = 'px-3 py-1.5 text-left text-xs font-medium text-muted';
  return (
    <div className="flex flex-col gap-3">
      <p>{words.intro(nodes.length, truncated)}</p>
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        <div className="flex flex-wrap items-center gap-1.5">
          <dt className="text-xs text-muted">{words.tiers}</dt>
          {tiers.map(([tier, count]) => (
            <dd key={tier}>
              <Badge tone={tier === 'TIER1' ? 'accent' : 'neutral'}>
                {text.tiers[tier]}: {count}
              </Badge>
            </dd>
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <dt className="text-xs text-muted">{words.grades}</dt>
          {grades.map(([grade, count]) => (
            <dd key={grade ?? ''}>
              <Badge tone={grade ? GRADE_TONES[grade] : 'neutral'}>
                {grade ?? words.noGrade}: {count}
              </Badge>
            </dd>
          ))}
        </div>
      </dl>
      <div className="-mx-3 overflow-x-auto">
        <table className="w-full border-collapse">
          <thead>
            <tr>
              <th scope="col" className={head}>
                {words.entity}
              </th>
              <th scope="col" className={head}>
                {words.tier}
              </th>
              <th scope="col" className={head}>
                {words.grade}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {words.steps}
              </th>
              <th scope="col" className={`${head} max-sm:hidden`}>
                {words.via}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ entity, distance, via }) => (
              <tr key={entity.id} className="border-t border-line">
                <td className="px-3 py-1.5">
                  <NameAndKey entity={entity} />
                </td>
                <td className="px-3 py-1.5">
                  <TierBadge tier={entity.tier} />
                </td>
                <td className="px-3 py-1.5">
                  {entity.latestProfile ? (
                    <GradeBadge grade={entity.latestProfile.qualityGrade} />
                  ) : (
                    <span className="text-muted">{words.noGrade}</span>
                  )}
                </td>
                <td className="px-3 py-1.5 text-right tabular-nums">{distance}</td>
                <td className="px-3 py-1.5 max-sm:hidden">{via && <NameAndKey entity={via} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {nodes.length > FEW && !isWhole && (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            setWhole(true);
          }}
        >
          {words.showAll(nodes.length)}
        </Button>
      )}
    </div>
  );
}

function NameAndKey({ entity }: { entity: { entityType: EntityType; canonicalKey: string; name: string } }) {
  return (
    <>
      <EntityLink entity={entity} look="row" />
      {entity.name !== entity.canonicalKey && (
        <span className="block font-mono text-xs [overflow-wrap:anywhere] text-muted">{entity.canonicalKey}</span>
      )}
    </>
  );
}
