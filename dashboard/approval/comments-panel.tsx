import { type SubmitEvent, useState } from 'react';
import { useMutation } from 'urql';

import { useRole } from '../app/app-context.ts';
import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { type ApprovalWholeFragment, CommentOnRequestDocument } from './approval-page.generated.ts';

/** What people say about a request, and the place to say more. */
export function CommentsPanel({ request }: { request: ApprovalWholeFragment }) {
  const { edges, pageInfo } = request.comments;
  const mayComment = [useRole('STEWARD'), useRole('APPROVER')].includes(true);
  const words = text.approvals.page.comments;
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-3">
        {edges.length === 0 && <p className="text-muted">{words.none}</p>}
        <ul className="flex flex-col gap-3 empty:hidden">
          {edges.map(({ node: { id, author, createdAt, text: said } }) => (
            <li key={id}>
              <p className="text-xs text-muted">
                <b className="font-medium text-ink">{author.actorId}</b> <Time at={createdAt} />
              </p>
              <p className="break-words whitespace-pre-wrap">{said}</p>
            </li>
          ))}
        </ul>
        {pageInfo.hasNextPage && <p className="text-xs text-muted">{words.more}</p>}
        {mayComment ? <CommentForm approvalId={request.id} /> : <p className="text-xs text-muted">{words.noRole}</p>}
      </div>
    </Panel>
  );
}

function CommentForm({ approvalId }: { approvalId: string }) {
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, comment] = useMutation(CommentOnRequestDocument);
  const words = text.approvals.page.comments;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (said.trim() === '') {
      setProblem(words.empty);
      return;
    }
    const { data } = await comment({ input: { approvalId, text: said.trim() } });
    if (data?.commentOnApproval.__typename === 'CommentOnApprovalSuccess') setSaid('');
    else if (data) setProblem(explainRefusal(data.commentOnApproval));
  };

  return (
    <form className="flex flex-col gap-2" data-print="no" onSubmit={(event) => void submit(event)}>
      {error && <ErrorNote error={error} />}
      <Field label={words.label} problem={problem}>
        {(props) => (
          <TextArea
            {...props}
            rows={2}
            value={said}
            onChange={(event) => {
              setSaid(event.target.value);
              setProblem(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        )}
      </Field>
      <Button type="submit" size="small" className="self-end" disabled={fetching}>
        {words.add}
      </Button>
    </form>
  );
}
