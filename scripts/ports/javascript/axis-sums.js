// Sums along axes, in TensorFlow's order (R-SUM-AXIS-*).
"use strict";

const product = (extents) => extents.reduce((a, b) => a * b, 1);
const inOrder = (x, { add }) => x.reduce((sum, term) => add(sum, term), 0);

function columnTotal(x, k, count, extent, dtype) { // sum number `k` of `count`; the last run has the extent
  const { add, packet } = dtype, p = k - (k % packet);
  const isPacked = p + packet <= count && (p % extent) + packet <= extent;
  if (!isPacked || x.length < 16) return inOrder(x, dtype); // R-SUM-AXIS-3
  const whole = x.length - (x.length % 4);
  const lanes = [0, 1, 2, 3].map((lane) => inOrder(x.filter((_, i) => i < whole && i % 4 === lane), dtype));
  return x.slice(whole).reduce((sum, term) => add(sum, term), lanes.reduce((a, b) => add(a, b))); // R-SUM-AXIS-3
}

/** The runs of neighbouring axes that are all summed or all kept; those with one element do not count (R-SUM-AXIS-1). */
function runsOf(shape, axes) {
  const runs = [];
  shape.forEach((extent, axis) => {
    if (extent === 1) return;
    const last = runs[runs.length - 1], summed = axes.has(axis);
    if (last?.summed === summed) last.extent *= extent;
    else runs.push({ summed, extent });
  });
  return runs;
}

/** For each element of `x` the sum to which it belongs. */
function axisTotals(x, shape, axes, dtype) {
  const runs = runsOf(shape, axes), kinds = runs.map(({ summed }) => (summed ? "sum" : "keep")).join(" ");
  if (!kinds.includes("sum")) return x; // R-SUM-AXIS-1
  let places = [0];
  for (const { summed, extent } of runs)
    places = places.flatMap((place) => Array.from({ length: extent }, (_, k) => (summed ? place : place * extent + k)));
  const terms = Array.from({ length: product(runs.map((run) => (run.summed ? 1 : run.extent))) }, () => []);
  places.forEach((place, i) => terms[place].push(x[i]));
  const { extent } = runs[runs.length - 1];
  const sums = terms.map((t, k) => {
    if (kinds === "sum keep" || kinds === "keep sum keep") return columnTotal(t, k, terms.length, extent, dtype);
    if (kinds !== "sum keep sum") return dtype.total(t, k * t.length); // R-SUM-AXIS-2, R-SUM-AXIS-5
    const columns = Array.from({ length: extent }, (_, column) => t.filter((_, i) => i % extent === column));
    return inOrder(columns.flat(), dtype); // R-SUM-AXIS-4
  });
  return places.map((place) => sums[place]);
}

module.exports = { axisTotals };
