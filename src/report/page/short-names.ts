/** A holder of a lease is the name of its node and this: an identifier of its process. */
const processOfHolder = /_[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f-])/g;

/** A text with nodes named without their cluster, and holders of leases by their node alone. */
export function withShortNames(
  text: string,
  nodes: readonly { readonly name: string; readonly short: string }[],
): string {
  // A node's name can begin with another's: "worker2" with "worker".
  const longestFirst = nodes.toSorted((a, b) => b.name.length - a.name.length);
  return longestFirst.reduce(
    (told, { name, short }) => told.replaceAll(name, () => short),
    text.replaceAll(processOfHolder, ""),
  );
}
