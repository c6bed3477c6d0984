import { Link } from '@tanstack/react-router';
import { FilePen, Trash2 } from 'lucide-react';

import { sentence } from '../../change/model/problems.ts';
import { FieldChanges } from '../../diff/field-changes.tsx';
import { changeSetText } from '../../text/change-set-text.ts';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import type { DraftItem } from './draft-set.ts';

/** A change that waits to be sent, with what the server said of it. */
export function DraftItemRow({ item, onRemove }: { item: DraftItem; onRemove: () => void }) {
  const { name, input, diff, issues } = item;
  const { canonicalKey, entityType, kind, comment } = input;
  const words = changeSetText.draft;
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <p className="text-xs [overflow-wrap:anywhere] text-muted">
            <span className="font-mono">{canonicalKey}</span> · {text.entityTypes[entityType]}
          </p>
          {comment != null && <p className="line-clamp-2 break-words text-muted">“{comment}”</p>}
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge>{text.changeKinds[kind]}</Badge>
          <EditLink item={item} />
          <Button size="small" aria-label={words.removeOne(name)} onClick={onRemove}>
            <Trash2 aria-hidden size={13} />
            {words.remove}
          </Button>
        </div>
      </div>
      {issues.length > 0 && (
        <ul role="alert" className="mt-2 list-disc rounded-md bg-bad-soft py-1.5 pr-3 pl-7 break-words text-bad">
          {issues.map((issue) => (
            <li key={`${issue.path.join('.')} ${issue.message}`}>
              {issue.path.length > 0 && <span className="font-mono text-xs">{issue.path.join('.')}: </span>}
              {sentence(issue)}
            </li>
          ))}
        </ul>
      )}
      <details className="mt-1">
        <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink">{words.changes}</summary>
        <div className="mt-2">
          <FieldChanges changes={diff} none={changeSetText.table.noChanges} />
        </div>
      </details>
    </li>
  );
}

/** Back to the form in which it was written. */
function EditLink({ item: { id, name, input } }: { item: DraftItem }) {
  const words = changeSetText.draft;
  const { entityType, canonicalKey, kind } = input;
  const look = { className: buttonClass('plain', 'small'), 'aria-label': words.editOne(name) };
  const label = (
    <>
      <FilePen aria-hidden size={13} />
      {words.edit}
    </>
  );
  if (kind === 'CREATE') {
    return (
      <Link to="/change" search={{ type: entityType, item: id }} {...look}>
        {label}
      </Link>
    );
  }
  return (
    <Link
      to="/change/$entityType/$canonicalKey"
      params={{ entityType, canonicalKey }}
      search={{ item: id, ...(kind !== 'UPDATE' && { kind }) }}
      {...look}
    >
      {label}
    </Link>
  );
}
