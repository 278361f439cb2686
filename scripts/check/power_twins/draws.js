// The functions of the JavaScript port against files of records: node draws.js FUNCTION FILE [FUNCTION FILE ...]
// Prints for each file how many records it has and how many differ.
"use strict";

const fs = require("node:fs");
const powers = require("../../ports/javascript/powers.js");

const float32 = (x) => (Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x)); // B.8
const functions = {
  fma: powers.fma,
  powf: (x, y) => float32(powers.powf(x, y)),
  cosf: (x) => float32(powers.cosf(x)),
  logf: (x) => float32(powers.logf(x)),
  pow: powers.pow,
};

const words = process.argv.slice(2);
for (let word = 0; word < words.length; word += 2) {
  const data = fs.readFileSync(words[word + 1]), name = words[word];
  let differing = 0;
  for (let at = 0; at < data.length; at += 32) {
    const [x, y, z, right] = [0, 8, 16, 24].map((offset) => data.readDoubleLE(at + offset));
    const mine = functions[name](x, y, z);
    if (!Object.is(mine, right) && differing++ < 5) console.error(`${name}(${x}, ${y}, ${z}) is ${right}, not ${mine}`);
  }
  console.log(data.length / 32, differing);
}
