import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

import { Button } from '../button.tsx';
import { Field, TextArea } from '../field.tsx';
import { ErrorNote } from '../notes.tsx';

export interface DecisionFieldsProps {
  words: { comment: string; commentHint: string };
  comment: string;
  onComment: (comment: string) => void;
  /** What is wrong with the comment. */
  problem: string | undefined;
  isBusy: boolean;
  error: CombinedError | undefined;
  approve: ReactNode;
  reject: ReactNode;
  onApprove: () => void;
  onReject: () => void;
  /** Stands above the comment. */
  children?: ReactNode;
}

/** A form that approves or rejects something, with a comment. */
export function DecisionFields(props: DecisionFieldsProps) {
  const { words, comment, onComment, problem, isBusy, error, approve, reject, onApprove, onReject, children } = props;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {error && <ErrorNote error={error} />}
      {children}
      <Field label={words.comment} hint={words.commentHint} problem={problem}>
        {(attributes) => (
          <TextArea
            {...attributes}
            rows={3}
            value={comment}
            onChange={(event) => {
              onComment(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Button kind="danger" disabled={isBusy} onClick={onReject}>
          {reject}
        </Button>
        <Button kind="primary" disabled={isBusy} onClick={onApprove}>
          {approve}
        </Button>
      </div>
    </form>
  );
}
