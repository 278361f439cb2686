"""What must hold: one script per check, each with a target that .ci/run or `make long-checks` uses."""
