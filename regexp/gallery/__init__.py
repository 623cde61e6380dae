"""Pictures of runs and sweeps, as `regexp plot` draws them: one module a kind."""
