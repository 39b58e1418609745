package store

// Store keeps what was told.
type Store struct{}

// Keep keeps an hour.
func (s *Store) Keep(_ int, hour float64) {}
