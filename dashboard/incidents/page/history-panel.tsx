import { type SubmitEvent, useMemo, useState } from 'react';
import { useMutation } from 'urql';

import { IncidentLink } from '../../links/incident-link.tsx';
import { incidentText } from '../../text/incidents.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { explainIncidentRefusal } from './explain-refusal.ts';
import { CommentOnIncidentDocument, type IncidentWholeFragment } from './incident-page.generated.ts';
import { repetitionText, stepText } from './step-text.ts';
import { useMayAct } from './use-may-act.ts';
import { withRepetitions } from './with-repetitions.ts';

const words = incidentText.history;

/** Who did what and when, and the place to comment. */
export function HistoryPanel({ incident }: { incident: IncidentWholeFragment }) {
  const { edges, pageInfo } = incident.history;
  const mayAct = useMayAct();
  const { occurrences, lastSeenAt, seenAgain } = incident;
  const firstAgainAt = seenAgain.edges[0]?.node.at;
  const entries = useMemo(() => {
    const steps = edges.map(({ node }) => node);
    return withRepetitions(steps, { occurrences, lastSeenAt, firstAgainAt });
  }, [edges, occurrences, lastSeenAt, firstAgainAt]);
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-3">
        {pageInfo.hasPreviousPage && <p className="text-xs text-muted">{words.earlier}</p>}
        <ol className="flex flex-col gap-2.5">
          {entries.map((entry, index) => {
            const { who, did } = 'count' in entry ? repetitionText(entry) : stepText(entry);
            const { text, root } = 'count' in entry ? { text: null, root: null } : entry;
            return (
              // Steps are only ever added at the end, and the one of repetitions moves there.
              <li key={index} className="border-l-2 border-line pl-3">
                <p className="text-xs text-muted">
                  <b className="font-medium text-ink">{who}</b> {did} <Time at={entry.at} />
                </p>
                {text !== null && <p className="break-words whitespace-pre-wrap">{text}</p>}
                {root && (
                  <p className="break-words">
                    <IncidentLink incidentId={root.id}>{root.summary}</IncidentLink>
                  </p>
                )}
              </li>
            );
          })}
        </ol>
        {mayAct && <CommentForm incidentId={incident.id} />}
      </div>
    </Panel>
  );
}

function CommentForm({ incidentId }: { incidentId: string }) {
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, send] = useMutation(CommentOnIncidentDocument);
  const [isAdded, setAdded] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (said.trim() === '') {
      setProblem(words.empty);
      return;
    }
    const { data } = await send({ input: { incidentId, comment: said.trim() } });
    if (!data) return;
    const result = data.commentOnIncident;
    if (result.__typename === 'CommentOnIncidentSuccess') {
      setSaid('');
      setAdded(true);
    } else setProblem(explainIncidentRefusal(result));
  };

  return (
    <form className="flex flex-col gap-2" data-print="no" onSubmit={(event) => void submit(event)}>
      {error && <ErrorNote error={error} />}
      <Field label={words.comment} problem={problem}>
        {(props) => (
          <TextArea
            {...props}
            rows={2}
            maxLength={10_000}
            value={said}
            onChange={(event) => {
              setSaid(event.target.value);
              setProblem(undefined);
              setAdded(false);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        )}
      </Field>
      <div className="flex items-center justify-end gap-3">
        <span role="status" className="text-xs text-muted">
          {isAdded && incidentText.actions.done.COMMENTED}
        </span>
        <Button type="submit" size="small" disabled={fetching}>
          {words.add}
        </Button>
      </div>
    </form>
  );
}
