/** Names exactly as the catalog has them, neither quoted nor folded. */
export interface TableName {
  schema: string;
  table: string;
}
