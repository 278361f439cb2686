// The loss scale optimizer around an optimizer (R-LOSS-SCALE-*).
"use strict";

const { refuseIf } = require("./refused.js");

class LossScale {
  /** `float32` is the arithmetic of the scale; the state goes before what the case gives. */
  constructor(float32, { initial_scale = 32768, dynamic_growth_steps = 2000 }, scale, counter = 0) {
    this.float32 = float32;
    this.growthSteps = dynamic_growth_steps; // R-DEFAULT-LOSS-SCALE
    this.scale = scale ?? this.times(float32.f(initial_scale), 1);
    this.counter = counter;
  }

  times(scale, factor) { // R-LOSS-SCALE-4
    return this.float32.mul(scale, factor);
  }

  check(g) { // R-ERROR-LOSS-SCALE
    if (!g?.shape || !g.rows?.length) return;
    g.check();
    refuseIf(g.rows.some((row) => row < 0) || g.shape.includes(0));
  }

  /** Calls `update` with the divided gradients of each replica, if those of the first are finite. */
  apply(replicas, overwritten, update) {
    replicas.flat().forEach((g) => this.check(g));
    if (replicas[0].every((g) => !g || g.isFinite())) { // R-LOSS-SCALE-5, R-REPLICA-6
      update(replicas.map((grads) => grads.map((g, i) => (g && !overwritten[i] ? this.divided(g) : g))));
      this.counter += 1;
      if (this.counter !== this.growthSteps) return;
      this.scale = this.times(this.scale, 2); // R-LOSS-SCALE-3
    } else {
      this.scale = this.times(this.scale, 0.5); // R-LOSS-SCALE-2
    }
    this.counter = 0;
  }

  divided(g) { // R-LOSS-SCALE-1
    const [scale] = g.dtype.cast([this.scale], this.float32);
    return g.map((x) => g.dtype.div(x, scale));
  }
}

module.exports = { LossScale };
