import { type SubmitEvent, useState } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import type { Session, TokenSession } from './session.ts';

/** What somebody sees who is not signed in. */
export function SignInPage({ session }: { session: Session }) {
  const { problem } = session.state;
  return (
    <main className="mx-auto mt-24 flex max-w-md flex-col gap-4 rounded-lg border border-line bg-surface p-6">
      <h1 className="text-lg font-semibold">{text.common.product}</h1>
      <p className="text-muted">{text.session.intro}</p>
      {problem !== undefined && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {problem}
        </p>
      )}
      {session.kind === 'token' && <TokenForm session={session} />}
      {session.kind === 'oidc' && (
        <Button
          kind="primary"
          onClick={() => {
            session.signIn();
          }}
        >
          {text.session.signIn}
        </Button>
      )}
    </main>
  );
}

function TokenForm({ session }: { session: TokenSession }) {
  const [token, setToken] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (token.trim() !== '') session.signIn(token);
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <Field label={text.session.token} hint={text.session.tokenHint}>
        {(props) => (
          <Input
            {...props}
            type="password"
            autoComplete="off"
            value={token}
            onChange={(event) => {
              setToken(event.target.value);
            }}
          />
        )}
      </Field>
      <Button kind="primary" type="submit">
        {text.session.signIn}
      </Button>
    </form>
  );
}
