// Variables that are overwritten with their gradient (R-OVERWRITE-*).
"use strict";

const { exactMaximum } = require("./maximum.js");

/** Without accumulation the variable is the gradient (R-OVERWRITE-1). */
const overwritten = (g, dtype) => g.cast(dtype).dense().values;

/** What is accumulated is the largest that came, in the variable's dtype (R-OVERWRITE-3). */
function accumulated(g, sum, dtype, joint) {
  const both = joint(g.dtype, dtype), largest = exactMaximum(both, g.dense().cast(both).values, both.cast(sum, dtype));
  return dtype.cast(largest, both);
}

module.exports = { overwritten, accumulated };
