import { type Client, type Exchange, getOperationName, type Operation } from 'urql';
import { pipe, tap } from 'wonka';

/** Knows the queries whose results are on the screen. */
export function createActiveQueries() {
  const active = new Map<number, Operation>();
  const lastVariables = new Map<string, object>();

  const exchange: Exchange =
    ({ forward }) =>
    (operations) =>
      forward(
        pipe(
          operations,
          tap((operation) => {
            if (operation.kind === 'query') {
              active.set(operation.key, operation);
              const name = getOperationName(operation.query);
              if (name !== undefined) lastVariables.set(name, operation.variables ?? {});
            }
            if (operation.kind === 'teardown') active.delete(operation.key);
          }),
        ),
      );

  return {
    exchange,
    /** The variables with which a query was last asked, by its name. */
    lastVariables: (name: string): object | undefined => lastVariables.get(name),
    /** Asks the server again for each of them. */
    refresh(client: Client): void {
      for (const operation of active.values()) {
        client.reexecuteOperation(
          client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }),
        );
      }
    },
  };
}
