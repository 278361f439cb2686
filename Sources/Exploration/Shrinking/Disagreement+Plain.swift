import Conformance

extension Disagreement {
  /// The case with gradients that are dense, in their variable's type, and on one replica.
  var withPlainerGradients: [Case] {
    var plainer: [Case] = []
    func add(_ change: (Case) -> Case) {
      let candidate = change(testCase)
      if candidate != testCase { plainer.append(candidate) }
    }
    let variables = testCase.variables
    add { testCase in
      var single = testCase
      single.script = testCase.script.map {
        if case .applyReplicas(let replicas) = $0 { .apply(replicas.first ?? []) } else { $0 }
      }
      return single
    }
    add { $0.mappingGradients { $0 < variables.count ? $1.converted(to: variables[$0].dtype) : $1 } }
    for index in variables.indices {
      let (dtype, count) = (variables[index].dtype, variables[index].count)
      add {
        $0.mappingGradients { place, gradient in
          if place == index, case .rows = gradient { .dense(.ones(dtype, count)) } else { gradient }
        }
      }
      add { $0.mappingGradients { $0 == index && $1 == .missing ? .dense(.ones(dtype, count)) : $1 } }
    }
    return plainer
  }

  /// The case with everything in float32, or in one of its types.
  var withPlainerTypes: [Case] {
    let used = testCase.dtypes
    return ([.float32] + used).compactMap { dtype in used == [dtype] ? nil : testCase.converted(to: dtype) }
  }
}

extension Case {
  fileprivate func converted(to dtype: DType) -> Case {
    var converted = mappingGradients { $1.converted(to: dtype) }
    for index in variables.indices {
      converted.variables[index].data = variables[index].data.converted(to: dtype)
    }
    for (slot, tensors) in initialState?.slots ?? [:] {
      converted.initialState?.slots[slot] = tensors.map { $0?.converted(to: dtype) }
    }
    return converted
  }
}

extension Gradient {
  fileprivate func converted(to dtype: DType) -> Gradient {
    switch self {
    case .missing: .missing
    case .dense(let tensor): .dense(tensor.converted(to: dtype))
    case .rows(let indices, let values): .rows(indices: indices, values: values.converted(to: dtype))
    }
  }
}

extension Tensor {
  fileprivate func converted(to dtype: DType) -> Tensor {
    dtype == self.dtype ? self : Tensor(dtype, bits: values.map(dtype.bits(nearestTo:)))
  }

  static func ones(_ dtype: DType, _ count: Int) -> Tensor {
    Tensor(dtype, bits: [UInt64](repeating: dtype.bits(nearestTo: 1), count: count))
  }
}
