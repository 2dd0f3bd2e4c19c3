/** How the text of a private key begins, whatever kind of key it is. */
const keyBegins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/;
const keyEnds = /-----END [A-Z ]{0,40}PRIVATE KEY-----/;

/** A key of the longest kind has some 100 lines of 64 characters; what goes on for longer is none. */
const mostKeyLines = 200;

/** How such a text begins in base64, as kubeconfigs have it: three bytes become four characters. */
const encodedBeginnings = ["", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "].map((kind) => {
  const begin = `-----BEGIN ${kind}PRIVATE KEY-----`;
  return Buffer.from(begin.slice(0, begin.length - (begin.length % 3))).toString("base64");
});

/** What opens a door for whoever has it, by what it is called; the first group of each stays where it is taken out. */
export const secretForms: Readonly<Record<string, RegExp>> = {
  "private key": /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)(?!\*\*\*).*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/gm,
  "private key in base64": new RegExp(`()(?:${encodedBeginnings.join("|")})[\\w+/=-]*`, "g"),
  "client key of a kubeconfig": /(client-key-data["\\]*\s*[:=]\s*["\\]*)[\w+/=-]{8,}/g,
  "token of a kubeconfig": /(\b(?:id-)?token["\\]*:\s+["\\]*)[\w.~+/=-]{20,}/g,
  "JSON Web Token": /()\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
  "bearer token": /(\b[Bb]earer\s+)[\w.~+/=-]{16,}/g,
  "bootstrap token": /()(?<![\w.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.-])/g,
  "Slack webhook": /(\bhooks\.slack\.com\/)(?!\*)[\w/.-]{8,}/g,
  "password in a URL": /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#"'<>:@]{0,200}:)(?!\*)[^\s/?#"'<>@]{1,200}(?=@)/gi,
};

/** What a text has that opens a door, by what it is called. */
export function secretsOf(text: string): string[] {
  return Object.entries(secretForms).flatMap(([what, form]) => (text.search(form) < 0 ? [] : [what]));
}

/**
 * Takes secrets out of a text line by line: the function gets one line after the other and returns what is left of it;
 * undefined for a line in the middle of a key, of which nothing is.
 */
export function secretRemover(): (line: string) => string | undefined {
  let inKey = 0;
  return (line) => {
    if (inKey > 0) {
      inKey = keyEnds.test(line) ? 0 : inKey - 1;
      return undefined;
    }
    if (keyBegins.test(line) && !keyEnds.test(line)) inKey = mostKeyLines;
    return Object.values(secretForms).reduce((left, form) => left.replaceAll(form, "$1***"), line);
  };
}
