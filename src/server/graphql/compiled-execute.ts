import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SourceLocation,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

import { compiledFieldsOf } from './compiled-fields.ts';
import { hasRecursiveVariable } from './recursive-variable.ts';

type Execute = (args: ExecutionArgs) => ExecutionResult | PromiseLike<ExecutionResult>;

/** Most documents do not come again; one that does costs a compilation once, and half of its executions from then on. */
const EXECUTIONS_BEFORE = 2;
/** What is compiled is larger than its document, which is kept elsewhere within a bound of its own. */
const MAX_DOCUMENTS = 200;
/** Compiling holds everything else up: for some 10 ms with 130 fields, and it grows faster than their number. */
const MAX_COMPILED_FIELDS = 300;
/** Shortest time between two compilations; who comes meanwhile waits for another execution. */
const COMPILE_INTERVAL_MS = 1_000;

/**
 * As `execute` of graphql-js, with the same results. Queries that come again and again are compiled with graphql-jit;
 * mutations are not, and neither are documents with directives, which it treats differently in fragments, or with
 * variables of input types that contain themselves, which it would follow without end.
 */
export function createCompiledExecute({
  executionsBefore = EXECUTIONS_BEFORE,
  intervalMs = COMPILE_INTERVAL_MS,
} = {}): Execute {
  /** By the name of the operation. Keeps no document that is not kept elsewhere. */
  const executions = new WeakMap<DocumentNode, Map<string, number>>();
  const compiled = new LRUCache<DocumentNode, Map<string, CompiledQuery>>({ max: MAX_DOCUMENTS });
  let compiledAtMs = -Infinity;

  function compiledQueryOf(args: ExecutionArgs): CompiledQuery | undefined {
    const { document, operationName } = args;
    const name = operationName ?? '';
    const known = compiled.get(document)?.get(name);
    if (known || !mayCompile(document, name)) return known;
    const query = compile(args);
    if (query) compiled.set(document, (compiled.get(document) ?? new Map<string, CompiledQuery>()).set(name, query));
    else executions.get(document)?.set(name, -Infinity);
    return query;
  }

  /** Counts the execution. */
  function mayCompile(document: DocumentNode, name: string): boolean {
    const counts = executions.get(document) ?? new Map<string, number>();
    const count = counts.get(name) ?? 0;
    // Names of operations that do not exist are the clients' choice.
    if (counts.has(name) || getOperationAST(document, name || undefined)) {
      executions.set(document, counts.set(name, count + 1));
    }
    const nowMs = performance.now();
    if (count < executionsBefore || nowMs - compiledAtMs < intervalMs) return false;
    compiledAtMs = nowMs;
    return true;
  }

  return (args) => {
    const query = compiledQueryOf(args);
    if (!query) return execute(args);
    const result = query.query(args.rootValue, args.contextValue, { ...args.variableValues });
    return 'then' in result ? result.then((settled) => asExecuted(settled, args)) : asExecuted(result, args);
  };
}

/** The same as graphql-js says it. */
function asExecuted(result: ExecutionResult, args: ExecutionArgs): ExecutionResult | PromiseLike<ExecutionResult> {
  // Nothing was executed: the variables are wrong.
  if (!('data' in result)) return execute(args);
  return withPlaces(result, args);
}

/** Undefined: it cannot be compiled, or had better not be. */
function compile({ schema, document, operationName }: ExecutionArgs): CompiledQuery | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY || hasDirectives(document)) return undefined;
  if (hasRecursiveVariable(schema, operation)) return undefined;
  if (compiledFieldsOf(schema, document, operation) > MAX_COMPILED_FIELDS) return undefined;
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  return isCompiledQuery(compiled) ? compiled : undefined;
}

/** Errors that know their places in the document as those of graphql-js do, and not only how to show them. */
function withPlaces(result: ExecutionResult, { document }: ExecutionArgs): ExecutionResult {
  const source = document.loc?.source;
  if (!result.errors || !source) return result;
  const errors = result.errors.map(({ message, locations, path, originalError, extensions }) => {
    const positions = locations?.map((location) => positionIn(source.body, location));
    return new GraphQLError(message, { source, positions, path, originalError, extensions });
  });
  return { ...result, errors };
}

function positionIn(text: string, { line, column }: SourceLocation): number {
  let start = 0;
  let lines = 1;
  for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/g)) {
    if (lines === line) break;
    lines++;
    start = index + end.length;
  }
  return start + column - 1;
}

function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.DIRECTIVE]() {
      found = true;
    },
  });
  return found;
}
