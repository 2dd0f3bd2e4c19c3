/** What a line of JSON says; undefined where it is none, or says nothing. */
export function parse(line: string): unknown {
  if (line === "") return undefined;
  try {
    return JSON.parse(line) ?? undefined;
  } catch {
    return undefined; // The reader counts it as damage.
  }
}
