extension Optional {
  /// What a stage cannot do without. Whatever lets the stage run sees to it that this is there: the plan has the numbers
  /// of each stage that it lets run, and a variable the slots that its gradients need. None is passed over in silence.
  @inline(__always)
  var required: Wrapped {
    guard let self else { preconditionFailure("A stage that runs has all that it goes by.") }
    return self
  }
}
