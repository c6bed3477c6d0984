import { Gauge } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useClient } from 'urql';

import { explainError } from '../graph/explain-error.ts';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { type ChangeActionsEntityFragment, RequestProfileDocument } from './change.generated.ts';
import { findDecision } from './find-decision.ts';

interface Report {
  kind: 'said' | 'refused';
  says: ReactNode;
  correlationId?: string;
}

/** Requests a profile, and says what the profiling rules decided about it. */
export function ProfileNow({ entity }: { entity: ChangeActionsEntityFragment }) {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<Report>();
  const words = text.change.profile;
  const { entityType, canonicalKey } = entity;

  const request = async () => {
    setBusy(true);
    setReport({ kind: 'said', says: words.requesting });
    // HIGH is what a person means by now.
    const { data, error } = await client
      .mutation(RequestProfileDocument, { input: { entityType, canonicalKey, priority: 'HIGH' } })
      .toPromise();
    const result = data?.requestProfile;
    if (!result) setReport({ kind: 'refused', says: error ? explainError(error) : words.noAnswer });
    else if (result.__typename !== 'RequestProfileSuccess') {
      const issues = result.__typename === 'ValidationError' ? result.issues.map(({ message }) => message) : [];
      setReport({ kind: 'refused', says: [result.message, ...issues].join(' ') });
    } else {
      const { id, correlationId } = result.event;
      setReport({ kind: 'said', says: words.requested, correlationId });
      const decision = await findDecision(client, entity, id);
      setReport({
        kind: decision?.profiled === false ? 'refused' : 'said',
        says: decision ? words.decided(decision) : words.undecided,
        correlationId,
      });
    }
    setBusy(false);
  };

  return (
    <>
      <Button
        disabled={isBusy}
        onClick={() => {
          void request();
        }}
      >
        <Gauge aria-hidden size={15} />
        {words.button}
      </Button>
      <p
        role="status"
        className={`order-last basis-full text-xs ${report?.kind === 'refused' ? 'text-warn' : 'text-muted'} ${report ? '' : 'sr-only'}`}
      >
        {report?.says}{' '}
        {report?.correlationId !== undefined && (
          <TraceLink correlationId={report.correlationId}>{words.follow}</TraceLink>
        )}
      </p>
    </>
  );
}
