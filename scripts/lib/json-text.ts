const [quote, backslash, colon] = ['"', '\\', ':'].map((character) => character.charCodeAt(0));

/** How many members the objects of a JSON text have, those of the same name counted each: `JSON.parse` keeps the last. */
export function countMembers(json: string): number {
  let count = 0;
  for (let start = json.indexOf('"'); start !== -1; ) {
    let end = json.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
    if (end === -1) return count;
    let next = end + 1;
    while (isSpace(json.charCodeAt(next))) next++;
    if (json.charCodeAt(next) === colon) count++;
    start = json.charCodeAt(next) === quote ? next : json.indexOf('"', next);
  }
  return count;
}

/** Whether an odd number of backslashes stands before this character. */
function isEscaped(json: string, index: number): boolean {
  let before = index - 1;
  while (json.charCodeAt(before) === backslash) before--;
  return (index - before) % 2 === 0;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
