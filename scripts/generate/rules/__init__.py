"""Which rules a case exercises, by its arguments and by what happened in Keras while it ran."""
