import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for the examples and tests, from the committed schema. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['examples/*.ts', 'test/server/events/*.ts'],
  importExtension: '.ts',
  generates: {
    'examples/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { DateTime: 'string', SafeInt: 'number', ID: 'string' },
      },
    },
  },
};

export default config;
