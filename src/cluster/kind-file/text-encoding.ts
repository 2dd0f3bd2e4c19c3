import { KindFileProblem } from "./problem.ts";

/** What a file begins with that is in another encoding than UTF-8, which YAML's readers take as well. */
const marks = [
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** The text of a YAML file: UTF-8, or UTF-16 with its mark. Throws KindFileProblem where it is neither. */
export function textOf(bytes: Uint8Array): string {
  const mark = marks.find(({ bytes: wanted }) => wanted.every((byte, index) => bytes[index] === byte));
  try {
    return new TextDecoder(mark?.encoding ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new KindFileProblem([], "is no text in UTF-8 or UTF-16: save it as UTF-8", 1);
  }
}
