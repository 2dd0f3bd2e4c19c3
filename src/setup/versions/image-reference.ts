import { UsageError } from "../../model/errors.ts";

/** An image as the engine knows it: `[registry/]repository[:tag][@sha256:digest]`. */
export interface ImageReference {
  /** With its registry where it names one. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** A registry with its port, a path of lower case words, a tag and a digest (github.com/distribution/reference). */
const HOST = "(?:[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?/)?";
const WORD = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const FORM = new RegExp(
  `^(?<repository>${HOST}${WORD}(?:/${WORD})*)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`,
);

/** Reads an image's reference; throws UsageError for what none can be. */
export function parseImageReference(text: string): ImageReference {
  const found = FORM.exec(text)?.groups;
  if (found?.repository === undefined)
    throw new UsageError(
      `${text} is no image: name:tag, or name:tag@sha256: with 64 digits is expected, for example kindest/node:v1.36.4.`,
    );
  return { repository: found.repository, tag: found.tag, digest: found.digest };
}

/** The version of Kubernetes that a node image's tag names, without the "v"; undefined where it names none. */
export function versionOfTag(tag: string | undefined): string | undefined {
  return /^v?(\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)\.\d+)?)(?:[-_.]|$)/.exec(tag ?? "")?.[1];
}
