import type { ReactNode, SubmitEvent } from 'react';

import { statusDiff } from '../../../src/domain/entities/entity-change.ts';
import { useViewer } from '../../app/app-context.ts';
import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { FormContext } from '../fields/form-context.ts';
import { emptyForm } from '../model/change-form.ts';
import { draftKey } from '../model/draft.ts';
import { problemsIn } from '../model/problems.ts';
import { CancelLink } from './cancel-link.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ProposalRefusal } from './proposal-refusal.tsx';
import { RequestPanel } from './request-panel.tsx';
import { useDraft } from './use-draft.ts';
import { useRequest } from './use-request.ts';

export interface DeprecationFormProps {
  entityType: EntityType;
  canonicalKey: string;
  version: number;
  /** Why it cannot be sent now. */
  obstacle?: ReactNode;
  /** The entity may have changed. */
  onRefused: () => void;
  /** What depends on the entity. */
  children: ReactNode;
}

const DIFF = statusDiff('ACTIVE', 'DEPRECATED');

/** Asks for the reason to take an entity out of use, beside what depends on it. */
export function DeprecationForm(props: DeprecationFormProps) {
  const { entityType, canonicalKey, version, obstacle, onRefused, children } = props;
  const viewer = useViewer();
  const base = emptyForm(entityType, '');
  const state = useDraft(draftKey(viewer, 'DEPRECATE', entityType, canonicalKey), entityType, {
    base,
    version,
    form: base,
    canonicalKey,
    comment: '',
  });
  const request = useRequest();
  const { comment } = state.draft;
  const issues = request.refusal?.__typename === 'ValidationError' ? request.refusal.issues : [];

  const send = async () => {
    const reason = comment.trim();
    const isDone = await request.send({
      entityType,
      canonicalKey,
      kind: 'DEPRECATE',
      expectedVersion: version,
      ...(reason !== '' && { comment: reason }),
    });
    if (isDone) state.forget();
    else onRefused();
  };

  return (
    <FormContext value={{ problemAt: problemsIn(issues), touch: () => undefined }}>
      <LeaveGuard isDirty={state.isDirty} onDiscard={state.discard} />
      <form
        noValidate
        className="grid items-start gap-4 lg:grid-cols-2"
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        <RequestPanel
          kind="DEPRECATE"
          diff={DIFF}
          issueCount={0}
          comment={comment}
          isSending={request.isSending}
          isEmpty={false}
          obstacle={obstacle}
          onComment={(written) => {
            state.set({ comment: written });
          }}
          onDiscard={undefined}
          cancel={<CancelLink entity={{ entityType, canonicalKey }} />}
        >
          <ProposalRefusal
            kind="DEPRECATE"
            state={request}
            issues={issues.filter(({ path }) => path[0] !== 'comment')}
            onRetry={() => void send()}
          />
        </RequestPanel>
        <Panel title={text.change.downstream.title}>{children}</Panel>
      </form>
    </FormContext>
  );
}
