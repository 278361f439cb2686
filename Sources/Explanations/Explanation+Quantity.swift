import Conformance

extension Explanation {
  /// A quantity of a step, and how it is found in an account.
  struct Quantity {
    let name: String
    let rule: Rule?
    /// Whether it is an intermediate one.
    var isTraced = false
    let number: (Account) -> Row.Number?

    static let valueName = "variable"

    /// All that there may be in a step, in the order of computation.
    static func all(of testCase: Case, at place: Place) -> [Quantity] {
      let finder = Finder(testCase: testCase, place: place)
      return finder.given + finder.gradients + finder.scalars + finder.update + finder.values + finder.state
    }
  }

  /// What finds the quantities of one element.
  private struct Finder {
    let testCase: Case
    let place: Place

    var variable: Variable { testCase.variables[place.variable] }
    var arguments: Arguments { testCase.arguments }
    var event: Event { testCase.script[place.event] }

    var given: [Quantity] {
      let replicas = event.gradients
      return [Quantity(name: "variable_before", rule: nil) { element($0.before) }]
        + replicas.enumerated().map { replica, gradients in
          let name = "gradient" + (replicas.count > 1 ? " of replica \(replica)" : "")
          return Quantity(name: name, rule: nil) { _ in
            gradients.indices.contains(place.variable) ? element(of: gradients[place.variable]) : nil
          }
        }
    }

    var gradients: [Quantity] {
      let norm: Rule = arguments.globalClipnorm ?? 0 > 0 ? "R-CLIP-GLOBAL-1" : "R-CLIP-NORM-1"
      let clips = arguments.clipvalue ?? 0 > 0 ? "R-CLIP-VALUE-1" : norm
      return [
        traced(.gradientUnscaled, "R-SCALE-1"), traced(.gradientMean, "R-ACCUMULATE-3"), traced(.norm, norm),
        traced(.gradientClipped, clips), traced(.decayed, "R-DECAY-1"),
      ]
    }

    var scalars: [Quantity] {
      let power: Rule =
        switch variable.dtype {
        case .float32: "R-POWER-1"
        case .float16, .bfloat16: "R-POWER-2"
        case .float64: "R-POWER-3"
        }
      return [
        scalar(.learningRate, rateRule), scalar(.beta1Power, power), scalar(.beta2Power, power),
        scalar(.alpha, "R-BIAS-2"),
      ]
    }

    var update: [Quantity] {
      [
        traced(.momentum, "R-MOMENTUM-1"), traced(.velocity, "R-VELOCITY-1"),
        traced(.velocityHat, "R-AMSGRAD-1"),
        traced(.update, "R-UPDATE-1"), traced(.updated, "R-UPDATE-1"), traced(.average, "R-EMA-1"),
        traced(.overwritten, "R-EMA-4"), traced(.constrained, constraintRule),
      ]
    }

    var values: [Quantity] {
      let rule: Rule? = variable.overwriteWithGradient ? "R-OVERWRITE-1" : nil
      return [Quantity(name: Quantity.valueName, rule: rule) { element($0.after) }]
    }

    /// What an account has of the state, but for what stands among the intermediate quantities.
    var state: [Quantity] {
      let slots = State.Slot.allCases.map { slot in
        let traced = TraceEntry.Quantity(rawValue: slot.rawValue)
        return Quantity(name: "state.\(slot)", rule: slot == .gradientAccumulator ? "R-ACCUMULATE-2" : nil) {
          account in
          if let traced, account.trace?.variables[place.variable]?[traced] != nil { return nil }
          guard let tensors = account.state?.slots[slot], tensors.indices.contains(place.variable) else {
            return nil
          }
          return tensors[place.variable].flatMap(element)
        }
      }
      return slots + [
        Quantity(name: "state.iterations", rule: "R-APPLY-3") { $0.state?.iterations.map { .integer($0) } },
        Quantity(name: "state.loss_scale", rule: "R-LOSS-SCALE-1") { $0.state?.lossScale.flatMap(shared) },
      ]
    }

    private var rateRule: Rule {
      switch arguments.learningRate {
      case .callable: "R-RATE-2"
      case .schedule: "R-RATE-3"
      case .number, nil: "R-RATE-1"
      }
    }

    private var constraintRule: Rule {
      variable.constraint.map { Rule("R-CONSTRAINT-\($0.name.uppercased())") } ?? "R-CONSTRAINT-1"
    }

    private func scalar(_ scalar: TraceEntry.Scalar, _ rule: Rule) -> Quantity {
      Quantity(name: scalar.rawValue, rule: rule, isTraced: true) {
        $0.trace?.scalars[scalar]?[variable.dtype].flatMap(shared)
      }
    }

    private func traced(_ quantity: TraceEntry.Quantity, _ rule: Rule) -> Quantity {
      Quantity(name: quantity.rawValue, rule: rule, isTraced: true) { account in
        guard let entries = account.trace?.variables, entries.indices.contains(place.variable),
          let tensor = entries[place.variable]?[quantity]
        else { return nil }
        return tensor.count == variable.count
          ? element(tensor) : quantity == .norm ? shared(tensor) : inRows(tensor)
      }
    }

    private func element(_ tensors: [Tensor]) -> Explanation.Row.Number? {
      tensors.indices.contains(place.variable) ? element(tensors[place.variable]) : nil
    }

    private func element(_ tensor: Tensor) -> Explanation.Row.Number? {
      tensor.count > place.element ? .element(tensor.dtype, tensor.bits[place.element]) : nil
    }

    private func shared(_ tensor: Tensor) -> Explanation.Row.Number? {
      tensor.bits.first.map { .element(tensor.dtype, $0) }
    }

    /// The element of a gradient; of a sparse one in the first of its rows.
    private func element(of gradient: Gradient) -> Explanation.Row.Number? {
      switch gradient {
      case .missing: nil
      case .dense(let tensor): element(tensor)
      case .rows(_, let tensor): inRows(tensor)
      }
    }

    private func inRows(_ tensor: Tensor) -> Explanation.Row.Number? {
      let width = variable.shape.dropFirst().reduce(1, *)
      for gradients in event.gradients where gradients.indices.contains(place.variable) {
        guard case .rows(let rows, _) = gradients[place.variable], width > 0,
          let row = rows.firstIndex(of: place.element / width)
        else { continue }
        let index = row * width + place.element % width
        return index < tensor.count ? .element(tensor.dtype, tensor.bits[index]) : nil
      }
      return nil
    }
  }
}
