import Conformance

extension Disagreement {
  /// The case with fewer elements: along one dimension of a variable only where it differs, either half, or one
  /// less; or fewer rows in a sparse gradient.
  var withFewerElements: [Case] {
    testCase.variables.indices.flatMap { index in
      let shape = testCase.variables[index].shape
      let place =
        divergence.variable == index ? divergence.element.map { coordinates(of: $0, in: shape) } : nil
      return shape.indices.flatMap { dimension in
        Self.choices(of: shape[dimension], at: place?[dimension]).map { kept in
          testCase.keeping(kept, of: dimension, of: index)
        }
      }
    } + testCase.withFewerRows
  }

  /// Which of several to keep.
  private static func choices(of count: Int, at place: Int?) -> [[Int]] {
    guard count > 1 else { return [] }
    var kept = place.map { [[$0]] } ?? []
    kept += [Array(0..<count / 2), Array(count / 2..<count)]
    if count <= 8 { kept += (0..<count).map { dropped in (0..<count).filter { $0 != dropped } } }
    return kept
  }

  private func coordinates(of element: Int, in shape: [Int]) -> [Int] {
    var (rest, coordinates) = (element, [Int]())
    for extent in shape.reversed() {
      coordinates.insert(rest % max(extent, 1), at: 0)
      rest /= max(extent, 1)
    }
    return coordinates
  }
}

extension Case {
  /// The case with only some slices of a variable along one of its dimensions.
  fileprivate func keeping(_ kept: [Int], of dimension: Int, of index: Int) -> Case {
    let shape = variables[index].shape
    var smaller = self
    smaller.variables[index].shape[dimension] = kept.count
    smaller.variables[index].data = variables[index].data.keeping(kept, of: dimension, of: shape)
    for (slot, tensors) in initialState?.slots ?? [:] {
      smaller.initialState?.slots[slot]?[index] = tensors[index]?.keeping(kept, of: dimension, of: shape)
    }
    return smaller.mappingGradients { place, gradient in
      guard place == index else { return gradient }
      switch gradient {
      case .missing: return .missing
      case .dense(let tensor): return .dense(tensor.keeping(kept, of: dimension, of: shape))
      case .rows(let rows, let values):
        if dimension > 0 {
          return .rows(
            indices: rows,
            values: values.keeping(kept, of: dimension, of: [rows.count] + shape.dropFirst())
          )
        }
        let positions = rows.indices.filter { kept.contains(rows[$0]) }
        return .rows(
          indices: positions.compactMap { kept.firstIndex(of: rows[$0]) },
          values: values.keeping(positions, of: 0, of: [rows.count] + shape.dropFirst())
        )
      }
    }
  }

  /// The case with one row less in a sparse gradient.
  fileprivate var withFewerRows: [Case] {
    script.enumerated().flatMap { event, _ -> [Case] in
      guard case .apply(let gradients) = script[event] else { return [] }
      return gradients.enumerated().flatMap { index, gradient -> [Case] in
        guard case .rows(let rows, let values) = gradient, index < variables.count else { return [] }
        return rows.indices.map { dropped in
          let kept = rows.indices.filter { $0 != dropped }
          let shape = [rows.count] + variables[index].shape.dropFirst()
          var smaller = self
          var fewer = gradients
          fewer[index] = .rows(indices: kept.map { rows[$0] }, values: values.keeping(kept, of: 0, of: shape))
          smaller.script[event] = .apply(fewer)
          return smaller
        }
      }
    }
  }

  /// The case with each gradient changed, which is that of the variable with the index.
  func mappingGradients(_ change: (Int, Gradient) -> Gradient) -> Case {
    var changed = self
    changed.script = script.map { event in
      switch event {
      case .apply(let gradients): .apply(gradients.enumerated().map(change))
      case .applyReplicas(let replicas): .applyReplicas(replicas.map { $0.enumerated().map(change) })
      case .learningRate, .finalize, .checkpoint: event
      }
    }
    return changed
  }
}

extension Tensor {
  /// The slices in some places along a dimension. A tensor that does not have the shape stays as it is.
  fileprivate func keeping(_ kept: [Int], of dimension: Int, of shape: [Int]) -> Tensor {
    guard count == shape.reduce(1, *) else { return self }
    let width = shape[(dimension + 1)...].reduce(1, *)
    let block = shape[dimension] * width
    guard block > 0 else { return self }
    return Tensor(
      dtype,
      bits: stride(from: 0, to: count, by: block).flatMap { start in
        kept.flatMap { bits[start + $0 * width..<start + ($0 + 1) * width] }
      }
    )
  }
}
