import { useState } from 'react';
import { useMutation } from 'urql';

import { text } from '../../text/text.ts';
import { TONES } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import { explainProblem } from '../explain-problem.ts';
import type { AdministrationRefusalFragment } from '../refusal.generated.ts';
import { attemptText } from './attempt-text.ts';
import { WebhookForm } from './webhook-form.tsx';
import {
  DeleteWebhookDocument,
  PauseWebhookDocument,
  ResumeWebhookDocument,
  RotateWebhookSecretDocument,
  TestWebhookDocument,
  type WebhookLineFragment,
} from './webhooks.generated.ts';

export interface WebhookProps {
  webhook: WebhookLineFragment;
  onDeleted: () => void;
  onSecret: (secret: string) => void;
}

/** What is said below the buttons. */
interface Note {
  tone: 'good' | 'bad' | 'warn';
  sentence: string;
}

export function WebhookActions({ webhook, onDeleted, onSecret }: WebhookProps) {
  const [asked, setAsked] = useState<'edit' | 'rotate' | 'delete'>();
  const [note, setNote] = useState<Note>();
  const [testing, test] = useMutation(TestWebhookDocument);
  const [pausing, pause] = useMutation(PauseWebhookDocument);
  const [resuming, resume] = useMutation(ResumeWebhookDocument);
  const [rotating, rotate] = useMutation(RotateWebhookSecretDocument);
  const [deleting, remove] = useMutation(DeleteWebhookDocument);
  const words = text.administration.webhooks;
  const input = { webhookId: webhook.id };
  const close = () => {
    setAsked(undefined);
  };
  const refuse = (refusal: AdministrationRefusalFragment) => {
    setNote({ tone: 'warn', sentence: explainProblem(refusal) });
  };

  const onTest = async () => {
    setNote(undefined);
    const { data } = await test({ input });
    if (!data) return;
    if (data.testWebhook.__typename !== 'TestWebhookSuccess') refuse(data.testWebhook);
    else {
      const { attempt } = data.testWebhook;
      setNote({ tone: attempt.error === null ? 'good' : 'bad', sentence: attemptText(attempt) });
    }
  };
  const onPause = async () => {
    setNote(undefined);
    const { data } = await pause({ input });
    if (data && data.pauseWebhook.__typename !== 'PauseWebhookSuccess') refuse(data.pauseWebhook);
  };
  const onResume = async () => {
    setNote(undefined);
    const { data } = await resume({ input });
    if (data && data.resumeWebhook.__typename !== 'ResumeWebhookSuccess') refuse(data.resumeWebhook);
  };
  const onRotate = async () => {
    const { data } = await rotate({ input });
    if (!data) return;
    close();
    if (data.rotateWebhookSecret.__typename === 'RotateWebhookSecretSuccess') onSecret(data.rotateWebhookSecret.secret);
    else refuse(data.rotateWebhookSecret);
  };
  const onDelete = async () => {
    const { data } = await remove({ input });
    // One that is not there any more is deleted as well.
    if (!data) return;
    close();
    onDeleted();
  };

  const isBusy = testing.fetching || pausing.fetching || resuming.fetching;
  const error = testing.error ?? pausing.error ?? resuming.error;
  return (
    <>
      <Button size="small" disabled={isBusy} onClick={() => void onTest()}>
        {testing.fetching ? words.testing : words.test}
      </Button>
      <Button
        size="small"
        onClick={() => {
          setAsked('edit');
        }}
      >
        {words.change}
      </Button>
      {webhook.status === 'ACTIVE' ? (
        <Button size="small" disabled={isBusy} onClick={() => void onPause()}>
          {words.pause}
        </Button>
      ) : (
        <Button size="small" disabled={isBusy} onClick={() => void onResume()}>
          {words.resume}
        </Button>
      )}
      <Button
        size="small"
        onClick={() => {
          setAsked('rotate');
        }}
      >
        {words.rotate}
      </Button>
      <Button
        size="small"
        kind="danger"
        onClick={() => {
          setAsked('delete');
        }}
      >
        {words.delete}
      </Button>
      <div role="status" className="basis-full empty:sr-only">
        {note && <p className={`rounded-md px-3 py-2 break-words ${TONES[note.tone]}`}>{note.sentence}</p>}
      </div>
      {error && <ErrorNote error={error} />}
      {asked === 'edit' && <WebhookForm webhook={webhook} onClose={close} onSaved={close} />}
      {asked === 'rotate' && (
        <ConfirmDialog
          title={words.rotateTitle}
          action={words.rotate}
          isBusy={rotating.fetching}
          error={rotating.error}
          onConfirm={() => void onRotate()}
          onClose={close}
        >
          <p>{words.rotateExplained}</p>
        </ConfirmDialog>
      )}
      {asked === 'delete' && (
        <ConfirmDialog
          title={words.deleteTitle}
          action={words.delete}
          isBusy={deleting.fetching}
          error={deleting.error}
          onConfirm={() => void onDelete()}
          onClose={close}
        >
          <p className="break-all">{webhook.url}</p>
          <p>{words.deleteExplained}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
