import type { CourseRow, CourseSpan } from "../../model/course.ts";
import type { Axis } from "./axis.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { backdrop, picture, rowHeight, statePaths } from "./strip.ts";
import { stripWords } from "./strip-words.ts";
import { timelineRow } from "./timeline-row.ts";
import { moment } from "./words.ts";

/** So many spans of a row carry their words in the picture, and in the text that stands for it. */
const mostWords = 80;

const names: Readonly<Record<CourseRow["kind"], string>> = { etcd: "", lease: "lease of ", node: "node ", pod: "pod " };

/** A row for etcd's leadership, each lease, node and replica, with the words of each span in it. */
export function clusterRows(rows: readonly CourseRow[], data: PageData, axis: Axis): Markup[] {
  return rows.map((row) => {
    const shown = row.spans.filter(({ from, to }) => to > axis.from && from < axis.to);
    const told = shown.slice(0, mostWords).map(({ from, text }) => `from ${moment(from)} ${text}`);
    const name = `${names[row.kind] ?? ""}${row.name}`;
    const changes = Math.max(0, shown.length - 1);
    return timelineRow({
      name,
      picture: picture(
        { title: name, text: told.join("; ") },
        [backdrop(axis, data.faults, rowHeight), statePaths(shown, axis, 0.01), bounds(shown, axis)],
        shown.slice(0, mostWords).map((span) => wordsIn(span, axis)),
      ),
      figure: changes === 0 ? "no change" : changes === 1 ? "1 change" : `${changes} changes`,
    });
  });
}

/** A line where one span ends and the next begins, since both can be of one state. */
function bounds(spans: readonly CourseSpan[], axis: Axis): Markup {
  const lines = spans.slice(1).map(({ from }) => `M${axis.x(from)} 2V18`);
  return lines.length === 0 ? html`` : html`<path class="change" stroke="#333" d="${lines.join("")}"/>`;
}

function wordsIn({ from, to, text }: CourseSpan, axis: Axis): Markup {
  const [left, right] = [axis.percent(Math.max(from, axis.from)), axis.percent(to)];
  const wide = (Number.parseFloat(right) - Number.parseFloat(left)).toFixed(3);
  return html`<svg x="${left}" width="${wide}%" height="${rowHeight}"><title>${text}, from ${moment(from)} to ${moment(to)}</title><rect width="100%" height="${rowHeight}" fill="none" pointer-events="all"/>${stripWords(text, rowHeight)}</svg>`;
}
