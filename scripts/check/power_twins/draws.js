// The functions of the JavaScript port against files of records: node draws.js FUNCTION FILE [FUNCTION FILE ...]
// Prints for each file how many records it has and how many differ.
"use strict";

const fs = require("node:fs");
const powers = require("../../ports/javascript/powers.js");

const flushed = (x, least) => (Math.abs(x) < least ? x * 0 : x);
const float32 = (x) => Math.fround(flushed(x, 2 ** -126 - 2 ** -151));
const functions = {
  powf: (x, y) => float32(powers.powf(x, y)),
  cosf: (x) => float32(powers.cosf(x)),
  logf: (x) => float32(powers.logf(x)),
  pow: (x, y) => flushed(powers.pow(x, y), 2 ** -1022),
};

const words = process.argv.slice(2);
for (let word = 0; word < words.length; word += 2) {
  const data = fs.readFileSync(words[word + 1]), name = words[word];
  let differing = 0;
  for (let at = 0; at < data.length; at += 24) {
    const [x, y, right] = [0, 8, 16].map((offset) => data.readDoubleLE(at + offset));
    const mine = functions[name](x, y);
    if (!Object.is(mine, right) && differing++ < 5) console.error(`${name}(${x}, ${y}) is ${right}, not ${mine}`);
  }
  console.log(data.length / 24, differing);
}
