import { Link } from '@tanstack/react-router';

import { useViewer } from '../../app/app-context.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { policyText } from '../../text/policy.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import type { PolicyInForceFragment } from '../policy.generated.ts';
import { ChangeList } from '../view/change-list.tsx';
import type { DraftState } from './use-draft.ts';
import type { Propose } from './use-propose.ts';

export interface ProposePanelProps {
  policy: PolicyInForceFragment;
  state: DraftState;
  propose: Propose;
  /** Whether it stands beside a simulation of the draft. */
  isSimulated?: boolean;
}

/** What the draft changes, and the proposal of it. */
export function ProposePanel({ policy, state, propose, isSimulated = false }: ProposePanelProps) {
  const words = policyText.propose;
  const obstacle = useObstacle(policy, state);
  const hasChanges = state.changed.size > 0;
  const canSend = hasChanges && state.problems.size === 0 && obstacle === undefined && !propose.isSending;
  return (
    <Panel title={words.title} className="xl:sticky xl:top-17">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) void propose.send();
        }}
      >
        {propose.isSent && !hasChanges && (
          <p role="status" className="rounded-md bg-good-soft px-3 py-2 text-good">
            {words.sent}
          </p>
        )}
        {!hasChanges && <p className="text-muted">{words.nothing}</p>}
        {hasChanges && state.problems.size > 0 && <p className="text-bad">{words.incomplete(state.problems.size)}</p>}
        {hasChanges && state.problems.size === 0 && (
          <div className="max-h-96 overflow-y-auto" tabIndex={0} role="group" aria-label={words.title}>
            <ChangeList changes={state.changes} />
          </div>
        )}
        <Field label={words.comment} hint={words.commentHint}>
          {(props) => (
            <TextArea
              {...props}
              rows={3}
              value={state.draft.comment}
              onChange={(event) => {
                state.setComment(event.target.value);
              }}
            />
          )}
        </Field>
        {propose.error && <ErrorNote error={propose.error} onRetry={() => void propose.send()} />}
        <RefusalNote sentence={propose.refusal} />
        {obstacle !== undefined && <p className="rounded-md bg-hover px-3 py-2">{obstacle}</p>}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" disabled={!canSend}>
            {words.send}
          </Button>
          {isSimulated ? (
            <Link to="/policy" search={{ tab: 'draft' }} className={LOOKS.button}>
              {simulationText.toDraft}
            </Link>
          ) : (
            hasChanges && (
              <Link to="/policy" search={{ tab: 'simulation', of: 'draft' }} className={LOOKS.button}>
                {words.simulate}
              </Link>
            )
          )}
          {state.isDirty && (
            <Button kind="quiet" onClick={state.discard}>
              {words.discard}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

/** Why it cannot be proposed now. */
function useObstacle({ proposal }: PolicyInForceFragment, { isBehind }: DraftState): string | undefined {
  const { actorId } = useViewer();
  const words = policyText.propose;
  if (proposal?.proposedBy.actorId === actorId) return words.openOwn;
  if (proposal) return words.open(proposal.proposedBy.actorId);
  return isBehind ? words.behind : undefined;
}
