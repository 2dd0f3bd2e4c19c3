import { expect, it } from "vitest";
import { zoomedPath } from "../../../../../src/report/page/client/zoomed-path.ts";

it("stretches what is sideways alone: places, and lengths from the place before", () => {
  const twice = { scale: 2, shift: -100 };
  expect(zoomedPath("M100 0V18M150.5 0V18", twice)).toBe("M100 0V18M201 0V18");
  expect(zoomedPath("M100 1H125v18H100z", twice)).toBe("M100 1H150v18H100z");
  expect(zoomedPath("M100 1h25v18h-25z", twice)).toBe("M100 1H150v18H100z");
  expect(zoomedPath("M0 29L50 3L100 5z", twice)).toBe("M-100 29L0 3L100 5z");
});

it("leaves the whole picture as it is", () => {
  expect(zoomedPath("M12.5 1H125v18H12.5z", { scale: 1, shift: 0 })).toBe("M12.5 1H125v18H12.5z");
});

it("cuts off what is far outside, and leaves nothing of a box there in the picture", () => {
  const far = { scale: 10_000, shift: -5_000_000 };
  expect(zoomedPath("M100 1h25v18h-25z", far)).toBe("M-4000 1H-4000v18H-4000z");
  expect(zoomedPath("M400 1h200v18h-200z", far)).toBe("M-4000 1H6000v18H-4000z");
});
