/** What a scalar stands for, as Go's YAML libraries see it; "invalid" where its own tag says something else than its text. */
export type Scalar =
  | { readonly is: "null" }
  | { readonly is: "boolean"; readonly value: boolean }
  | { readonly is: "number"; readonly value: number; readonly whole: boolean }
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "invalid"; readonly value: string };

/** The words of YAML 1.1, which Go takes where a boolean is expected, and in patches everywhere. */
const yes = ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"];
const no = ["n", "N", "no", "No", "NO", "off", "Off", "OFF"];

/** What a word of YAML 1.1 means as a boolean; undefined for any other text. */
export function oldBoolean(text: string): boolean | undefined {
  return yes.includes(text) ? true : no.includes(text) ? false : undefined;
}

/** Parts of a scalar that decide what it stands for. */
export interface ScalarText {
  readonly text: string;
  readonly quoted: boolean;
  /** Short form: "!!int"; "" where none is written. */
  readonly tag: string;
}

const core: Readonly<Record<string, Scalar>> = Object.fromEntries([
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, { is: "null" }] as const),
  ...["true", "True", "TRUE"].map((text) => [text, { is: "boolean", value: true }] as const),
  ...["false", "False", "FALSE"].map((text) => [text, { is: "boolean", value: false }] as const),
]);

/**
 * Resolves a scalar (go.yaml.in/yaml/v3 resolve.go). `old` also takes the booleans of YAML 1.1 for what they meant
 * there, as the library does that kind reads patches with (sigs.k8s.io/yaml).
 */
export function resolveScalar({ text, quoted, tag }: ScalarText, old = false): Scalar {
  if (tag === "!!str" || (tag === "" && quoted)) return { is: "text", value: text };
  if (tag === "!!binary") return binary(text);
  const known = ["", "!!bool", "!!int", "!!float", "!!null", "!!timestamp"].includes(tag);
  if (!known) return { is: "text", value: text };
  const found = plain(text, old);
  return tag === "" || fits(found, tag) ? found : { is: "invalid", value: text };
}

function fits(found: Scalar, tag: string): boolean {
  if (tag === "!!timestamp") return found.is === "text" && /^\d{4}-\d/.test(found.value);
  if (tag === "!!int") return found.is === "number" && found.whole;
  return found.is === { "!!bool": "boolean", "!!float": "number", "!!null": "null" }[tag];
}

function binary(text: string): Scalar {
  const packed = text.replaceAll(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed))
    return { is: "invalid", value: text };
  return { is: "text", value: Buffer.from(packed, "base64").toString("utf8") };
}

function plain(text: string, old: boolean): Scalar {
  const word = Object.hasOwn(core, text) ? core[text] : undefined;
  if (word !== undefined) return word;
  const boolean = old ? oldBoolean(text) : undefined;
  if (boolean !== undefined) return { is: "boolean", value: boolean };
  return number(text) ?? { is: "text", value: text };
}

const floatForm = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function number(text: string): Scalar | undefined {
  if (/^[-+]?\.inf$|^[-+]?\.Inf$|^[-+]?\.INF$/.test(text))
    return { is: "number", value: text.startsWith("-") ? -Infinity : Infinity, whole: false };
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return { is: "number", value: Number.NaN, whole: false };
  if (!/^[-+.\d]/.test(text)) return undefined;
  const bare = text.startsWith(".") ? text : text.replaceAll("_", "");
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(bare) ?? [];
  const whole = wholeNumber(digits);
  if (whole !== undefined) return { is: "number", value: sign === "-" ? -whole : whole, whole: true };
  return floatForm.test(bare) ? { is: "number", value: Number(bare), whole: false } : undefined;
}

/** Digits in any of Go's bases; a leading 0 means octal. Undefined beyond 64 bits, where Go takes a floating number. */
function wholeNumber(digits: string): number | undefined {
  const octal = /^0(\d+)$/.exec(digits)?.[1];
  const written = octal === undefined ? digits.toLowerCase() : `0o${octal}`;
  if (!/^(?:0x[\da-f]+|0o[0-7]+|0b[01]+|\d+)$/.test(written)) return undefined;
  const value = BigInt(written);
  return value < 2n ** 64n ? Number(value) : undefined;
}
