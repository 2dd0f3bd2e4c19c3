/** Control characters, formats that cannot be seen (turned text, joiners, tags), halves of characters, odd line ends. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What makes another text of one: hardly any has it. Line ends and tabs are among it, and a password is before an "@". */
const anySuspect = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}@]/u;
const unseenButLineEnds = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The part of a URL that names a user, with a password where there is one. */
const userOfUrl = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]{1,2000}@/gi;

/** A single text from elsewhere is cut here, characters: the longest of any real run has 3,100. */
const mostCharacters = 10_000;

/**
 * A text from elsewhere (a name, an answer, a plugin's output) as one line that cannot do anything to a terminal or a
 * file: what cannot be seen is written as JSON writes it (`\u001b`), passwords in URLs are left out, and what is longer
 * than 10,000 characters is cut.
 */
export function plainText(text: string): string {
  const whole = text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
  if (!anySuspect.test(whole)) return whole;
  return withoutPasswords(whole.replaceAll(/\s*\r?\n\s*|\t/g, " ").replaceAll(unseen, escaped));
}

/** The same for whole output of the harness's own: its line ends stay, and so does its length. */
export function plainOutput(text: string): string {
  return withoutPasswords(text.replaceAll(unseenButLineEnds, escaped));
}

/**
 * The same for every text in a value of lists and objects, names of properties too; nothing else in it changes. Lists and
 * objects in which all is plain are not copied: the summary of 10,000 runs has millions of parts.
 */
export function plainTexts<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

const known = new WeakMap<object, unknown>();

/** The same for a value that nobody changes any more: it is looked through once, however often it is asked for. */
export function plainOnce<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return plainTexts(value);
  if (!known.has(value)) known.set(value, plainTexts(value));
  return known.get(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    const parts = value.map(cleaned);
    return parts.every((part, index) => Object.is(part, value[index])) ? value : parts;
  }
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [cleaned(key), cleaned(each)]));
  return cleanedObject(value as Readonly<Record<string, unknown>>);
}

function cleanedObject(value: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(value);
  const parts = keys.map((key) => cleaned(value[key]));
  const isPlain = keys.every((key, index) => Object.is(parts[index], value[key]) && plainText(key) === key);
  return isPlain ? value : Object.fromEntries(keys.map((key, index) => [plainText(key), parts[index]]));
}

/** Whoever is named before the host of a URL may be named with a password. */
function withoutPasswords(text: string): string {
  return text.includes("@") ? text.replaceAll(userOfUrl, "$1***@") : text;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join("");
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
