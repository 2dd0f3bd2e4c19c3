import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeCatalogue, renderMarkdown } from "../../src/commands/list.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";

const readme = join(projectFolder, "README.md");

test.runIf(existsSync(readme))(
  "the catalogue in README.md is what `npm run chaos -- list --markdown` prints",
  async () => {
    const catalogue = /<!-- catalogue -->\n(.*?)<!-- \/catalogue -->/s.exec(readFileSync(readme, "utf8"))?.[1];
    expect(catalogue?.trim()).toBe(renderMarkdown(await makeCatalogue()).trim());
  },
);
