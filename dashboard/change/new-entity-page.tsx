import { Link, useSearch } from '@tanstack/react-router';

import { useRole } from '../app/app-context.ts';
import { ENTITY_TYPES } from '../entities/entity-type.ts';
import { text } from '../text/text.ts';
import { EmptyNote } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { ProposalForm } from './form/proposal-form.tsx';
import { useSuggestedRequest } from './use-suggested-request.ts';

/** Asks for a new entity: first of which type, then for what it is. */
export function NewEntityPage() {
  const { type, item, ...binding } = useSearch({ from: '/change' });
  const suggested = useSuggestedRequest();
  const isSteward = useRole('STEWARD');
  const words = text.change;
  if (!isSteward) {
    return (
      <>
        <PageHeading title={words.proposeEntity} />
        <EmptyNote title={words.needsStewardToCreate}>{text.errors.needsRole(text.roles.STEWARD)}</EmptyNote>
      </>
    );
  }
  if (!type) {
    return (
      <>
        <PageHeading title={words.proposeEntity} hint={words.chooseType} />
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {ENTITY_TYPES.map((each) => (
            <li key={each}>
              <Link
                to="/change"
                search={{ type: each }}
                className="block h-full rounded-lg border border-line bg-surface px-4 py-3 hover:border-strong-line hover:bg-hover"
              >
                <span className="block font-semibold">{text.entityTypes[each]}</span>
                <span className="text-muted">{words.typeHints[each]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <>
      <PageHeading
        title={words.newTitle[type]}
        hint={
          <>
            {words.typeHints[type]}{' '}
            <Link to="/change" className="text-accent underline">
              {words.otherType}
            </Link>
          </>
        }
      />
      <ProposalForm
        key={JSON.stringify([type, item, binding, suggested])}
        entityType={type}
        newest={null}
        editedItem={item}
        {...(Object.keys(binding).length > 0 && { binding })}
        suggested={suggested}
      />
    </>
  );
}
