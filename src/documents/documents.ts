import { asyncApiDocument } from './async-api.ts';
import { jsonSchemas } from './json-schemas.ts';

/** Every document that is generated from the event schemas: its path, and its text. They are committed, and served. */
export function documents(): Map<string, string> {
  const text = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
  return new Map([
    ['asyncapi.json', text(asyncApiDocument())],
    ...[...jsonSchemas()].map(([name, schema]) => [`schemas/${name}.json`, text(schema)] as const),
  ]);
}
