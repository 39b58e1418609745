package tides

func TestHigh() {}
