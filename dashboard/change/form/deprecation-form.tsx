import type { ReactNode, SubmitEvent } from 'react';

import { statusDiff } from '../../../src/domain/entities/entity-change.ts';
import { useViewer } from '../../app/app-context.ts';
import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { FormContext } from '../fields/form-context.ts';
import { ReplacementField } from '../fields/replacement-field.tsx';
import { emptyForm } from '../model/change-form.ts';
import { draftKey } from '../model/draft-key.ts';
import { problemsIn } from '../model/problems.ts';
import { CancelLink } from './cancel-link.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ProposalRefusal } from './proposal-refusal.tsx';
import { RequestPanel } from './request-panel.tsx';
import { useDraft } from './use-draft.ts';
import { useRequest } from './use-request.ts';
import { useSetItem } from './use-set-item.ts';

export interface DeprecationFormProps {
  kind: 'DEPRECATE' | 'REACTIVATE';
  entityType: EntityType;
  canonicalKey: string;
  name: string;
  version: number;
  /** Why it cannot be sent now. */
  obstacle?: ReactNode;
  /** The entity may have changed. */
  onRefused: () => void;
  /** Id of the item of the draft of a change set that is edited. */
  editedItem: string | undefined;
  /** What depends on the entity. */
  children: ReactNode;
}

const DIFFS = {
  DEPRECATE: statusDiff('ACTIVE', 'DEPRECATED'),
  REACTIVATE: statusDiff('DEPRECATED', 'ACTIVE'),
};

/** Asks to take an entity out of use, or into use again, beside what depends on it. */
export function DeprecationForm(props: DeprecationFormProps) {
  const { kind, entityType, canonicalKey, name, version, obstacle, onRefused, editedItem, children } = props;
  const viewer = useViewer();
  const base = emptyForm(entityType, '');
  const item = useSetItem(editedItem, base);
  const { edited } = item;
  const key = edited ? draftKey(viewer, 'ITEM', editedItem ?? '') : draftKey(viewer, kind, entityType, canonicalKey);
  const fresh = { base, version, form: base, canonicalKey, comment: '', replacedBy: '' };
  const state = useDraft(key, entityType, fresh, edited);
  const request = useRequest();
  const { comment, replacedBy } = state.draft;
  const issues = request.refusal?.__typename === 'ValidationError' ? request.refusal.issues : item.issues;

  const said = comment.trim();
  const replacement = replacedBy.trim();
  const input = {
    entityType,
    canonicalKey,
    kind,
    expectedVersion: version,
    ...(said !== '' && { comment: said }),
    ...(replacement !== '' && { replacedBy: replacement }),
  };
  const diff = [
    ...DIFFS[kind],
    ...(replacement === '' ? [] : [{ field: 'replacedBy', before: null, after: JSON.stringify(replacement) }]),
  ];

  const add = () => {
    if (item.add({ name, input, diff, form: state.draft })) state.forget();
  };
  const send = async () => {
    if (await request.send(input)) state.forget();
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
          if (edited) add();
          else void send();
        }}
      >
        <RequestPanel
          kind={kind}
          diff={diff}
          issueCount={0}
          comment={comment}
          isSending={request.isSending}
          isEmpty={false}
          obstacle={obstacle}
          onComment={(written) => {
            state.set({ comment: written });
          }}
          onDiscard={undefined}
          onAdd={add}
          draftItem={edited ? 'edited' : item.isFull ? 'full' : 'none'}
          cancel={<CancelLink entity={{ entityType, canonicalKey }} isItem={edited !== undefined} />}
        >
          {kind === 'DEPRECATE' && (
            <ReplacementField
              entityType={entityType}
              value={replacedBy}
              onChange={(written) => {
                state.set({ replacedBy: written });
              }}
            />
          )}
          <ProposalRefusal
            kind={kind}
            state={request}
            issues={issues.filter(({ path }) => path[0] !== 'comment' && path[0] !== 'replacedBy')}
            onRetry={() => void send()}
          />
        </RequestPanel>
        <Panel title={text.change.downstream.title}>{children}</Panel>
      </form>
    </FormContext>
  );
}
