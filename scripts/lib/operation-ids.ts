import { eachOperation, type OpenApiDocument } from './document.ts';

/**
 * Gives every operation without an `operationId` one made of method and path: `GET /users/{id}` → `get_users_id`.
 * A name that is already taken gets a number.
 */
export function nameOperations(document: OpenApiDocument): OpenApiDocument {
  const operations = [...eachOperation(document)];
  const taken = new Set(operations.flatMap(({ operation }) => operation.operationId ?? []));
  for (const { path, method, operation } of operations) {
    if (operation.operationId !== undefined) continue;
    operation.operationId = freeName([method, ...(path.match(/\w+/g) ?? [])].join('_'), taken);
    taken.add(operation.operationId);
  }
  return document;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  return name;
}
