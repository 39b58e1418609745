package tides

// Map is the same on another system.
func Map(hours []Hour) {}

func OnlyHere() {}
