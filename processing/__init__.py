"""Processing algorithms: each declares its parameters, calls a middle room, writes its outputs."""
