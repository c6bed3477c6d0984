/** As the database names them. */
export type ColumnType =
  | 'boolean'
  | 'bigint'
  | 'double precision'
  | 'numeric'
  | 'date'
  | 'timestamp without time zone'
  | 'timestamp with time zone'
  | 'jsonb'
  | 'text';

export interface Column {
  name: string;
  type: ColumnType;
}
