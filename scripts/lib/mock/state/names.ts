/** `client_id`, `clientId` and `Client-ID` are one name. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** `api-keys` → `apikey`: what one of a collection is called. */
export function thingOf(collection: string): string {
  const last = plain(
    collection
      .split('/')
      .filter((segment) => !segment.startsWith('{'))
      .at(-1) ?? '',
  );
  const endings: readonly [RegExp, string][] = [
    [/ies$/, 'y'],
    [/(ss|x|ch|sh)es$/, '$1'],
    [/([^s])s$/, '$1'],
  ];
  const ending = endings.find(([plural]) => plural.test(last));
  return ending ? last.replace(...ending) : last;
}
