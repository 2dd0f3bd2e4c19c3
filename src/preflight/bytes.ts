/** Factors of a quantity's suffixes (kubernetes.io, quantity). */
const factors: Readonly<Record<string, number>> = {
  ...{ "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

/** A size for people: "1.2 GB", "34 MB". */
export function describeBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}

/** What a kubelet's threshold ("10%", "1Gi") comes to on a file system of so many bytes; 0 for one that says neither. */
export function reserved(threshold: string, capacity: number): number {
  const [, share] = /^(\d+(?:\.\d+)?)%$/.exec(threshold) ?? [];
  if (share !== undefined) return (Number(share) / 100) * capacity;
  const [, amount, suffix = ""] = /^(\d+(?:\.\d+)?)(k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(threshold) ?? [];
  return amount === undefined ? 0 : Number(amount) * (factors[suffix] ?? 1);
}
