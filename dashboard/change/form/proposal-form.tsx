import { type ReactNode, type SubmitEvent, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import type { EntityContent } from '../../../src/domain/entities/entity.ts';
import { useViewer } from '../../app/app-context.ts';
import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import type { Binding } from '../change-search.ts';
import { DatasetFields } from '../dataset/dataset-fields.tsx';
import { CommonFields } from '../fields/common-fields.tsx';
import { DefinitionFields } from '../fields/definition-fields.tsx';
import { FormContext } from '../fields/form-context.ts';
import { KeyField } from '../fields/key-field.tsx';
import { type ChangeForm, emptyForm } from '../model/change-form.ts';
import { inputOf, partsOf } from '../model/change-input.ts';
import { checkChange } from '../model/check-change.ts';
import { draftKey } from '../model/draft-key.ts';
import { fieldPaths } from '../model/field-paths.ts';
import { formOf } from '../model/form-of.ts';
import { keyFor } from '../model/lines.ts';
import { otherIssues, problemsIn } from '../model/problems.ts';
import { bindForm, type FormStart, readSuggestion } from '../model/start-of-form.ts';
import { CancelLink } from './cancel-link.tsx';
import { DraftNotes } from './draft-notes.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ProposalRefusal } from './proposal-refusal.tsx';
import { RequestPanel } from './request-panel.tsx';
import { useDraft } from './use-draft.ts';
import { useRequest } from './use-request.ts';
import { useSetItem } from './use-set-item.ts';

export interface ProposalFormProps {
  entityType: EntityType;
  /** The newest approved version; null: the entity is to be created. */
  newest: { canonicalKey: string; version: number; content: EntityContent } | null;
  /** Why it cannot be sent now. */
  obstacle?: ReactNode;
  /** The entity may have changed. */
  onRefused?: () => void;
  /** Id of the item of the draft of a change set that is edited. */
  editedItem?: string | undefined;
  /** Below the request. */
  aside?: ReactNode;
  /** What a new entity is bound to at first. */
  binding?: Binding;
  /** An input of `requestApproval` that fills in the form. */
  suggested?: object | undefined;
}

/** The fields of a new or changed entity, beside what the request will contain. */
export function ProposalForm(props: ProposalFormProps) {
  const { entityType, newest, obstacle, onRefused, editedItem, aside, binding, suggested } = props;
  const viewer = useViewer();
  const { actorId } = viewer;
  const kind = newest ? 'UPDATE' : 'CREATE';
  const content = newest?.content ?? null;
  const newestForm = useMemo(
    () => (content ? formOf(entityType, content) : emptyForm(entityType, actorId)),
    [entityType, content, actorId],
  );
  const fixedKey = newest?.canonicalKey ?? '';
  const item = useSetItem(editedItem, newestForm);
  const { edited } = item;
  const start = useMemo((): FormStart => {
    const name = { entityType, canonicalKey: fixedKey };
    const filled = suggested && readSuggestion(suggested, name, content, actorId);
    return filled ?? { form: bindForm(newestForm, binding ?? {}), canonicalKey: fixedKey, comment: '' };
  }, [entityType, fixedKey, suggested, content, actorId, newestForm, binding]);
  // What is begun from a suggestion, or for a table, is a draft of its own.
  const about = suggested ?? binding;
  const draftName = edited
    ? ['ITEM', editedItem ?? '']
    : [kind, entityType, fixedKey, ...(about ? [JSON.stringify(about)] : [])];
  const fresh = {
    base: newest ? newestForm : start.form,
    version: newest?.version ?? null,
    replacedBy: '',
    ...start,
  };
  const state = useDraft(draftKey(viewer, ...draftName), entityType, fresh, edited);
  const { draft, changed, isDirty, generation, setForm } = state;
  const { form, canonicalKey, comment } = draft;
  const isBehind = newest !== null && draft.version !== newest.version;

  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [wasTried, setTried] = useState(false);
  const [sentForm, setSentForm] = useState<ChangeForm | undefined>(edited?.form);
  const request = useRequest();
  const element = useRef<HTMLFormElement>(null);

  const change = inputOf(form, newest ? changed : partsOf(entityType));
  const { issues, diff } = checkChange({ entityType, canonicalKey, kind, base: content, change });
  // What the server said of a part holds until one changes it.
  const refused = request.refusal?.__typename === 'ValidationError' ? request.refusal.issues : item.issues;
  const unchanged = new Set<string>(
    sentForm ? partsOf(entityType).filter((part) => sentForm[part] === form[part]) : [],
  );
  const told = refused.filter(({ path: [root, part = ''] }) => root !== 'change' || part === '' || unchanged.has(part));
  const local = problemsIn(issues);
  const remote = problemsIn(told);

  const input = {
    entityType,
    canonicalKey,
    kind,
    change,
    ...(newest && { expectedVersion: newest.version }),
    ...(comment.trim() !== '' && { comment: comment.trim() }),
  } as const;

  /** Whether nothing is known to be wrong; else one is led there. */
  const isComplete = () => {
    if (issues.length === 0) return true;
    flushSync(() => {
      setTried(true);
    });
    element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
    return false;
  };
  const add = () => {
    if (isComplete() && item.add({ name: form.name.trim(), input, diff, form: draft })) state.forget();
  };
  const send = async () => {
    if (!isComplete()) return;
    setSentForm(form);
    const isDone = await request.send(input);
    if (isDone) state.forget();
    else onRefused?.();
    element.current?.querySelector<HTMLElement>('[role=alert]')?.scrollIntoView({ block: 'center' });
  };

  return (
    <FormContext
      value={{
        problemAt: (path) => (wasTried || touched.has(path.join('.')) ? local(path) : undefined) ?? remote(path),
        touch: (path) => {
          if (!touched.has(path.join('.'))) setTouched(new Set([...touched, path.join('.')]));
        },
      }}
    >
      <LeaveGuard isDirty={isDirty} onDiscard={state.discard} />
      <form
        ref={element}
        noValidate
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]"
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (edited) add();
          else void send();
        }}
      >
        <Panel title={text.change.fieldsTitle}>
          <div key={generation} className="flex flex-col gap-4">
            <DraftNotes
              state={state}
              newVersion={isBehind ? newest.version : undefined}
              onTakeOver={() => {
                if (newest) state.takeOver(newestForm, newest.version);
              }}
            />
            <CommonFields
              form={form}
              onChange={(patch) => {
                const { name } = patch;
                const follows = !newest && name !== undefined && canonicalKey === keyFor(form.name);
                setForm(patch, follows ? { canonicalKey: keyFor(name) } : {});
              }}
            >
              {!newest && (
                <KeyField
                  entityType={entityType}
                  value={canonicalKey}
                  onChange={(key) => {
                    state.set({ canonicalKey: key });
                  }}
                />
              )}
            </CommonFields>
            <DefinitionFields entityType={entityType} form={form} onChange={setForm} />
            <DatasetFields
              entityType={entityType}
              value={form.dataset}
              onChange={(patch) => {
                setForm({ dataset: { ...form.dataset, ...patch } });
              }}
            />
          </div>
        </Panel>
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-17 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
          <RequestPanel
            kind={kind}
            diff={diff}
            issueCount={wasTried ? issues.length : 0}
            comment={comment}
            isSending={request.isSending}
            isEmpty={changed.length === 0 && start.canonicalKey === fixedKey}
            obstacle={isBehind ? text.change.drafts.takeOverFirst : obstacle}
            onComment={(written) => {
              state.set({ comment: written });
            }}
            onDiscard={isDirty ? state.discard : undefined}
            onAdd={add}
            draftItem={edited ? 'edited' : item.isFull ? 'full' : 'none'}
            cancel={
              <CancelLink entity={newest ? { entityType, canonicalKey } : undefined} isItem={edited !== undefined} />
            }
          >
            <ProposalRefusal
              kind={kind}
              state={request}
              issues={otherIssues(told, fieldPaths(entityType, form.businessRule.kind))}
              onRetry={() => void send()}
            />
          </RequestPanel>
          {aside}
        </div>
      </form>
    </FormContext>
  );
}
