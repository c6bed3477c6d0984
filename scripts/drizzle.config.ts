import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/store/database/columns.ts', './src/store/*/tables.ts'],
  out: process.env.MIGRATIONS_FOLDER ?? './src/store/database/migrations',
});
