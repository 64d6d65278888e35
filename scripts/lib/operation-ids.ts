import { eachOperation, type OpenApiDocument } from './document.ts';

/**
 * Gives every operation without an `operationId` one made of method and path: `GET /users/{id}` → `get_users_id`.
 * A name that is already taken gets a number.
 */
export function nameOperations(document: OpenApiDocument): OpenApiDocument {
  const operations = [...eachOperation(document)];
  const taken = new Set(operations.flatMap(({ operation }) => operation.operationId ?? []));
  const given = new Set<string>();
  for (const { path, method, operation } of operations) {
    // Two paths may share a path item, and so its ids.
    if (operation.operationId === undefined || given.has(operation.operationId)) {
      operation.operationId = freeName([method, ...(path.match(/\w+/g) ?? [])].join('_'), taken);
      taken.add(operation.operationId);
    }
    given.add(operation.operationId);
  }
  return document;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  return name;
}
