import { counted, describeCounts } from "../../../../analysis/statistics/format.ts";
import type { PageOutage } from "../../outage-columns.ts";
import { rangeInWords } from "../../words.ts";
import { failuresWithin } from "../hits.ts";
import type { Lane } from "../lane.ts";
import { hashOf } from "../moment-hash.ts";
import { exactMoment, failureInWords } from "../told.ts";
import { selected } from "../view.ts";
import { button, element, momentAnchor } from "./elements.ts";
import type { Stage } from "./stage.ts";

/** What is told about one outage: bounds, first and last failure, classes of errors. */
export class Panel {
  readonly #box = element("section", { class: "panel", "aria-label": "Outage", tabindex: "-1", hidden: "" });
  readonly #stage: Stage;
  readonly #back: HTMLElement;

  /** `list`: the timeline, which has the focus again when the panel is closed. */
  constructor(list: HTMLElement, stage: Stage) {
    this.#stage = stage;
    this.#back = list;
    list.after(this.#box);
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  open(lane: Lane, index: number): void {
    const outage = lane.outages[index];
    if (outage === undefined) return;
    const step = (by: number) =>
      button(by < 0 ? "‹" : "›", by < 0 ? "Previous outage" : "Next outage", () => this.#go(lane, index + by));
    const [previous, next] = [step(-1), step(1)];
    previous.toggleAttribute("disabled", index === 0);
    next.toggleAttribute("disabled", index === lane.outages.length - 1);
    const larger = button("Show it larger", "Show this outage larger", () => this.#enlarge(outage));
    const heading = element("h3", {}, `${lane.name}: out for ${rangeInWords([outage.atLeastMs, outage.atMostMs])}`);
    const place = element("span", { class: "quiet" }, `outage ${index + 1} of ${lane.outages.length}`);
    this.#box.replaceChildren(
      element(
        "div",
        { class: "tools" },
        previous,
        next,
        place,
        larger,
        button("✕", "Close (Esc)", () => this.close()),
      ),
      heading,
      element(
        "dl",
        {},
        ...facts(lane, outage).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
      ),
    );
    this.#box.hidden = false;
    this.#box.focus({ preventScroll: true });
  }

  close(): void {
    if (this.#box.hidden) return;
    this.#box.hidden = true;
    this.#back.focus({ preventScroll: true });
  }

  #go(lane: Lane, index: number): void {
    const outage = lane.outages[index];
    if (outage === undefined) return;
    this.#stage.mark(outage.first.at, !this.#shows(outage.first.at));
    this.open(lane, index);
  }

  #shows(ms: number): boolean {
    return ms >= this.#stage.view.from && ms <= this.#stage.view.to;
  }

  #enlarge({ from, to, last }: PageOutage): void {
    const end = to ?? last.at;
    const margin = Math.max(20, 0.25 * (end - from));
    this.#stage.show(selected(from - margin, end + margin, this.#stage.whole));
  }
}

function facts(lane: Lane, { from, to, first, last, attempts, errors }: PageOutage): [string, Node | string][] {
  const edge = ({ at, error }: PageOutage["first"]) => {
    const failure = failuresWithin(lane.failures, at - 0.06, at + 0.06)[0];
    const words = failure === undefined ? `${exactMoment(at)}: ${error}` : failureInWords(failure);
    return momentAnchor(hashOf(at), words);
  };
  return [
    ["not before", momentAnchor(hashOf(from), exactMoment(from))],
    ["not after", to === null ? "still out at the end" : momentAnchor(hashOf(to), exactMoment(to))],
    ["first failure", edge(first)],
    ["last failure", edge(last)],
    [counted(attempts, "attempt"), describeCounts(errors)],
  ];
}
