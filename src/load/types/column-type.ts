/** As the database names them. */
export const COLUMN_TYPES = [
  'boolean',
  'bigint',
  'real',
  'double precision',
  'numeric',
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'jsonb',
  'bytea',
  'text',
] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface Column {
  name: string;
  type: ColumnType;
}
