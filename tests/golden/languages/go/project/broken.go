package tides

// Before stands before the slip.
func Before() {}

func Slip( { }}

// After stands after it.
func After(day int) int { return day }
