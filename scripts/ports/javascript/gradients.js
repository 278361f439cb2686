// A gradient: its values in a dtype of its own, dense or by rows (R-SPARSE-*).
"use strict";

const { refuseIf } = require("./refused.js");

const product = (extents) => extents.reduce((a, b) => a * b, 1);

class Gradient {
  constructor(dtype, values, shape, rows = null) { // `shape` is the variable's, and undefined beyond the last one
    Object.assign(this, { dtype, values, shape, rows });
  }

  with(values, dtype = this.dtype) {
    return new Gradient(dtype, values, this.shape, this.rows);
  }

  map(change) {
    return this.with(this.values.map(change));
  }

  cast(dtype) {
    return this.with(dtype.cast(this.values, this.dtype), dtype);
  }

  /** Rows with the same index are added in their order. */
  dense() {
    if (this.rows === null) return this;
    const width = product(this.shape.slice(1)), sum = new Array(product(this.shape)).fill(0);
    this.rows.forEach((row, n) => {
      if (row < 0) return; // R-SPARSE-6
      for (let k = 0; k < width; k++)
        sum[row * width + k] = this.dtype.add(sum[row * width + k], this.values[n * width + k]); // R-SPARSE-1
    });
    return new Gradient(this.dtype, sum, this.shape);
  }

  denseSquares() { // R-SPARSE-2, R-SPARSE-4
    return this.with(this.dtype.squares(this)).dense().values;
  }

  check() { // R-ERROR-GRADIENTS, R-ERROR-SPARSE
    const { shape, rows, values } = this;
    if (rows === null) return refuseIf(values.length !== product(shape));
    refuseIf(shape.length === 0 || values.length !== rows.length * product(shape.slice(1)));
    refuseIf(rows.some((row) => row >= shape[0]));
  }

  isFinite() { // as a loss scale optimizer sees it: of rows with the same index, the last (R-LOSS-SCALE-5)
    const last = new Map(this.rows?.map((row, n) => [row, n])), width = this.values.length / this.rows?.length;
    const counts = (k) => this.rows === null || last.get(this.rows[Math.floor(k / width)]) === Math.floor(k / width);
    return this.values.every((x, k) => Number.isFinite(x) || !counts(k));
  }
}

/** The sum of two replicas' gradients of a variable (R-REPLICA-2, R-REPLICA-4). */
function added(g, other) {
  refuseIf(g.dtype !== other.dtype || (g.rows === null) !== (other.rows === null)); // R-ERROR-GRADIENTS
  if (g.rows === null) return g.map((x, k) => g.dtype.add(x, other.values[k]));
  return new Gradient(g.dtype, [...g.values, ...other.values], g.shape, [...g.rows, ...other.rows]);
}

module.exports = { Gradient, added };
