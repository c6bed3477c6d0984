import { policyText } from '../../text/policy.ts';
import { type SaidChange, sayChanges } from '../model/change-words.ts';
import type { PolicyChangeText } from '../model/check-policy.ts';

/** What a change of the policy changes, by tier. */
export function ChangeList({ changes }: { changes: readonly PolicyChangeText[] }) {
  if (changes.length === 0) return <p className="text-muted">{policyText.changes.none}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {sayChanges(changes).map((group) => (
        <li key={group.title} className="min-w-0">
          <p className="text-xs font-medium text-muted">{group.title}</p>
          <ul className="flex flex-col gap-0.5">
            {group.changes.map((change) => (
              <li key={change.field} title={change.field}>
                <Change change={change} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Change({ change }: { change: SaidChange }) {
  if (change.form === 'value') {
    return (
      <p className="[overflow-wrap:anywhere]">
        {change.label}: <del className="text-muted no-underline">{change.before}</del>
        <span aria-hidden> → </span>
        <span className="sr-only">{policyText.changes.becomes}</span>
        <ins className="font-medium text-accent no-underline tabular-nums">{change.after}</ins>
      </p>
    );
  }
  return (
    <>
      <p>{change.label}:</p>
      <ul>
        {change.pieces.map(({ kind, item }) => (
          <li key={kind + item} className="flex gap-1.5 [overflow-wrap:anywhere]">
            <span aria-hidden className="w-3 shrink-0 text-muted">
              {kind === 'removed' ? '−' : '+'}
            </span>
            {kind === 'removed' ? (
              <del className="min-w-0 text-muted">{item}</del>
            ) : (
              <ins className="min-w-0 font-medium text-accent no-underline">{item}</ins>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
