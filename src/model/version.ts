/** The numbers of a version: major, minor and patch. */
export type Version = readonly [major: number, minor: number, patch: number];

/**
 * The numbers that a version or an image's tag begins with ("v1.37.2", "3.6.8-0", "1.37"; a patch that is not there is
 * 0); undefined for what begins otherwise.
 */
export function versionOf(text: string | undefined): Version | undefined {
  const [, major, minor, patch = "0"] = /^v?(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?(?!\d)/.exec(text ?? "") ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** The minor version that a version begins with: 37 of "v1.37.2"; NaN where it begins otherwise. */
export function minorOf(text: string): number {
  return versionOf(text)?.[1] ?? Number.NaN;
}

/** A version without its patch, "1.37" of "v1.37.2"; what is none stays as it is. */
export function withoutPatch(text: string): string {
  return versionOf(text)?.slice(0, 2).join(".") ?? text;
}

/** Below 0 where the first is older, above 0 where it is newer. */
export function compareVersions(one: Version, other: Version): number {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}

/** How many minor versions the second is newer than the first; across major versions nobody can count them. */
export function minorsBetween([major, minor]: Version, [toMajor, toMinor]: Version): number {
  return major === toMajor ? toMinor - minor : Math.sign(toMajor - major) * Number.POSITIVE_INFINITY;
}

/** "3.6.11". */
export function describeVersion(version: Version): string {
  return version.join(".");
}

/** The tag of an image, "" where it has none: "3.6.8-0" of "registry.k8s.io/etcd:3.6.8-0@sha256:…". */
export function tagOf(image: string | undefined): string {
  return /:([\w][\w.-]*)(?:@.*)?$/.exec(image ?? "")?.[1] ?? "";
}
