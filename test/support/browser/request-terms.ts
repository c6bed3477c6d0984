import { ask } from './ask.ts';

interface Answer {
  requestChangeSet: { changeSet?: { id: string }; message?: string };
}

/** Asks, as anna, for new glossary terms in one change set. Returns its id. */
export async function requestTerms(url: string, canonicalKeys: readonly string[]): Promise<string> {
  const items = canonicalKeys.map((canonicalKey) => ({
    entityType: 'GLOSSARY',
    canonicalKey,
    kind: 'CREATE',
    change: { name: `Term ${canonicalKey}`, tier: 'TIER3', glossary: { definition: 'A word.' } },
  }));
  const { requestChangeSet } = await ask<Answer>(
    url,
    `mutation ($input: RequestChangeSetInput!) {
      requestChangeSet(input: $input) {
        ... on RequestChangeSetSuccess { changeSet { id } }
        ... on Error { message }
      }
    }`,
    { input: { comment: 'Words that belong together', items } },
    { 'x-actor-id': 'anna' },
  );
  if (!requestChangeSet.changeSet) throw new Error(`the change set was refused: ${requestChangeSet.message ?? ''}`);
  return requestChangeSet.changeSet.id;
}
