package clock

// Now is nobody else's business.
func Now() {}
