/** Characters that XML cannot have. */
const invalid = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Texts that stay as they are, wherever they stand: most do. */
const harmless = /^[ !#-%'-;=?-~\u00a0-\ud7ff]*$/;

/** What has another meaning in an attribute, of which a reader makes a space of other white space, and in a text. */
const inAttribute = /[&<>"\t\n\r]/g;
const inText = /[&<>\r]/g;

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * An element of XML as text, without a line break at its end: with a text on one line, with elements below each other,
 * each made for the next depth. Every character of a text is kept; one that XML cannot have is replaced.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly string[] = "",
  depth = 0,
): string {
  const indent = "  ".repeat(depth);
  let opened = `${indent}<${name}`;
  for (const [key, value] of Object.entries(attributes)) opened += ` ${key}="${inXml(String(value), inAttribute)}"`;
  if (content.length === 0) return `${opened}/>`;
  const inside = typeof content === "string" ? inXml(content, inText) : `\n${content.join("\n")}\n${indent}`;
  return `${opened}>${inside}</${name}>`;
}

function inXml(text: string, special: RegExp): string {
  if (harmless.test(text)) return text;
  const valid = text.replaceAll(invalid, "\ufffd");
  return valid.replaceAll(special, (character) => references[character] ?? `&#${character.charCodeAt(0)};`);
}
