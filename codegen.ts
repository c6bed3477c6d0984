import type { CodegenConfig } from '@graphql-codegen/cli';

const SCALARS = { DateTime: 'string', SafeInt: 'number', ID: 'string', JSON: 'unknown' };

/** Typed documents for the examples, the tests and the dashboard, from the committed schema. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  importExtension: '.ts',
  generates: {
    'examples/gql/': {
      documents: ['examples/*.ts', 'test/server/events/*.ts'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { documentMode: 'string', useTypeImports: true, enumsAsTypes: true, scalars: SCALARS },
    },
    'dashboard/gql/types.ts': {
      plugins: ['typescript'],
      config: { onlyOperationTypes: true, useTypeImports: true, enumsAsTypes: true, scalars: SCALARS },
    },
    // Beside each page its own, so that a page loads no document of another.
    'dashboard/': {
      documents: ['dashboard/**/*.graphql'],
      preset: 'near-operation-file',
      presetConfig: { baseTypesPath: 'gql/types.ts', extension: '.generated.ts', importTypesNamespace: 'Types' },
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: SCALARS,
        dedupeFragments: true,
        optimizeDocumentNode: true,
        mergeFragmentTypes: true,
        inlineFragmentTypes: 'inline',
      },
    },
  },
};

export default config;
