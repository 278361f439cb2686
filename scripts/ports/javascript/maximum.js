// The larger of two numbers, where the sign of a zero can be seen (R-OVERWRITE-3).
"use strict";

/** Of the elements of `x` and `y`, in the dtype. */
function exactMaximum({ z, packet }, x, y) {
  const packed = x.length - (x.length % packet);
  return x.map((a, k) => {
    const p = z(a), q = z(y[k]);
    if (Number.isNaN(p) || Number.isNaN(q)) return NaN;
    return q > p || (q === p && k < packed) ? q : p;
  });
}

module.exports = { exactMaximum };
