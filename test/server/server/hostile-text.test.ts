import { afterAll, beforeAll, expect, test } from 'vitest';

import { creation, request } from '../../support/approval-state.ts';
import { create, DECIDER, REQUESTER } from '../../support/governance.ts';
import { STRING_INPUTS, type StringInput } from '../../support/schema/string-inputs.ts';
import { type Answer, ask } from '../../support/server/answer.ts';
import { askOverSocket, closeCodeOf, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
/** A request that waits for a decision throughout. */
let pending: string;
/** A change set that does. */
let pendingSet: string;
beforeAll(async () => {
  server = await startTestServer();
  await create(server, { entityType: 'METADATA', canonicalKey: 'known', change: { name: 'Known', tier: 'TIER3' } });
  pending = await request(server, creation('pending'));
  const { requestChangeSet } = await server.query<{ requestChangeSet: { changeSet: { id: string } } }, object>(
    `mutation ($items: [RequestApprovalInput!]!) { requestChangeSet(input: { items: $items }) {
      ... on RequestChangeSetSuccess { changeSet { id } } } }`,
    { items: [creation('pending_in_set')] },
    REQUESTER,
  );
  pendingSet = requestChangeSet.changeSet.id;
});
afterAll(() => server[Symbol.asyncDispose]());

interface InputValue {
  name: string;
  type: TypeRef;
}
interface TypeRef {
  name: string | null;
  ofType: TypeRef | null;
}
const TYPE = 'type { name ofType { name ofType { name ofType { name ofType { name } } } } }';
const SCHEMA = `{ __schema { types { name inputFields(includeDeprecated: true) { name ${TYPE} } fields { name args { name ${TYPE} } } } } }`;

function isText({ name, ofType }: TypeRef): boolean {
  return name === 'String' || name === 'ID' || (ofType !== null && isText(ofType));
}

test('every string that the schema takes is tried here', async () => {
  const { __schema } = await server.query<
    {
      __schema: {
        types: {
          name: string;
          inputFields: InputValue[] | null;
          fields: { name: string; args: InputValue[] }[] | null;
        }[];
      };
    },
    object
  >(SCHEMA);
  const names = __schema.types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(({ name, inputFields, fields }) => [
      ...(inputFields ?? []).filter(({ type }) => isText(type)).map((field) => `${name}.${field.name}`),
      ...(fields ?? []).flatMap((field) =>
        field.args.filter(({ type }) => isText(type)).map((arg) => `${name}.${field.name}.${arg.name}`),
      ),
    ])
    // Those of the interface are those of its members.
    .filter(
      (name) =>
        !/^(Metadata|Kpi|GlossaryTerm|BusinessRule|Tag|LineageField)\.(profiles|profilingDecisions|versions|impacts|incidents)\./.test(
          name,
        ),
    );
  expect([...new Set(names)].sort()).toEqual(Object.keys(STRING_INPUTS).sort());
});

/** Open subscriptions, whatever they subscribe to. */
const streamCount = () => server.feed.readerCount() + server.parts.changes.watcherCount();

/** Sends it the way it must be sent; a subscription is given up once it stands. */
async function send({ query, variables }: ReturnType<StringInput>): Promise<Pick<Answer, 'errors' | 'text'>> {
  const payload = {
    query,
    variables: JSON.parse(
      JSON.stringify(variables).replace('"PENDING"', `"${pending}"`).replace('"PENDING SET"', `"${pendingSet}"`),
    ) as object,
  };
  if (!query.startsWith('subscription')) return ask(server, payload, DECIDER);
  const client = server.client();
  const operation = start(client, { ...payload, variables: { ...payload.variables } });
  await until('an answer', () => operation.hasEnded() || streamCount() > 0);
  operation.complete();
  const how = await operation.ended;
  await client.dispose();
  await until('the end', () => streamCount() === 0);
  const errors = Array.isArray(how) ? how : operation.messages.flatMap((message) => message.errors ?? []);
  return { errors, text: JSON.stringify(errors) };
}

const HOSTILE = {
  'a NUL': 'a\u0000b',
  'half a surrogate pair': 'a\ud800b',
  'the other half': '\udc00',
} as const;

test.each(
  Object.entries(STRING_INPUTS).flatMap(([name, input]) =>
    Object.entries(HOSTILE).map(([what, text]) => [name, what, text, input] as const),
  ),
)('%s with %s in it is refused or finds nothing, and is no error of the server', async (_, __, text, input) => {
  const logged = server.logged.length;
  const { errors } = await send(input(text));
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL_SERVER_ERROR');
  expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
});

test.each([
  ['an escape', String.raw`"a\u0000b"`],
  ['an escape with braces', String.raw`"a\u{0}b"`],
  ['a string', '"a\u0000b"'],
  ['a block string', '"""a\u0000b"""'],
  ['a surrogate as an escape', String.raw`"a\ud800b"`],
])('in the text of the document, as %s, it is refused too', async (_, literal) => {
  const query = `mutation { requestApproval(input: {
    entityType: METADATA, canonicalKey: "new", kind: CREATE, comment: "x", change: { name: ${literal}, tier: TIER1 }
  }) { __typename } }`;
  const logged = server.logged.length;
  for (const { errors = [] } of [await ask(server, { query }), await askOverSocket(server.client(), { query })]) {
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  }
  expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
});

test('a text that only speaks of such a character is taken as it is', async () => {
  const name = String.raw`not \u0000, and not \ud800`;
  const id = await request(server, { ...creation('spoken_of'), change: { name, tier: 'TIER3' } });
  const { data } = await ask(server, { query: `{ approval(id: "${id}") { diff { after } } }` });
  expect(data).toMatchObject({
    approval: { diff: [{ after: JSON.stringify(name) }, { after: '"tier3"' }, { after: '"anna"' }] },
  });
});

test('an actor with a NUL in the name is refused at the door', async () => {
  expect(await closeCodeOf(server.client({ 'x-actor-id': 'an\u0000na' }))).toBe(4403);
});

test('all the strings that were refused have left the server as it was', async () => {
  const { data } = await ask(server, { query: `{ approval(id: "${pending}") { status } }` });
  expect(data).toEqual({ approval: { status: 'PENDING' } });
  expect((await askOverSocket(server.client(), { query: '{ streamPosition }' })).errors).toBeUndefined();
});
